from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A file of care that somebody brings. What it is, is found out by looking into it."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_(
            "A FHIR file (JSON) from a hospital or another app, a table (CSV) of days or results, "
            "or the health file of your phone: Apple Health’s export, or Google Fit’s part of a Takeout."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Could you get it once more?"),
        },
    )
