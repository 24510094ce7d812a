"""What the search may be narrowed to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = {
    "": _("Everything"),
    "question": _("Questions"),
    "update": _("Updates"),
    "article": _("Library"),
    "medicine": _("Medicines"),
    "person": _("People"),
}


class KindForm(forms.Form):
    """Which kind of things to look for."""

    kind = forms.ChoiceField(choices=list(KINDS.items()), required=False)
