from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.day import Kind
from myelin.companion.queries.days import EVENING_FEELINGS, FEELINGS

LONG = {"max_length": _("This is longer than fits here. Could you make it shorter?")}


def _key() -> UUID:
    return uuid4()


class TapForm(forms.Form):
    """One thing that happened. `uuid` is made where it is tapped; `at` is told by a device that was offline."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=_key)
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind if kind != Kind.EVENING])
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    feeling = forms.ChoiceField(
        label=_("How do you feel right now?"), choices=list(FEELINGS.items()), required=False, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("In your own words"), required=False, max_length=1_000, error_messages=LONG)
    lot = forms.CharField(label=_("Lot number"), required=False, max_length=60, error_messages=LONG)

    def clean(self) -> dict[str, Any]:
        """A feeling says which, a lot number its number."""
        data = super().clean() or {}
        if data.get("kind") == Kind.FEELING and not data.get("feeling"):
            self.add_error("feeling", _("Please choose how you feel."))
        if data.get("kind") == Kind.LOT and not data.get("lot"):
            self.add_error("lot", _("Please type the number. It stands on the bag or on the box."))
        return data

    @property
    def told(self) -> dict[str, Any]:
        """What was said, as `tap` takes it."""
        return {**self.cleaned_data, "kind": Kind(self.cleaned_data["kind"])}


class EveningForm(forms.Form):
    """How an evening after a dose was."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=_key)
    evening = forms.IntegerField(min_value=0, max_value=3, widget=forms.HiddenInput)
    feeling = forms.ChoiceField(
        label=_("How is it tonight?"), choices=list(EVENING_FEELINGS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("In your own words"), required=False, max_length=1_000, error_messages=LONG)


class ItemForm(forms.Form):
    """A thing of one's own to bring."""

    words = forms.CharField(label=_("Something of your own"), max_length=80, error_messages=LONG)
