from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myelin.base.errors import Refused
from myelin.base.idempotency import FIELD
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Member
from myelin.messages.actions.sending import Placed
from myelin.messages.models import MOST_PICTURES, Door, Message, Report

SLOTS = range(1, MOST_PICTURES + 1)
LONGEST = 4_000


class MessageForm(forms.ModelForm[Message]):
    """A message as the page and the API take it.

    Pictures that arrived are kept as the author's own even when something else needs mending; the form then carries
    their numbers, so that nobody has to choose a picture twice.
    """

    text = forms.CharField(
        label=_("Your words"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST}),
        error_messages={"max_length": _("This is longer than 4,000 characters. Could you make two messages of it?")},
    )  # fmt: skip

    class Meta:
        model = Message
        fields = ["text"]

    def __init__(self, *args: Any, author: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.pictures: list[Placed] = []
        for number in SLOTS:
            self.fields[f"picture_{number}"] = forms.FileField(
                label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What is in the picture?"), max_length=300, required=False,
                help_text=_("For people who cannot see it."),
            )  # fmt: skip
            self.fields[f"kept_{number}"] = forms.ModelChoiceField(
                Picture.objects.of(author).loose(), required=False, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """Take the pictures in, so that the rule about words or a picture can be asked."""
        data = super().clean() or {}
        for number in SLOTS:
            picture = data.get(f"kept_{number}")
            if upload := data.get(f"picture_{number}"):
                picture = self._take(number, upload)
            if picture is not None:
                self.pictures.append((picture, str(data.get(f"alt_{number}") or "").strip()))
        self.instance.picture_count = len(self.pictures)
        return data

    @property
    def key(self) -> UUID:
        """What makes two taps one message; a program that sends none gets a fresh one."""
        try:
            return UUID(str(self.data.get(FIELD, "")))
        except ValueError:
            return uuid4()

    def _take(self, number: int, upload: Any) -> Picture | None:
        try:
            return media.take_picture(owner=self.author, upload=upload, alt="", now=timezone.now())
        except Refused as refused:
            self.add_error(f"picture_{number}", str(refused))
            return None

    def _get_validation_exclusions(self) -> set[str]:
        # The rule about words or a picture looks at more than the page holds.
        asked = {"picture_count", "event", "erased_at"}
        return super()._get_validation_exclusions() - asked  # type: ignore[misc,no-any-return]


class BeginForm(MessageForm):
    """The first words to people whom one knows, and perhaps a name for the group."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who is it for?"), queryset=Member.objects.none(), to_field_name="handle",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose somebody first. Up to seven people fit.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("A name for the group"), max_length=60, required=False, help_text=_("Only its members see it.")
    )

    field_order = ["people", "name"]

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", people)


class AskInForm(forms.Form):
    """Somebody to ask into a group."""

    person = forms.ModelChoiceField(
        label=_("Whom shall we ask?"), queryset=Member.objects.none(), to_field_name="handle", empty_label=None,
        widget=forms.RadioSelect, error_messages={"required": _("Choose somebody first.")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class ReportForm(forms.ModelForm[Report]):
    """Which messages a moderator should look at, and why."""

    messages = forms.TypedMultipleChoiceField(
        label=_("Which messages?"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one message. Moderators see only those.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("A little more, if it helps"), max_length=1_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1_000}),
    )  # fmt: skip

    class Meta:
        model = Report
        fields = ["reason", "note"]
        widgets = {"reason": forms.RadioSelect}
        error_messages = {"reason": {"required": _("Say in one tap why you report it.")}}

    def __init__(self, *args: Any, words: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["messages"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = words
        reason = self.fields["reason"]
        assert isinstance(reason, forms.TypedChoiceField)
        reason.choices = Report.Reason.choices


class DoorForm(forms.ModelForm[Door]):
    """Who may begin a conversation with me."""

    class Meta:
        model = Door
        fields = ["open_to"]
        widgets = {"open_to": forms.RadioSelect}
        labels = {"open_to": _("Who may write to you?")}
        help_texts = {"open_to": _("What you have begun already goes on. Nobody is told what you choose.")}


def offer(form: forms.BaseForm, name: str, people: list[Member]) -> None:
    """Let a field of a form choose among `people`."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Member.objects.shown(people).order_by("name", "pk")
    field.label_from_instance = _name  # type: ignore[method-assign,assignment]


def _name(person: Member) -> str:
    return person.name
