"""What the pages of a visit accept: kinds, lengths, formats. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.models import Course, Owner
from myelin.therapies.models import BaselineTest
from myelin.visits.brief import Brief
from myelin.visits.models import Visit

LONG = {"max_length": _("This is longer than fits here. Could you make it shorter?")}
LONGEST_QUESTION = 160
LONGEST_NOTE = 400
LASTS = [(1, _("One day")), (3, _("Three days")), (7, _("One week")), (14, _("Two weeks"))]
"""Days that a link can stand."""

NOTHING, STEP, REMINDER, TEST = "", "step", "reminder", "test:"


def _question(label: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_QUESTION})
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_QUESTION, error_messages=LONG, widget=box
    )  # fmt: skip


class VisitForm(forms.Form):
    """A new visit."""

    on = forms.DateField(
        label=_("When is it?"), error_messages={"required": _("Choose a day. You can change it later.")}
    )
    with_whom = forms.CharField(
        label=_("With whom?"), required=False, max_length=80, error_messages=LONG,
        help_text=_("As you say it: my neurologist, the MS nurse."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Tell of the days since"), required=False,
        help_text=_("Leave it empty for the time since your last visit, or for a year."),
    )  # fmt: skip


class BriefForm(VisitForm):
    """All that a member writes on the page."""

    question_1 = _question(_("First question"))
    question_2 = _question(_("Second question"))
    question_3 = _question(_("Third question"))
    note = forms.CharField(
        label=_("Anything else they should read?"), required=False, max_length=LONGEST_NOTE, error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
    )  # fmt: skip
    tells_hidden = forms.BooleanField(
        label=_("Say how many parts I leave something out of"), required=False,
        help_text=_("Only the number. Never what."),
    )  # fmt: skip
    draws = forms.BooleanField(
        label=_("Use my diary on this page"), required=False,
        help_text=_("You asked us to show no charts. This is for this one page."),
    )  # fmt: skip

    def __init__(self, *args: Any, hides_charts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = self.fields["since"]
        since.required, since.help_text = True, ""
        since.error_messages["required"] = _("Choose the first day that the page tells of.")
        if not hides_charts:
            del self.fields["draws"]

    @property
    def told(self) -> dict[str, Any]:
        """What was written, as `write_visit` takes it."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("on", "since", "with_whom", "note", "tells_hidden")}
        questions = [" ".join(data[f"question_{number}"].split()) for number in (1, 2, 3)]
        return {**plain, "questions": questions, "draws": data.get("draws", False)}

    @staticmethod
    def initial_of(visit: Visit) -> dict[str, Any]:
        """What a visit says, as the form's fields."""
        asked = {f"question_{number}": words for number, words in enumerate(visit.questions, 1)}
        plain = {name: getattr(visit, name) for name in ("on", "since", "with_whom", "note", "tells_hidden", "draws")}
        return {**plain, **asked}


class PartsForm(forms.Form):
    """Which parts and rows the page shows. It offers what the page could say now."""

    shown = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    offered = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("shown", "offered"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(key, key) for key in sorted(brief.keys)]


class ShareForm(forms.Form):
    """How long a link stands."""

    days = forms.TypedChoiceField(label=_("How long does it stand?"), choices=LASTS, coerce=int, initial=3)

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class CodeForm(forms.Form):
    """The code that opens a link once."""

    code = forms.CharField(
        label=_("Code"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("Eight digits. Whoever gave you the link has it."),
        error_messages={"required": _("Please type the code."), "max_length": _("The code has eight digits.")},
    )  # fmt: skip


class AgreedForm(forms.Form):
    """One thing that was agreed on."""

    words = forms.CharField(
        label=_("What was agreed on?"), max_length=120, error_messages=LONG | {"required": _("Please say what it is.")}
    )
    owner = forms.ChoiceField(label=_("Who does it?"), choices=Owner.choices)
    until = forms.DateField(label=_("Until when?"), required=False)
    becomes = forms.ChoiceField(label=_("What should it become?"), required=False)

    def __init__(self, *args: Any, tests: Sequence[tuple[Course, BaselineTest]], has_dose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tests = {f"{TEST}{course.pk}:{test.slug}": (course, test) for course, test in tests}
        becomes = self.fields["becomes"]
        assert isinstance(becomes, forms.ChoiceField)
        steps = [(STEP, _("A step on the way to my next dose"))] if has_dose else []
        named = [
            (key, f"{_('A test that was ordered')}: {test.name} ({course.name})")
            for key, (course, test) in self.tests.items()
        ]
        reminder = (REMINDER, _("A reminder on that day"))
        becomes.choices = self.can_become = [(NOTHING, _("Only a line here")), *steps, reminder, *named]

    @property
    def told(self) -> dict[str, Any]:
        """What was agreed on, as `agree` takes it."""
        data = self.cleaned_data
        return {
            "words": data["words"],
            "owner": Owner(data["owner"]),
            "until": data["until"],
            "on_the_way": data["becomes"] == STEP,
            "reminds": data["becomes"] == REMINDER,
            "test": self.tests.get(data["becomes"]),
        }
