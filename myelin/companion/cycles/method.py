"""The gap, its range and what may be said of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain, compress, pairwise
from math import sqrt, sumprod
from statistics import fmean, median

from myelin.companion.cycles.student import critical
from myelin.companion.cycles.windows import FEWEST, Cycle, is_long, late_days

ALPHA_SHORT, ALPHA_LONG = 0.025, 0.05
LAST_FULL_LOOK = 13
"""Short cycles beyond so many are looked at with half the alpha."""

READ = 0.10
"""The reading interval, for "no difference seen", leaves out so much."""

FEWEST_LATE, FEWEST_MIDDLE, SHORTEST, A_YEAR = 6, 9, 14, 300
"""Under so few entries, or with cycles so short or so long, nothing is said."""

D0, LEAST_VARIANCE = 4, 0.02
"""The day-to-day swing weighs as much as so many cycles, and is never taken for less."""

SMALLEST_TOLD, UNSEEN = 0.5, 2.0
"""Smaller gaps are never told; "no difference seen" means that one of so many points would have shown."""

TOLD_SKEW = 0.3
"""Uneven filling that widened the range by more than this is told."""


class State(StrEnum):
    """What can be said of one symptom."""

    TOO_FEW = "too_few"
    HIGHER = "higher"
    LOWER = "lower"
    SEASON = "season"
    NONE_SEEN = "none_seen"
    CANNOT_TELL = "cannot_tell"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look says. `low` to `high` is the range of the sentence; `skew` what uneven filling added to it."""

    state: State
    cycles: int = 0
    entries: int = 0
    late_days: int = 0
    estimate: float = 0.0
    low: float = 0.0
    high: float = 0.0
    skew: float = 0.0
    more_late: bool = False
    is_long: bool = False
    missing: int = 0
    months: tuple[int, ...] = ()
    """Of the late days in each half of the year, when season and cycle cannot be told apart."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A cycle with entries in both windows."""

    index: int
    cycle: Cycle
    late_days: Sequence[int]
    late: Sequence[float]
    middle_days: Sequence[int]
    middle: Sequence[float]

    @property
    def gap(self) -> float:
        return fmean(self.late) - fmean(self.middle)


def compare(days: Sequence[int], scores: Sequence[float], cycles: Sequence[Cycle], *, share: float = 1.0) -> Reading:
    """What may be said over complete cycles of one therapy, up to a look: `weigh`, unless it would rest on too little.

    days: ordinals in order, one score each. share: 1 for the watched symptom; 1/(m-1) for each other of m followed.
    """
    reading = weigh(days, scores, cycles, share=share)
    if reading.state is not State.TOO_FEW and _rests_on_too_little(list(_parts(days, scores, cycles)), cycles):
        return replace(reading, state=State.REFUSED)
    return reading


def weigh(days: Sequence[int], scores: Sequence[float], cycles: Sequence[Cycle], *, share: float = 1.0) -> Reading:
    """The method alone: gap, range and state, without the refusals that only take sentences away."""
    parts, long = list(_parts(days, scores, cycles)), bool(cycles) and is_long(cycles)
    reading = Reading(
        State.TOO_FEW,
        cycles=len(parts),
        entries=sum(len(part.late) + len(part.middle) for part in parts),
        late_days=late_days(cycles) if cycles else 0,
        is_long=long,
    )
    if len(parts) < FEWEST or (long and len({part.index % 2 for part in parts}) < 2):
        return replace(reading, missing=max(FEWEST - len(parts), 1))
    swing, correlation = _swing(parts)
    skew, more_late = _skew(days, cycles, swing)
    noise = max(swing * fmean([_factor(part, correlation) for part in parts]), LEAST_VARIANCE)
    if long:
        found = _long(parts, noise, ALPHA_LONG * share, skew)
    else:
        alpha = ALPHA_SHORT if len(cycles) <= LAST_FULL_LOOK else ALPHA_SHORT / 2
        found = _short(parts, noise, alpha * share)
    state, low, high = _state(found, skew)
    months = _months(parts) if state is State.SEASON else ()
    return replace(
        reading, state=state, estimate=found.estimate, low=low, high=high, skew=skew, more_late=more_late, months=months
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """An estimate, its half-widths, and whether every half of the year agrees."""

    estimate: float
    half: float
    half_read: float
    agrees: bool


def _short(parts: Sequence[_Part], noise: float, alpha: float) -> _Found:
    gaps = [part.gap for part in parts]
    n, estimate = len(gaps), fmean(gaps)
    df = D0 + n - 1
    variance = (D0 * noise + sum((gap - estimate) ** 2 for gap in gaps)) / df
    error = sqrt(variance / n)
    return _Found(estimate, critical(alpha, df) * error, critical(READ, df) * error, True)


def _long(parts: Sequence[_Part], noise: float, alpha: float, skew: float) -> _Found:
    halves = [[part.gap for part in parts if part.index % 2 == half] for half in (0, 1)]
    means = [fmean(half) for half in halves]
    n, df = len(parts), D0 + len(parts) - 3
    slope, slope_variance = _drift(parts)
    apart = fmean([fmean(part.late_days) - fmean(part.middle_days) for part in parts])
    drifted = apart**2 * slope_variance
    within = sum((gap - mean) ** 2 for half, mean in zip(halves, means, strict=True) for gap in half)
    variance = (D0 * noise + within) / (D0 + n - 2)
    estimate = sum(means) / 2 - slope * apart
    error = sqrt(variance * sum(1 / len(half) for half in halves) / 4 + drifted)
    sign, t = (1 if estimate > 0 else -1), critical(READ, df)
    agrees = all(
        sign * (mean - slope * apart) > t * sqrt(variance / len(half) + drifted) + skew
        for half, mean in zip(halves, means, strict=True)
    )
    return _Found(estimate, critical(alpha, df) * error, t * error, agrees)


def _state(found: _Found, skew: float) -> tuple[State, float, float]:
    """The state, with the range that its sentence tells."""
    low, high = found.estimate - found.half - skew, found.estimate + found.half + skew
    if low > 0 or high < 0:
        if abs(found.estimate) >= SMALLEST_TOLD and found.agrees:
            return (State.HIGHER if low > 0 else State.LOWER), low, high
        if not found.agrees:
            return State.SEASON, low, high
    read = found.half_read + skew
    if found.estimate - read > -UNSEEN and found.estimate + read < UNSEEN:
        return State.NONE_SEEN, found.estimate - read, found.estimate + read
    return State.CANNOT_TELL, low, high


def _parts(days: Sequence[int], scores: Sequence[float], cycles: Sequence[Cycle]) -> Iterator[_Part]:
    for index, cycle in enumerate(cycles):
        late, middle = _span(days, cycle.late), _span(days, cycle.middle)
        if late.stop > late.start and middle.stop - middle.start >= 2:
            yield _Part(index, cycle, days[late], scores[late], days[middle], scores[middle])


def _span(days: Sequence[int], window: range) -> slice:
    return slice(bisect_left(days, window.start), bisect_left(days, max(window.stop, window.start)))


def _rests_on_too_little(parts: Sequence[_Part], cycles: Sequence[Cycle]) -> bool:
    lengths = [cycle.length for cycle in cycles]
    return (
        sum(len(part.late) for part in parts) < FEWEST_LATE
        or sum(len(part.middle) for part in parts) < FEWEST_MIDDLE
        or max(lengths) > 1.5 * min(lengths)
        or not SHORTEST <= median(lengths) <= A_YEAR
    )


def _swing(parts: Sequence[_Part]) -> tuple[float, float]:
    """The variance of a day round its kind and a straight line in time, and how much a day is like the one before."""
    late = fmean([*chain.from_iterable(part.late for part in parts)])
    middle = fmean([*chain.from_iterable(part.middle for part in parts)])
    days: list[int] = []
    rest: list[float] = []
    for part in parts:
        days += part.middle_days
        days += part.late_days
        rest += [score - middle for score in part.middle]
        rest += [score - late for score in part.late]
    centre = fmean(days)
    times = [day - centre for day in days]
    slope = sumprod(times, rest) / sumprod(times, times)
    rest = [score - slope * time for score, time in zip(rest, times, strict=True)]
    squares = sumprod(rest, rest)
    adjacent = [following - day == 1 for day, following in pairwise(days)]
    pairs = sum(adjacent)
    likeness = sumprod(compress(rest, adjacent), compress(rest[1:], adjacent)) / squares * len(rest) if squares else 0
    # Leaning to the high side on purpose: days that are taken for more alike than they are only widen the range.
    correlation = (likeness + 10 * 0.7) / (pairs + 10) + 0.1
    return squares / (len(rest) - 3), min(max(correlation, 0.4), 0.9)


def _factor(part: _Part, correlation: float) -> float:
    """How much of a day's variance is left in the gap of this cycle."""
    late = _likeness(len(part.cycle.late), correlation)
    middle = _likeness(part.cycle.length - 2 * part.cycle.quarter, correlation)
    return (1 - late) / len(part.late) + late + (1 - middle) / len(part.middle) + middle


def _likeness(days: int, correlation: float) -> float:
    """The mean correlation between two of so many days in a row."""
    if days < 2:
        return 0.0
    rest = 1 - correlation
    total: float = correlation * (days * rest - (1 - correlation**days)) / rest**2
    return 2 * total / (days * (days - 1))


def _skew(days: Sequence[int], cycles: Sequence[Cycle], swing: float) -> tuple[float, bool]:
    """The allowance for days that were filled in unevenly, and whether the late ones were filled more."""

    def filled(windows: list[range]) -> float:
        told = sum(len(days[_span(days, window)]) for window in windows)
        return told / max(sum(len(window) for window in windows), 1)

    uneven = filled([cycle.late for cycle in cycles]) - filled([cycle.middle for cycle in cycles])
    return 0.75 * sqrt(swing) * abs(uneven), uneven > 0


def _drift(parts: Sequence[_Part]) -> tuple[float, float]:
    """The slope of a slow drift over the cycles, in points a day, and its variance."""
    times = [(fmean(part.late_days) + fmean(part.middle_days)) / 2 for part in parts]
    levels = [(fmean(part.late) + fmean(part.middle)) / 2 for part in parts]
    centre, level = fmean(times), fmean(levels)
    spread = sum((time - centre) ** 2 for time in times)
    pairs = list(zip(times, levels, strict=True))
    slope = sum((time - centre) * (one - level) for time, one in pairs) / spread
    rest = sum((one - level - slope * (time - centre)) ** 2 for time, one in pairs)
    return slope, rest / (len(parts) - 2) / spread


def _months(parts: Sequence[_Part]) -> tuple[int, ...]:
    """The month in which most late days lie, for each half of the year."""
    halves = ([day for part in parts if part.index % 2 == half for day in part.cycle.late] for half in (0, 1))
    months = ([date.fromordinal(day).month for day in half] for half in halves)
    return tuple(max(sorted(set(half)), key=half.count) for half in months)
