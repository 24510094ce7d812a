from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.discussion.models import Bookmark, Comment, SealOpening, TakenOut


class CommentForm(forms.ModelForm[Comment]):
    """A comment, or a reply to the comment named by `parent`."""

    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Comment
        fields = ["text"]
        labels = {"text": _("Write something kind")}
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "maxlength": 4000})}
        error_messages = {
            "text": {
                "required": _("Write a few words first."),
                "max_length": _("This is longer than 4,000 characters. Could you make two of it?"),
            }
        }


class TakeOutForm(forms.ModelForm[TakenOut]):
    """Why a post is taken out of its group."""

    class Meta:
        model = TakenOut
        fields = ["reason"]
        labels = {"reason": _("Why?")}
        help_texts = {"reason": _("A line for whoever wrote it. Kind words help.")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}
        error_messages = {
            "reason": {
                "required": _("Say in a line why. Whoever wrote it reads that."),
                "max_length": _("Make this a little shorter. 300 characters fit."),
            }
        }


class NoteForm(forms.ModelForm[Bookmark]):
    """Words to oneself beside what one saved."""

    note = forms.CharField(
        label=_("Note to myself"),
        required=False,
        max_length=Bookmark.NOTE_LENGTH,
        help_text=_("Only you can read it. It is encrypted."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"max_length": _("Make this a little shorter. 500 characters fit.")},
    )

    class Meta:
        model = Bookmark
        fields = ["note"]


class KindForm(forms.Form):
    """Which kind of saved things to show."""

    KINDS = (("", _("Everything")), ("update", _("Updates")), ("question", _("Questions")), ("article", _("Articles")))

    kind = forms.ChoiceField(choices=KINDS, required=False)


class SealForm(forms.ModelForm[SealOpening]):
    """Why a moderator has to know who wrote something."""

    class Meta:
        model = SealOpening
        fields = ["reason"]
        labels = {"reason": _("Why do you have to know?")}
        help_texts = {"reason": _("One line. Whoever wrote it reads it in their log.")}
        error_messages = {"reason": {"required": _("Say in a line why. Whoever wrote it reads that.")}}
