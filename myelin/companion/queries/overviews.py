"""The diary at one look: all that is noted on one scale, one thing day by day through a year, and both sides of a switch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median, quantiles

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from myelin.companion.models import Course
from myelin.companion.queries.charts import FEWEST, HEIGHT, WIDTH, Point, Score, Told, number, stretches, weeks
from myelin.companion.queries.rules import CHANGES_THE_COURSE

MONTHS = 12
HIGH = 7
"""From this score on a day is counted as a high one."""
SIDE = timedelta(days=180)
"""How far to each side of a switch one looks."""
FEWEST_ASIDE = 14
"""Days that each side of a switch needs: under two weeks, one bad week is all it would tell."""
MOST_SWITCHES = 2


@dataclass(frozen=True, slots=True)
class Pane:
    """One small chart among others; all have the same days below and the same scale."""

    slug: str
    name: str
    ends: tuple[str, str]
    words: str
    lines: list[str]
    dots: list[str]


@dataclass(frozen=True, slots=True)
class Panes:
    """The small charts, the doses on all of them, and the first and last day."""

    panes: list[Pane]
    marks: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Year:
    """One series as a calendar: a row a month, a bar a day; higher and darker is more, and no bar is no entry."""

    told: Told
    months: list[str]
    levels: list[str]
    """The bars of each of four shades, as one path each, from light to dark; a month is 10 high, a day 1 wide."""
    rows: list[tuple[str, int, str, int]]
    """Of the table: month, days noted, their middle, high days."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Side:
    """The days on one side of a switch: how many, and where the middle and the middle half lay."""

    days: int
    low: float
    middle: float
    high: float

    @property
    def bar(self) -> tuple[float, float]:
        """Start and width of the middle half, in hundredths of the scale."""
        return self.low * 10, max((self.high - self.low) * 10, 1)

    @property
    def at(self) -> float:
        """Where the middle is, in hundredths of the scale."""
        return self.middle * 10

    @property
    def words(self) -> str:
        return _middle_words(self.low, self.middle, self.high)


@dataclass(frozen=True, slots=True)
class Switched:
    """What was noted before and after one medicine took the place of another; `few` are those with too few days."""

    before: Course
    after: Course
    rows: list[tuple[Told, Side, Side]]
    few: list[str]


def panes(series: Iterable[Told], given: Iterable[date], *, today: date) -> Panes | None:
    """Everything that has enough entries, small, one under the other; nothing when it would be one alone."""
    enough = [told for told in series if len(told.scores) >= FEWEST]
    if len(enough) < 2:
        return None
    first = min(told.scores[0][0] for told in enough)
    span = max((today - first).days, 1)

    def x(day: date) -> int:
        return round((day - first).days * WIDTH / span)

    def path(part: Sequence[Point]) -> str:
        return "M" + "L".join(f"{x(day)} {round(HEIGHT - score * HEIGHT / 10)}" for day, score in part)

    def pane(told: Told) -> Pane:
        parts = stretches(weeks(told.scores))
        low, _middle, high = quantiles([score for _day, score in told.scores], n=4, method="inclusive")
        middle = median(score for _day, score in told.scores)
        return Pane(
            slug=told.slug,
            name=told.name,
            ends=told.ends,
            words=_middle_words(low, middle, high),
            lines=[path(part) for part in parts if len(part) > 1],
            dots=[f"{path(part)}h0" for part in parts if len(part) == 1],
        )

    marks = "".join(f"M{x(day)} 0V{HEIGHT}" for day in sorted(given) if day >= first)
    return Panes([pane(told) for told in enough], marks, first, today)


def year_of(told: Told, *, today: date) -> Year | None:
    """The months up to this one; None when none of their days was noted."""
    starts = [_month_back(today, back) for back in reversed(range(MONTHS))]
    scores = [(day, score) for day, score in told.scores if day >= starts[0]]
    if not scores:
        return None
    levels = [""] * 4
    for day, score in scores:
        month = starts.index(day.replace(day=1))
        # A day of 0 is a bar, too: it was noted.
        tall = max(score * 0.9, 0.6)
        levels[min(score // 3, 3)] += f"M{day.day - 0.9:g} {month * 10 + 9.5:g}v-{tall:g}h.8v{tall:g}z"
    high = sum(score >= HIGH for _day, score in scores)
    noted = ngettext("You noted %(number)d day.", "You noted %(number)d days.", len(scores)) % {"number": len(scores)}
    were = ngettext("%(number)d was a %(high)d or more.", "%(number)d were a %(high)d or more.", high)
    return Year(
        told=told,
        months=[date_format(start, "M") for start in starts],
        levels=levels,
        rows=[row for start in starts if (row := _month_row(start, scores))],
        sentence=f"{noted} {were % {'number': high, 'high': HIGH}}",
    )


def switches(courses: Iterable[Course], *, since: date, today: date) -> list[tuple[Course, Course]]:
    """When one medicine for the course of the disease took the place of another between those days, the youngest first."""
    mine = sorted((one for one in courses if one.therapy.kind == CHANGES_THE_COURSE), key=lambda one: one.started_on)
    found = [(before, after) for before, after in pairwise(mine) if before.therapy_id != after.therapy_id]
    return [pair for pair in reversed(found) if since <= pair[1].started_on <= today][:MOST_SWITCHES]


def around(before: Course, after: Course, series: Iterable[Told]) -> Switched:
    """Half a year to each side of the first dose of `after`, for each thing that was noted."""
    rows, few = [], []
    day = after.started_on
    for told in series:
        sides = [
            _side([score for on, score in told.scores if day - SIDE <= on < day]),
            _side([score for on, score in told.scores if day <= on < day + SIDE]),
        ]
        if sides[0] and sides[1]:
            rows.append((told, sides[0], sides[1]))
        elif told.scores:
            few.append(told.name)
    return Switched(before, after, rows, few)


def _side(scores: Sequence[int]) -> Side | None:
    if len(scores) < FEWEST_ASIDE:
        return None
    low, _middle, high = quantiles(scores, n=4, method="inclusive")
    return Side(len(scores), low, median(scores), high)


def _month_back(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _month_row(start: date, scores: Sequence[Score]) -> tuple[str, int, str, int] | None:
    here = [score for day, score in scores if day.replace(day=1) == start]
    if not here:
        return None
    return (
        date_format(start, "YEAR_MONTH_FORMAT"),
        len(here),
        number(median(here)),
        sum(score >= HIGH for score in here),
    )


def _middle_words(low: float, middle: float, high: float) -> str:
    if low == high:
        return gettext("Mostly %(middle)s") % {"middle": number(middle)}
    told = {"middle": number(middle), "low": number(low), "high": number(high)}
    return gettext("Middle %(middle)s, half of the days %(low)s to %(high)s") % told
