from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from myelin.notifications.models import Delivery, Section
from myelin.notifications.push import Way
from myelin.notifications.sections import ALONE, ALWAYS

MAIL, APP, NO = "mail", "app", "no"
TOGETHER = [section for section in Section if section not in ALONE]
HOW = [(MAIL, _("Here, by mail and on my devices")), (APP, _("Only here")), (NO, _("Not at all"))]


class DeliveryForm(forms.ModelForm[Delivery]):
    """How I want to hear of news: the mail's rhythm, quiet hours, and each section."""

    class Meta:
        model = Delivery
        fields = ["rhythm", "device_rhythm", "quiet_from", "quiet_until"]
        widgets = {
            "rhythm": forms.RadioSelect,
            "device_rhythm": forms.RadioSelect,
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in TOGETHER:
            choices = [how for how in HOW if section not in ALWAYS or how[0] != NO]
            self.fields[section.value] = forms.ChoiceField(label=section.label, choices=choices)
            self.initial[section.value] = self._now(section)

    @property
    def sections(self) -> Iterator[BoundField]:
        """The switches, one a section."""
        return (self[section.value] for section in TOGETHER)

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or neither."""
        data = super().clean() or {}
        if (data.get("quiet_from") is None) != (data.get("quiet_until") is None) and not self.errors:
            raise forms.ValidationError(_("Quiet hours need a beginning and an end. Leave both empty for none."))
        return data

    def save(self, commit: bool = True) -> Delivery:
        """Keep the switches as the two lists of the row."""
        chosen = {section: self.cleaned_data[section.value] for section in TOGETHER}
        self.instance.silent = [section.value for section, how in chosen.items() if how == NO]
        self.instance.unmailed = [section.value for section, how in chosen.items() if how == APP]
        return super().save(commit)

    def _now(self, section: Section) -> str:
        if section in self.instance.silent:
            return NO
        return APP if section in self.instance.unmailed else MAIL


class DeviceForm(forms.Form):
    """What a browser says about itself when it is to show notices; a script fills it in."""

    endpoint = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    p256dh = forms.RegexField(r"^[\w-]{80,100}=*$", max_length=120, widget=forms.HiddenInput)
    auth = forms.RegexField(r"^[\w-]{20,30}=*$", max_length=40, widget=forms.HiddenInput)

    @property
    def way(self) -> Way:
        """How the browser is reached."""
        data = self.cleaned_data
        return Way(endpoint=data["endpoint"], p256dh=data["p256dh"], auth=data["auth"])
