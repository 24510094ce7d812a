from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.models import Delay

NOTE = forms.Textarea(attrs={"rows": 3, "maxlength": 5_000})
LONG = {"max_length": _("This is longer than 5,000 characters. Could you make it shorter?")}


class CompletionForm(forms.Form):
    """A dose was given."""

    given_on = forms.DateField(
        label=_("On which day was it given?"), error_messages={"required": _("Please tell the day on which it was given.")}
    )  # fmt: skip
    note = forms.CharField(
        label=_("How did it go?"), required=False, max_length=5_000, widget=NOTE, error_messages=LONG,
        help_text=_("Only you can read this."),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("How much was given?"), required=False, min_value=Decimal("0.0001"), max_value=100_000, decimal_places=4
    )  # fmt: skip


HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
A_DAY = 24 * 60


class MoveForm(forms.Form):
    """The appointment that the clinic set: its day, and its hour and place if they are known."""

    due_on = forms.DateField(label=_("The day your clinic set"))
    hour = forms.TimeField(
        label=_("What time?"), required=False, widget=HOUR, error_messages={"invalid": _("A time looks like 08:30.")},
        help_text=_("By the clock there. Whoever you show your dates sees it, too."),
    )  # fmt: skip
    lasts_minutes = forms.IntegerField(
        label=_("How many minutes does it take?"), required=False, min_value=1, max_value=A_DAY
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    because = forms.ChoiceField(
        label=_("Why, if it moved?"), required=False, choices=[("", _("I would rather not say")), *Delay.choices],
        help_text=_("Only you can read this."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """How a dose went."""

    note = forms.CharField(
        label=_("How did it go?"), required=False, max_length=5_000, widget=NOTE, error_messages=LONG,
        help_text=_("Only you can read this."),
    )  # fmt: skip
