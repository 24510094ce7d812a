"""All cycles of a symptom on top of each other: lines, band and table. Pure; words come with the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from statistics import fmean, median, quantiles

from myelin.companion.cycles.windows import Cycle

WIDTH, HEIGHT = 1000, 300
MOST_BINS = 28
"""A cycle is drawn in at most so many points; of a longer one, each is the mean of some days."""

LINES = 8
"""So many of the last cycles have a line of their own."""

COUNTED = 26
"""The median is of so many last cycles."""

DASHES = ("", "5 4", "1 5", "9 3 2 3", "12 4", "3 3", "7 3 1 3", "2 6 8 6")
MONTH = 30.4

type Line = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One cycle of the table; None where nothing was written."""

    began: date
    middle: float | None
    late: float | None

    @property
    def gap(self) -> float | None:
        return None if self.middle is None or self.late is None else self.late - self.middle


@dataclass(frozen=True, slots=True)
class Drawing:
    """A symptom's cycles, worked out for the page. Heights grow downwards, as in SVG."""

    cycles: list[tuple[str, str]]
    """The path of each of the last full cycles, and its dash."""

    middle: str
    now: str
    band: tuple[int, int, int] | None
    """Top, height and bottom of the usual range: 10th to 90th percentile of mid-cycle entries."""

    usual: tuple[float, float] | None
    late_from: int
    labels: list[str]
    in_months: bool
    rows: list[Row]
    began: date
    day: int
    """Of the cycle that runs now, from 0."""


def draw(
    days: Sequence[int], scores: Sequence[int], cycles: Sequence[Cycle], *, began: date, today: date
) -> Drawing | None:
    """Draw the complete cycles and the one that began on `began`; nothing under three."""
    if len(cycles) < 3:
        return None
    length = max(cycle.length for cycle in cycles)
    size = -(-length // MOST_BINS)

    def scores_in(window: range) -> Sequence[int]:
        return scores[bisect_left(days, window.start) : bisect_left(days, max(window.stop, window.start))]

    def line_from(start: int, stop: int) -> Line:
        first, last = bisect_left(days, start), bisect_left(days, stop)
        return _binned(days[first:last], scores[first:last], start, size)

    lines = [line_from(cycle.began, cycle.began + cycle.length) for cycle in cycles[-COUNTED:]]
    middles = [scores_in(cycle.middle) for cycle in cycles]
    middle = list(chain.from_iterable(middles))
    usual = _usual(middle)
    band = None
    if usual is not None:
        top, bottom = _y(usual[1]), _y(usual[0])
        band = (top, bottom - top, bottom)
    late_from = median(cycle.length - len(cycle.late) for cycle in cycles)
    first = began.toordinal()
    in_months = length > 2 * MONTH
    every = MONTH if in_months else 7
    return Drawing(
        cycles=[
            (_path(line, length, size), DASHES[number % len(DASHES)]) for number, line in enumerate(lines[-LINES:])
        ],
        middle=_path(_medians(lines), length, size),
        now=_path(line_from(first, first + min((today - began).days + 1, length)), length, size),
        band=band,
        usual=usual,
        late_from=round(late_from * WIDTH / length),
        labels=[str(number + 1) for number in range(max(round(length / every), 1))],
        in_months=in_months,
        rows=[
            _row(cycle, one, scores_in(cycle.late)) for cycle, one in reversed(list(zip(cycles, middles, strict=True)))
        ],
        began=began,
        day=(today - began).days,
    )


def _binned(days: Sequence[int], scores: Sequence[int], began: int, size: int) -> Line:
    """The mean of each stretch of days that tells something, at its bin."""
    if size == 1:
        return [(day - began, score) for day, score in zip(days, scores, strict=True)]
    told = groupby(zip(days, scores, strict=True), key=lambda one: (one[0] - began) // size)
    return [(number, fmean(score for _day, score in here)) for number, here in told]


def _medians(lines: Sequence[Line]) -> Line:
    """The middle of the cycles, where at least half of them tell something."""
    bins: dict[int, list[float]] = {}
    for line in lines:
        for number, score in line:
            bins.setdefault(number, []).append(score)
    return [(number, median(here)) for number, here in sorted(bins.items()) if 2 * len(here) >= len(lines)]


def _path(line: Line, length: int, size: int) -> str:
    """A path with a gap wherever a stretch tells nothing."""
    steps, before = [], -2
    for number, score in line:
        x = min((number + 0.5) * size, length) * WIDTH / length
        place = f"{x:.0f} {_y(score)}"
        steps.append(f"L{place}" if number - before < 2 else f"M{place}h0")
        before = number
    return "".join(steps)


def _usual(middle: Sequence[int]) -> tuple[float, float] | None:
    if len(middle) < 2:
        return None
    tenths = quantiles(middle, n=10, method="inclusive")
    return tenths[0], tenths[-1]


def _row(cycle: Cycle, middle: Sequence[int], late: Sequence[int]) -> Row:
    began = date.fromordinal(cycle.began)
    return Row(began, fmean(middle) if middle else None, fmean(late) if late else None)


def _y(score: float) -> int:
    return round(HEIGHT - score * HEIGHT / 10)
