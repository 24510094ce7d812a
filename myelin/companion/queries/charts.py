from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from statistics import mean, median, quantiles

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from myelin.companion.queries.diary import Diary
from myelin.pack.models import Symptom

SPAN = timedelta(days=365)
"""How far back charts look."""

FEWEST = 5
"""Under so many entries nothing is drawn."""

MANY = 60
"""Over so many entries the strong line joins the middle of each week, and each day stays behind it, thin."""

A_WEEK = timedelta(days=7)

A_GAP = timedelta(days=8)
"""Days further apart than this are not joined by a line: nobody knows what was in between."""

WIDTH, HEIGHT = 1000, 300
LABELS = 4

type Score = tuple[date, int]
type Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Month:
    """One row of the table beside a chart."""

    name: str
    average: str
    low: int
    high: int
    entries: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One series of a diary, worked out for the page: lines, dots, marks of doses, words. Nothing is smoothed.

    days: thin lines through every entry, when the strong `lines` join the middles of weeks.
    """

    slug: str
    name: str
    ends: tuple[str, str]
    sentence: str
    missing: int
    lines: list[str]
    days: list[str]
    dots: list[str]
    marks: str
    labels: list[str]
    months: list[Month]

    @property
    def is_drawn(self) -> bool:
        """Whether there are enough entries to draw."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Told:
    """What the days tell of one thing, oldest first; `ends` are what 0 and 10 are called."""

    slug: str
    name: str
    ends: tuple[str, str]
    scores: list[Score]

    def since(self, first: date) -> Told:
        """The same, from a day on."""
        return replace(self, scores=[one for one in self.scores if one[0] >= first])


def charts(series: Iterable[Told], given: Iterable[date], *, today: date) -> list[Chart]:
    """One chart a series. given: days of doses, from `given_days`. No statement."""
    marks = list(given)
    return [_chart(told.slug, told.name, told.ends, told.scores, marks, today) for told in series]


def told_by(diary: Diary, *, followed_alone: bool = False) -> list[Told]:
    """What the days tell: energy, sleep, then the followed symptoms, then others, if wanted. One statement at most."""
    entries = diary.days
    followed = {row.slug: row.called for row in diary.asked}
    told = set() if followed_alone else {slug for entry in entries for slug in entry.symptoms}
    others = told - followed.keys()
    names = followed | ({symptom.slug: symptom.called for symptom in Symptom.objects.named(others)} if others else {})
    wanted = sorted(names, key=lambda slug: (slug not in followed, names[slug]))
    full, worst = (gettext("Empty"), gettext("Full")), (gettext("None"), gettext("Worst"))
    energy = [(entry.day, entry.energy) for entry in entries if entry.energy is not None]
    series = [Told("energy", gettext("Energy"), full, energy)] if energy else []
    slept = [(entry.day, entry.sleep) for entry in entries if entry.sleep is not None]
    series += [Told("sleep", gettext("Sleep"), full, slept)] if slept else []
    for slug in wanted:
        scores = [(entry.day, entry.symptoms[slug]) for entry in entries if slug in entry.symptoms]
        if scores or slug in followed:
            series.append(Told(slug, names[slug], worst, scores))
    return series


def _chart(
    slug: str, name: str, ends: tuple[str, str], scores: list[Score], marks: Iterable[date], today: date
) -> Chart:
    missing = max(FEWEST - len(scores), 0)
    if missing:
        words = ngettext(
            "One more entry, then we draw a line. Nothing to hurry.",
            "%(number)d more entries, then we draw a line. Nothing to hurry.",
            missing,
        )
        return Chart(slug, name, ends, words % {"number": missing}, missing, [], [], [], "", [], _months(scores))
    first, days = scores[0][0], max((today - scores[0][0]).days, 1)

    def x(day: date) -> int:
        return round((day - first).days * WIDTH / days)

    def joined(parts: Iterable[Sequence[Point]]) -> list[str]:
        return ["M" + "L".join(f"{x(day)} {_y(score)}" for day, score in part) for part in parts if len(part) > 1]

    is_long = len(scores) > MANY
    parts = stretches(weeks(scores) if is_long else scores)
    return Chart(
        slug=slug,
        name=name,
        ends=ends,
        sentence=_sentence(scores),
        missing=0,
        lines=joined(parts),
        days=joined(stretches(scores)) if is_long else [],
        dots=[f"M{x(day)} {_y(score)}h0" for part in parts if len(part) == 1 for day, score in part],
        marks="".join(f"M{x(day)} 0V{HEIGHT}" for day in sorted(marks) if day >= first),
        labels=[
            date_format(first + timedelta(days=days * n // LABELS), "SHORT_MONTH_DAY_FORMAT") for n in range(LABELS)
        ],
        months=_months(scores),
    )


def _y(score: float) -> int:
    return round(HEIGHT - score * HEIGHT / 10)


def weeks(scores: Sequence[Score]) -> list[Point]:
    """The middle score of each week since the first entry, on the middle day of that week."""
    first, last = scores[0][0], scores[-1][0]
    by_week = groupby(scores, key=lambda one: (one[0] - first) // A_WEEK)
    return [
        (min(first + number * A_WEEK + A_WEEK // 2, last), median(score for _day, score in week))
        for number, week in by_week
    ]


def stretches(scores: Sequence[Point]) -> list[list[Point]]:
    """What a line may join: it ends where a week or more tells nothing."""
    parts: list[list[Point]] = []
    for day, score in scores:
        if parts and day - parts[-1][-1][0] < A_GAP:
            parts[-1].append((day, score))
        else:
            parts.append([(day, score)])
    return parts


def _sentence(scores: Sequence[Score]) -> str:
    values = [score for _day, score in scores]
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    told = {
        "number": len(values),
        "first": date_format(scores[0][0], "DATE_FORMAT"),
        "last": date_format(scores[-1][0], "DATE_FORMAT"),
        "middle": number(median(values)),
        "low": number(low),
        "high": number(high),
    }
    if low == high:
        return (
            ngettext(
                "you noted %(number)d day from %(first)s to %(last)s. At least half of them were a %(middle)s.",
                "you noted %(number)d days from %(first)s to %(last)s. At least half of them were a %(middle)s.",
                len(values),
            )
            % told
        )
    return (
        ngettext(
            "you noted %(number)d day from %(first)s to %(last)s. "
            "At least half of them lay between %(low)s and %(high)s, with %(middle)s in the middle.",
            "you noted %(number)d days from %(first)s to %(last)s. "
            "At least half of them lay between %(low)s and %(high)s, with %(middle)s in the middle.",
            len(values),
        )
        % told
    )


def _months(scores: Sequence[Score]) -> list[Month]:
    rows = []
    for start, group in groupby(scores, key=lambda one: one[0].replace(day=1)):
        values = [score for _day, score in group]
        average = number_format(mean(values), 1)
        rows.append(Month(date_format(start, "YEAR_MONTH_FORMAT"), average, min(values), max(values), len(values)))
    return rows


def number(value: float) -> str:
    """A score or a middle of scores: whole where it is whole."""
    return number_format(value, 0 if value == int(value) else 1)
