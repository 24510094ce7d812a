from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VoiceForm(forms.Form):
    """A recording, and if somebody likes, its words."""

    recording = forms.FileField(
        label=_("A recording"),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
        help_text=_("Ogg, WebM, M4A, WAV or MP3, up to 10 MB."),
        error_messages={
            "required": _("There is no recording yet. Please make one, or choose one."),
            "empty": _("There is nothing in this recording. Could you make it once more?"),
        },
    )
    words = forms.CharField(
        label=_("What I said, in words"), required=False, max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 5_000}), help_text=_("For reading it later, and on paper."),
        error_messages={"max_length": _("This is longer than 5,000 characters. Could you make it shorter?")},
    )  # fmt: skip
