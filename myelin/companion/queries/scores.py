"""The scores of symptoms day by day, without opening ten years of encrypted days each time.

What was opened once is kept packed, month by month (`KeptScores`). The database says of each month, without reading it,
whether what stands there is still the same; only months that changed are opened again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, F, Func, Sum, Value
from django.db.models.functions import TruncMonth

from myelin.companion.models import DiaryEntry, KeptScores
from myelin.companion.models.diary import DiaryQuerySet
from myelin.companion.packed import Told, lines_of, told_in
from myelin.members.models import Member

NOTHING: Told = ([], [])
STANDS = Func(F("values"), Value(0), function="hashtextextended", output_field=BigIntegerField())
"""What stands in a day, as a number. It is encrypted anew with each writing, so the number is another one, too."""


@dataclass(slots=True)
class Scores:
    """What the diary tells of each symptom. unkept: what is to be kept for the next time; nothing when all of it was."""

    told: Mapping[str, Told] = field(default_factory=dict)
    unkept: dict[str, Any] | None = None

    def of(self, slug: str) -> Told:
        """The days (as ordinals) that tell of a symptom, and what each says."""
        return self.told.get(slug, NOTHING)


def scores_between(member: Member, slugs: Sequence[str], *, since: date, until: date) -> Scores:
    """What a member's diary tells of these symptoms. Three statements at most; the caller stands behind the wall."""
    wanted = sorted(slugs)
    rows = DiaryEntry.objects.of(member).filter(day__gte=since.replace(day=1), day__lte=until)
    # The marks first: what is written between the statements is then opened once more, and never overlooked.
    marks = _marks(rows)
    kept = KeptScores.objects.of(member).first()
    known = kept.months if kept is not None and kept.symptoms == wanted else {}
    stale = [month for month, mark in marks.items() if known.get(str(month), {}).get("mark") != mark]
    opened = dict(_opened(rows, stale, wanted)) if stale else {}
    months = {
        month: opened[month] if month in opened else known.get(str(month), {}).get("lines", {}) for month in marks
    }
    told = {slug: told_in(months.items(), slug, since=since) for slug in wanted}
    if not stale:
        return Scores(told)
    packed = {str(month): {"mark": marks[month], "lines": lines} for month, lines in months.items()}
    return Scores(told, unkept={"symptoms": wanted, "months": packed})


def still_standing(member: Member, unkept: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was opened to be kept, the months that nothing was written to since."""
    months = unkept["months"]
    if not months:
        return dict(unkept)
    first, last = date.fromisoformat(min(months)), date.fromisoformat(max(months))
    until = (last + timedelta(days=31)).replace(day=1)
    marks = _marks(DiaryEntry.objects.of(member).filter(day__gte=first, day__lt=until))
    standing = {month: told for month, told in months.items() if told["mark"] == marks.get(date.fromisoformat(month))}
    return {**unkept, "months": standing}


def _marks(rows: DiaryQuerySet) -> dict[date, str]:
    """What stands in each month, as a word that is another one after every writing."""
    by_month = rows.annotate(month=TruncMonth("day")).values_list("month")
    marked = by_month.annotate(number=Count("pk"), stands=Sum(STANDS)).order_by("month")
    return {month: f"{number}:{stands}" for month, number, stands in marked}


def _opened(rows: DiaryQuerySet, months: Sequence[date], slugs: Sequence[str]) -> Iterator[tuple[date, dict[str, str]]]:
    days: dict[date, list[tuple[int, dict[str, int]]]] = defaultdict(list)
    within = rows.annotate(month=TruncMonth("day")).filter(month__in=months)
    for month, day, values in within.values_list("month", "day", "values"):
        told: Any = values
        days[month].append((day.day, told.get("symptoms", {})))
    for month in months:
        yield month, lines_of(days[month], slugs)
