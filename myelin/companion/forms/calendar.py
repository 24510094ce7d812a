from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CalendarForm(forms.Form):
    """A new secret address."""

    name = forms.CharField(label=_("Which device is it for?"), max_length=60, help_text=_("For example: my phone."))
    shows_detail = forms.BooleanField(
        label=_("Say what it is"), required=False,
        help_text=_("Otherwise every entry says “Appointment”. Others may see your calendar."),
    )  # fmt: skip


class DetailForm(forms.Form):
    """Whether an address says what an appointment is."""

    shows_detail = forms.BooleanField(required=False)
