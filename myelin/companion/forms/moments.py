from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myelin.companion.forms.diary import PREFIX, SCORES
from myelin.companion.models import Mood
from myelin.companion.queries import Diary

FIRST_TIME = ((2, _("A little")), (5, _("Some")), (8, _("A lot")))
"""What is asked of a symptom that was not told lately; afterwards it is compared with itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """One symptom of the short page: its tiles say which number they keep."""

    name: str
    called: str
    tiles: list[tuple[int, str, bool]]


class MomentForm(forms.Form):
    """Today in a tap or three. A symptom's tiles keep a plain score, so that nothing is worked out later."""

    key = forms.UUIDField()
    day = forms.DateField(required=False)
    written_at = forms.DateTimeField(required=False)
    mood = forms.ChoiceField(label=_("Or tap a face"), choices=Mood.choices, required=False, widget=forms.RadioSelect)
    bad = forms.TypedChoiceField(choices=[("1", "1"), ("2", "2")], coerce=int, empty_value=None, required=False)
    same = forms.BooleanField(required=False)

    def __init__(self, *args: Any, diary: Diary, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.diary, self.today = diary, today
        for row in diary.asked:
            self.fields[PREFIX + row.slug] = forms.TypedChoiceField(
                choices=SCORES, coerce=int, empty_value=None, required=False
            )

    def told(self) -> dict[str, Any]:
        """What was told, as `values` of a day."""
        data = self.cleaned_data
        scores = {row.slug: data[PREFIX + row.slug] for row in self.diary.asked}
        symptoms = {slug: score for slug, score in scores.items() if score is not None}
        said = {"mood": data["mood"], "bad": data["bad"], "symptoms": symptoms}
        return {name: value for name, value in said.items() if value}

    def written(self, now: datetime) -> datetime:
        """When it was written: a clock that runs ahead does not win over later words."""
        return min(self.cleaned_data["written_at"] or now, now)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data["same"] and not self.told():
            raise forms.ValidationError(_("Tap a face, a row, or “Same as yesterday”. One is enough."))
        return data

    @property
    def rows(self) -> list[Row]:
        """The symptoms with better, same and worse, or with three sizes when there is nothing to compare with."""
        return [self._row(row.slug, row.called) for row in self.diary.asked]

    def _row(self, slug: str, called: str) -> Row:
        last = self.diary.last_score(slug, self.today)
        now = self.diary.entry.symptoms.get(slug) if self.diary.entry is not None else None
        if last is None:
            sizes = [(score, str(words), score == now) for score, words in FIRST_TIME]
            return Row(PREFIX + slug, called, sizes)
        start = last if now is None else now
        better, worse = max(last - 1, 0), min(last + 1, 10)
        words = [(better, gettext("Better")), (last, gettext("Same")), (worse, gettext("Worse"))]
        kept = [(score, said) for score, said in words if score != last or said == gettext("Same")]
        return Row(PREFIX + slug, called, [(score, f"{said} ({score})", score == start) for score, said in kept])
