from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.audience.forms import AudienceField
from myelin.groups.models import Group
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic
from myelin.questions.models import Answer, Question

LINE_HINT = _("For example: 2nd year, on Ocrevus. It stays as you write it now, and may stay empty.")


class QuestionChangeForm(forms.ModelForm[Question]):
    """A question that is changed, as the page and the API take it."""

    audience = AudienceField(
        [Audience.MEMBERS, Audience.PUBLIC], help_text=_("Answers can be read by whoever can read the question.")
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("What is it about?"), queryset=Topic.objects.current(), required=False,
        to_field_name="slug", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ["title", "text", "context_line"]
        help_texts = {"title": _("One line. You do not have to explain the rest."), "context_line": LINE_HINT}
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": 10_000})}
        error_messages = {
            "title": {
                "required": _("Put your question in one line first."),
                "max_length": _("Make the line a little shorter, and put the rest below. 160 characters fit."),
            },
            "text": {"max_length": _("This is longer than 10,000 characters. Could you say it in fewer words?")},
        }


class QuestionForm(QuestionChangeForm):
    """A new question, as the page and the API take it. `author`: whose groups may be asked."""

    group = forms.ModelChoiceField(
        label=_("Ask in a group"), queryset=Group.objects.none(), required=False, to_field_name="slug",
        empty_label=_("No group"), help_text=_("Then it is for that group, as its posts are."),
    )  # fmt: skip
    without_name = forms.BooleanField(
        label=_("Ask it without my name"), required=False,
        help_text=_(
            "All members can read it, except people you blocked. Nobody sees who asked, here or in search, and no line "
            "stands beside it. Two moderators together can open that, each with a reason, and you are told. Leave out "
            "what only you would say."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, author: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Group.objects.joined_by(author).order_by("name")

    def clean(self) -> dict[str, Any]:
        """A group shows who may have asked."""
        data = super().clean() or {}
        if data.get("without_name") and data.get("group"):
            self.add_error("without_name", _("A group can show who you are. Ask all members, or ask with your name."))
        return data


class AnswerForm(forms.ModelForm[Answer]):
    """An answer as the page and the API take it."""

    class Meta:
        model = Answer
        fields = ["text", "lived_this", "context_line"]
        help_texts = {
            "text": _("Say what happened to you. One line is enough."),
            "lived_this": "",
            "context_line": LINE_HINT,
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": 10_000})}
        error_messages = {
            "text": {
                "required": _("Say what happened to you. One line is enough."),
                "max_length": _("This is longer than 10,000 characters. Could you say it in fewer words?"),
            }
        }


class ClosingForm(forms.Form):
    """Why a question takes no more answers."""

    because = forms.CharField(
        label=_("Why is it closed?"), max_length=200, help_text=_("Readers see this. One line is enough."),
        error_messages={"required": _("Say in a few words why it is closed. Readers see that.")},
    )  # fmt: skip


class TopicsForm(forms.Form):
    """Where a question belongs."""

    topics = forms.ModelMultipleChoiceField(
        label=_("What is it about?"), queryset=Topic.objects.current(), required=False,
        to_field_name="slug", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class DuplicateForm(forms.Form):
    """Which question was asked first, by its number."""

    first = forms.IntegerField(
        label=_("Number of the question that was asked first"), min_value=1, max_value=2**62,
        help_text=_("It stands at the end of that question's address."),
        error_messages={"required": _("Choose the question that was asked first.")},
    )  # fmt: skip
