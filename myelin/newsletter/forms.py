from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.newsletter.models import Issue


class SubscribeForm(forms.Form):
    """Where to send the newsletter."""

    email = forms.EmailField(
        label=_("Your email"),
        max_length=254,
        help_text=_("Only for the newsletter. You can stop it with one click."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class IssueForm(forms.ModelForm[Issue]):
    """A new issue."""

    class Meta:
        model = Issue
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
