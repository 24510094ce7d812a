from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.helping.models import Energy, Helper
from myelin.pack.models import Topic
from myelin.therapies.models import Therapy
from myelin.therapies.queries import named_choices, names

QUIET = _("In your own time zone. The same time in both boxes means: no quiet hours.")


class HourField(forms.TimeField):
    """A time of day in the browser's own box."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    input_formats = ("%H:%M", "%H:%M:%S")


class HelperForm(forms.ModelForm[Helper]):
    """How one may be asked, as the page and the API take it."""

    topics = forms.ModelMultipleChoiceField(
        label=_("Topics I can say something about"), queryset=Topic.objects.current(), required=False,
        to_field_name="slug", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    medicines = forms.ModelMultipleChoiceField(
        label=_("Medicines I know from myself"), queryset=Therapy.objects.current(), required=False,
        to_field_name="slug", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    weekly_cap = forms.TypedChoiceField(
        label=_("At most so many times a week"), coerce=int, choices=[(number, str(number)) for number in range(1, 8)],
    )  # fmt: skip
    quiet_from = HourField(label=_("Do not ask me from"))
    quiet_to = HourField(label=_("Until"), help_text=QUIET)
    energy = forms.ChoiceField(label=_("How much energy do I have?"), choices=Energy, widget=forms.RadioSelect)

    class Meta:
        model = Helper
        fields = [
            "topics", "medicines", "told_year", "energy", "weekly_cap", "quiet_from", "quiet_to", "volunteers",
        ]  # fmt: skip
        labels = {"told_year": _("Year I was told about MS")}
        help_texts = {"told_year": _("Only to find questions of people on the same stretch of road.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["medicines"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.choices = named_choices(names())
