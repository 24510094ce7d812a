"""What the pages of the circle accept: kinds, lengths and formats. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from myelin.circle.actions import Span
from myelin.circle.models import ScopeKind
from myelin.circle.queries import HINTS
from myelin.members.models import Member

LONG = {"max_length": _("This is longer than fits here. Could you make it shorter?")}
DAYS = [("7", _("One week")), ("14", _("Two weeks")), ("30", _("One month")), ("60", _("Two months"))]


class InviteForm(forms.Form):
    """Whom to let in, and how far."""

    who = forms.CharField(
        label=_("Their name here, or their email"), max_length=254, error_messages=LONG,
        help_text=_("The name as it stands in the address of their page. Who has no account gets a letter."),
    )  # fmt: skip
    called = forms.CharField(
        label=_("Who are they to you?"), max_length=60, required=False, error_messages=LONG,
        help_text=_("For example: my sister. Only you read it."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("They may see"), choices=ScopeKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=_("Until"), required=False, help_text=_("The last day. Leave it empty, and it goes on until you end it.")
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.person: Member | None = None

    def clean_who(self) -> str:
        """An address of a mailbox, or the handle of somebody who is there for this member."""
        typed: str = self.cleaned_data["who"].strip().removeprefix("@")
        if "@" in typed:
            validate_email(typed)
            return typed
        self.person = Member.objects.reachable().met_by(self.member).filter(handle=typed.lower()).first()
        if self.person is None:
            raise forms.ValidationError(_("We found nobody with this name. You can write to their email instead."))
        return typed

    @property
    def offer(self) -> dict[str, Any]:
        """What is offered, as the actions take it."""
        return {name: self.cleaned_data[name] for name in ("called", "scopes", "until")}


class ScopesForm(forms.Form):
    """The switches of one carer, each with its first and its last day."""

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        for kind in ScopeKind:
            self.fields[kind] = forms.BooleanField(label=kind.label, help_text=HINTS[kind], required=False)
            self.fields[f"{kind}_since"] = forms.DateField(label=_("From"), required=False)
            self.fields[f"{kind}_until"] = forms.DateField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for kind in ScopeKind:
            since, until = told.get(f"{kind}_since"), told.get(f"{kind}_until")
            if since and until and until < since:
                self.add_error(
                    f"{kind}_until", _("The last day cannot come before the first one. Could the two be swapped?")
                )
        return told

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each switch with its two days."""
        return [(self[kind], self[f"{kind}_since"], self[f"{kind}_until"]) for kind in ScopeKind]

    @property
    def has_days(self) -> bool:
        """Whether any of them begins later or has a last day, or needs mending there."""
        return any(since.value() or until.value() or since.errors or until.errors for _kind, since, until in self.rows)

    @property
    def spans(self) -> Mapping[str, Span]:
        """What is on, and when."""
        told = self.cleaned_data
        return {
            kind.value: Span(told[f"{kind}_since"], told[f"{kind}_until"]) for kind in ScopeKind if told[kind.value]
        }


class TaskForm(forms.Form):
    """Something that would help."""

    title = forms.CharField(label=_("What would help?"), max_length=80, error_messages=LONG)
    on = forms.DateField(label=_("Which day?"))
    at = forms.TimeField(label=_("What time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(
        label=_("Where, or what else to know?"), max_length=120, required=False, error_messages=LONG
    )
    for_dose = forms.BooleanField(label=_("It belongs to my next dose"), required=False)


class BoardForm(forms.Form):
    """How long the link to the board lasts."""

    days = forms.TypedChoiceField(label=_("How long shall the link work?"), choices=DAYS, coerce=int, initial="14")


class NameForm(forms.Form):
    """Who takes something by the link."""

    name = forms.CharField(label=_("Your name"), max_length=40, error_messages=LONG)


class NoteForm(forms.Form):
    """What a carer noticed."""

    text = forms.CharField(
        label=_("What did you notice?"), max_length=2_000, error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2_000}),
    )  # fmt: skip
