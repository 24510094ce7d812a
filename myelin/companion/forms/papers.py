from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myelin.base.errors import Refused
from myelin.media.actions import take_picture
from myelin.media.models import Picture
from myelin.members.models import Member


class PaperForm(forms.Form):
    """A form that may bring a picture of a paper. It is kept at once, so that nobody has to choose it twice."""

    picture = forms.FileField(
        label=_("Photo of a paper"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}), help_text=_("Only you can see it."),
    )  # fmt: skip

    def __init__(self, *args: Any, author: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.paper: Picture | None = None
        self.fields["kept"] = forms.ModelChoiceField(
            Picture.objects.of(author).loose(), required=False, widget=forms.HiddenInput
        )

    def clean(self) -> dict[str, Any]:
        """Take the picture in."""
        data = super().clean() or {}
        self.paper = data.get("kept")
        if upload := data.get("picture"):
            try:
                self.take(upload)
            except Refused as refused:
                self.add_error("picture", str(refused))
        return data

    def take(self, upload: UploadedFile[Any]) -> None:
        """Keep what was chosen."""
        self.paper = take_picture(owner=self.author, upload=upload, alt="", now=timezone.now())
