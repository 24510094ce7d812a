from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_WEEKS = 104
MOST_AMOUNT = 100_000


class IntervalForm(forms.Form):
    """The interval that the member and the team agreed on."""

    weeks = forms.IntegerField(
        label=_("How many weeks apart?"), min_value=1, max_value=MOST_WEEKS,
        help_text=_("Only what your team and you agreed on. It can be longer than the label, never shorter."),
    )  # fmt: skip


class OrderForm(forms.Form):
    """A further part that the team ordered."""

    starts_on = forms.DateField(label=_("On which day does it begin?"))


class ReceivedForm(forms.Form):
    """What was had before: per square metre as the papers say, or in all with the body surface of that time."""

    amount = forms.DecimalField(
        label=_("How much in all?"), min_value=0, max_value=MOST_AMOUNT, decimal_places=4,
        help_text=_("It stands in your papers. Your team knows it."),
    )  # fmt: skip
    surface = forms.DecimalField(
        label=_("Body surface in m²"), required=False, min_value=Decimal("0.2"), max_value=Decimal("4"), decimal_places=3,
        help_text=_("Only when your papers say mg and not mg per m². We divide by it."),
    )  # fmt: skip

    @property
    def per_surface(self) -> Decimal:
        """The amount for each square metre, to four places."""
        amount, surface = self.cleaned_data["amount"], self.cleaned_data["surface"]
        return Decimal(amount if surface is None else amount / surface).quantize(Decimal("0.0001"))
