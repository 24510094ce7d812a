from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.forms.papers import PaperForm
from myelin.companion.models import Owner
from myelin.companion.steps import Kind

ANSWERS = [
    ("done", _("Yes, done")),
    ("not_yet", _("Not yet")),
    ("they_call", _("They call back")),
    ("not_needed", _("Not needed")),
]
LONG = {"max_length": _("This is longer than fits here. Could you make it shorter?")}


def _short(label: Any, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, error_messages=LONG, **more)


class StepForm(PaperForm):
    """What was said about a step. Its boxes are named after the step, because a page has many of them."""

    answer = forms.ChoiceField(label=_("What did they say?"), choices=ANSWERS, widget=forms.RadioSelect)
    who = _short(_("Who you spoke with"), 120)
    reference = _short(_("Reference number"), 80)
    note = _short(_("Anything to remember?"), 1_000, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1_000}))

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{key}_%s", **kwargs)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)
        if key == Kind.WATCH or key == Kind.LOOK_BACK or key == Kind.INFECTION:
            answer.label = _("Is it done?")
            answer.choices = [ANSWERS[0], ANSWERS[1]]
        picture = self.fields["picture"]
        picture.label = _("Photo of a letter")

    @property
    def told(self) -> dict[str, Any]:
        """What was said, as `note_step` takes it."""
        words = ("answer", "who", "reference", "note")
        return {word: self.cleaned_data[word] for word in words} | {"picture": self.paper}


class OwnStepForm(forms.Form):
    """A step of one's own."""

    title = forms.CharField(label=_("What is to be done?"), max_length=120, error_messages=LONG)
    owner = forms.ChoiceField(label=_("Who can do it?"), choices=Owner.choices)
    days_before = forms.IntegerField(
        label=_("How many days before?"), min_value=-14, max_value=120,
        help_text=_("0 is the day itself. -1 is the day after."),
    )  # fmt: skip


class ContactForm(forms.Form):
    """Whom to call."""

    owner = forms.ChoiceField(
        label=_("Who is it?"), choices=[choice for choice in Owner.choices if choice[0] != Owner.ME]
    )
    name = _short(_("Name"), 120)
    phone = _short(_("Phone number"), 40)
