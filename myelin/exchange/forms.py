from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A file of care that somebody brings."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("A FHIR file (JSON) from a hospital or another app, or a table (CSV) of days or results."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Could you get it once more?"),
        },
    )
