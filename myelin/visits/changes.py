"""What changed in a diary between two stretches of days: plain counts and middles. Pure: no Django, no clock.

It describes what was written and claims no more: no test, no cause. Days without an entry are gaps and count nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

FEWEST = 5
"""Under so many days, in either stretch, two stretches are not compared."""

A_POINT = 1
"""Middles closer than this, of 10, are about the same."""

NEW_FROM = 3
"""On so many days something has to be told before it is called new."""


class Turn(StrEnum):
    """Which way it went."""

    WORSE = "worse"
    NEW = "new"
    BETTER = "better"
    SAME = "same"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Spread:
    """Some scores, 0 to 10: how many, the middle, and between what half of them lie."""

    number: int
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the diary tells: which way it went, how it is, how it was before."""

    slug: str
    name: str
    turn: Turn
    now: Spread
    before: Spread | None

    @property
    def size(self) -> float:
        """By how many points the middle moved."""
        return abs(self.now.middle - self.before.middle) if self.before is not None else 0


def compare(
    slug: str, name: str, now: Sequence[int], before: Sequence[int], *, kept_before: int, more_is_better: bool = False
) -> Change | None:
    """Set the scores of a stretch beside those of the stretch before it; None when nothing was told.

    kept_before: on how many days of the stretch before anything at all was written.
    """
    if not now:
        return None
    is_new = not any(before) and kept_before >= FEWEST and sum(score > 0 for score in now) >= NEW_FROM
    here, there = spread_of(now), spread_of(before) if before else None
    if is_new and not more_is_better:
        return Change(slug, name, Turn.NEW, here, None)
    if there is None or min(here.number, there.number) < FEWEST:
        return Change(slug, name, Turn.TOO_FEW, here, there)
    rise = here.middle - there.middle
    if abs(rise) < A_POINT:
        return Change(slug, name, Turn.SAME, here, there)
    return Change(slug, name, Turn.BETTER if (rise > 0) == more_is_better else Turn.WORSE, here, there)


def in_order(changes: Sequence[Change]) -> list[Change]:
    """What got worse first, then what is new, better, the same; the larger move first, then what was noted more often."""
    order = list(Turn)
    return sorted(changes, key=lambda one: (order.index(one.turn), -one.size, -one.now.number, one.name))


def spread_of(scores: Sequence[int]) -> Spread:
    """How some scores lie; at least one."""
    if len(scores) == 1:
        return Spread(1, scores[0], scores[0], scores[0])
    low, _middle, high = quantiles(scores, n=4, method="inclusive")
    return Spread(len(scores), median(scores), low, high)
