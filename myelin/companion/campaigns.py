"""For a few days the diary asks, and then it is silent again. Which days those are. Pure: no Django, no clock.

Days round an infusion alone would bend the cycle view: whoever writes only then writes nothing of how it usually is. So
every such week has its twin in the middle of a cycle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

BEFORE_A_VISIT = 14
"""Days before a visit."""

EACH_SIDE = 3
"""A week round a day: so many days before and after it."""

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days in a row, both ends counted."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + number * A_DAY for number in range((self.last - self.first).days + 1)]


def before_visit(visit_on: date) -> list[Window]:
    """The two weeks before a visit."""
    return [Window(visit_on - BEFORE_A_VISIT * A_DAY, visit_on - A_DAY)]


def round_dose(dose_on: date, other_on: date) -> list[Window]:
    """The week round a dose, and the week in the middle of the cycle between it and the dose on the other day.

    Nothing when the two lie so near that the weeks would touch.
    """
    middle = date.fromordinal((dose_on.toordinal() + other_on.toordinal()) // 2)
    if abs(dose_on - middle).days <= 2 * EACH_SIDE:
        return []
    return sorted((_week(dose_on), _week(middle)), key=lambda window: window.first)


def is_ahead(windows: Iterable[Window], today: date) -> bool:
    """Whether all of it is still to come, today counted; false for nothing."""
    firsts = [window.first for window in windows]
    return bool(firsts) and min(firsts) >= today


def _week(day: date) -> Window:
    return Window(day - EACH_SIDE * A_DAY, day + EACH_SIDE * A_DAY)
