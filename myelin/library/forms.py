from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from myelin.library.dates import NOT_THEN, is_in_time


class ArticleForm(WagtailAdminPageForm):
    """The editor's form; whoever begins an article is its author until they say otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.live = False
            if self.for_user is not None:
                self.initial["author"] = self.for_user.pk
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Keep to the letters that addresses have; left empty it stays as it was, and a new one is made of the title."""
        slug = slugify(self.cleaned_data["slug"]) or str(self.instance.slug)
        if not slug and not slugify(self.cleaned_data.get("title", "")):
            raise forms.ValidationError(_("Type the end of its address, in letters from a to z."))
        return slug


class SignatureForm(forms.Form):
    """A medical reviewer signs; `fingerprint` says which words they read."""

    next_review_on = forms.DateField(
        label=_("To be checked again by"),
        help_text=_("Within two years. Sooner when a label is likely to change."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the day on which somebody should look again.")},
    )
    comment = forms.CharField(
        label=_("Words for the author"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_next_review_on(self) -> date:
        """Say beside the day that it is too far off or past, before its rule would refuse the whole signature."""
        day: date = self.cleaned_data["next_review_on"]
        if not is_in_time(day, today=timezone.now().date()):
            raise forms.ValidationError(NOT_THEN)
        return day


class SendBackForm(forms.Form):
    """A medical reviewer says what is still to do."""

    comment = forms.CharField(
        label=_("What should change?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell the author what should change. A sentence is enough.")},
    )
