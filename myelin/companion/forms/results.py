from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myelin.companion.actions.papers import take_letter
from myelin.companion.actions.results import Told
from myelin.companion.forms.papers import PaperForm
from myelin.companion.models import Result, ResultLetter
from myelin.media.letters import is_letter
from myelin.members.models import Member

MOST_ROWS = 6
OWN_ROWS = 2
"""Empty rows for what the test has no code for."""
LONG = {"max_length": _("This is longer than fits here. Could you make it shorter?")}


@dataclass(frozen=True)
class MeasureRow:
    """The boxes of one thing that was measured."""

    title: str
    name: BoundField | None
    value: BoundField
    unit: BoundField
    low: BoundField
    high: BoundField


class ResultForm(PaperForm):
    """What became of a test. `codes`: what it measures, as (LOINC code, display), verified ones only."""

    picture = forms.FileField(
        label=_("Photo or PDF of a paper"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
        help_text=_("A lab letter, an MRI report: up to 10 MB. Only you can see it."),
    )  # fmt: skip

    done_on = forms.DateField(label=_("On which day was it done?"), required=False)
    is_cleared = forms.BooleanField(
        label=_("My team has seen it, and it is clear"), required=False,
        help_text=_("Leave it open while nobody has told you."),
    )  # fmt: skip
    ordered_on = forms.DateField(label=_("Ordered on"), required=False)
    ordered_by = forms.CharField(label=_("Who ordered it?"), required=False, max_length=120, error_messages=LONG)
    repeat_on = forms.DateField(label=_("They want it again by"), required=False)
    note = forms.CharField(
        label=_("Anything to remember?"), required=False, max_length=2_000, error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 2_000}),
    )  # fmt: skip

    def __init__(self, *args: Any, author: Member, codes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, author=author, **kwargs)
        self.letter: ResultLetter | None = None
        self.fields["kept_letter"] = forms.ModelChoiceField(
            ResultLetter.objects.of(author).loose(), required=False, widget=forms.HiddenInput
        )
        self.codes = list(codes)[: MOST_ROWS - OWN_ROWS]
        for number in range(len(self.codes) + OWN_ROWS):
            self._add_row(number)

    def clean(self) -> dict[str, Any]:
        """Take the paper in, or the one that was kept before."""
        data = super().clean()
        self.letter = self.letter or data.get("kept_letter")
        return data

    def take(self, upload: UploadedFile[Any]) -> None:
        """Keep a photo, or a letter as PDF: what it is says the file."""
        start = upload.read(16)
        upload.seek(0)
        if is_letter(start):
            self.letter = take_letter(owner=self.author, upload=upload, now=timezone.now())
        else:
            super().take(upload)

    @staticmethod
    def initial_of(result: Result, codes: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """What a result already says, as the form's fields."""
        places = {code: number for number, (code, _display) in enumerate(codes)}
        free = len(places)
        start: dict[str, Any] = {
            "done_on": result.done_on, "is_cleared": result.cleared_on is not None, "ordered_on": result.ordered_on,
            "ordered_by": result.ordered_by, "repeat_on": result.repeat_on, "note": result.note,
        }  # fmt: skip
        for measure in result.measures:
            number = places.get(measure.get("code", ""), free)
            free += number == free
            start |= {f"{key}_{number}": measure.get(key) for key in ("name", "value", "unit", "low", "high")}
        return start

    @property
    def rows(self) -> list[MeasureRow]:
        """The rows of what was measured, for the page."""
        return [self._row(number) for number in range(len(self.codes) + OWN_ROWS)]

    @property
    def told(self) -> Told:
        """What was said, as the actions take it."""
        data = self.cleaned_data
        words = ("done_on", "is_cleared", "ordered_on", "ordered_by", "repeat_on", "note")
        measures = [row for number in range(len(self.codes) + OWN_ROWS) if (row := self._measure(number))]
        papers, letters = [self.paper] if self.paper else [], [self.letter] if self.letter else []
        return Told(measures=measures, papers=papers, letters=letters, **{word: data[word] for word in words})

    def _add_row(self, number: int) -> None:
        if number >= len(self.codes):
            self.fields[f"name_{number}"] = _short(_("What was measured"), 80)
        self.fields[f"value_{number}"] = _short(_("Result"), 60)
        self.fields[f"unit_{number}"] = _short(_("Unit"), 30)
        for key, label in (("low", _("Normal from")), ("high", _("Normal to"))):
            self.fields[f"{key}_{number}"] = forms.DecimalField(
                label=label, required=False, max_digits=12, decimal_places=4
            )

    def _row(self, number: int) -> MeasureRow:
        has_code = number < len(self.codes)
        return MeasureRow(
            self.codes[number][1] if has_code else "",
            None if has_code else self[f"name_{number}"],
            *(self[f"{key}_{number}"] for key in ("value", "unit", "low", "high")),
        )

    def _measure(self, number: int) -> dict[str, Any] | None:
        data, has_code = self.cleaned_data, number < len(self.codes)
        value = data[f"value_{number}"]
        name = self.codes[number][1] if has_code else data[f"name_{number}"]
        if not value:
            return None
        told: dict[str, Any] = {"name": name, "value": value, "unit": data[f"unit_{number}"]}
        if has_code:
            told["code"] = self.codes[number][0]
        ends = {key: data[f"{key}_{number}"] for key in ("low", "high")}
        return told | {key: str(end) for key, end in ends.items() if end is not None}


def _short(label: Any, longest: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, error_messages=LONG)
