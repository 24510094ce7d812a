from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.models import Delay

NOTE = forms.Textarea(attrs={"rows": 3, "maxlength": 5_000})
LONG = {"max_length": _("This is longer than 5,000 characters. Could you make it shorter?")}


class CompletionForm(forms.Form):
    """A dose was given."""

    given_on = forms.DateField(label=_("On which day was it given?"))
    note = forms.CharField(
        label=_("How did it go?"), required=False, max_length=5_000, widget=NOTE, error_messages=LONG,
        help_text=_("Only you can read this."),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("How much was given?"), required=False, min_value=Decimal("0.0001"), max_value=100_000, decimal_places=4
    )  # fmt: skip


class MoveForm(forms.Form):
    """The clinic set another day; no day means back to the rule."""

    due_on = forms.DateField(label=_("The day your clinic set"))
    because = forms.ChoiceField(
        label=_("Why?"), required=False, choices=[("", _("I would rather not say")), *Delay.choices],
        help_text=_("Only you can read this."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """How a dose went."""

    note = forms.CharField(
        label=_("How did it go?"), required=False, max_length=5_000, widget=NOTE, error_messages=LONG,
        help_text=_("Only you can read this."),
    )  # fmt: skip
