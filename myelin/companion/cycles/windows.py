"""Which days count, and when short cycles are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LONGEST_LATE = 28
SKIPPED = 4
"""Days 0 to 3 never count: they tell of the infusion itself."""

FEWEST = 3
LOOKS = (3, 5, 8, 13, 21, 34, 55)
"""Short cycles are looked at when so many are complete; every further look would add false alarms."""

SHORT = 60
"""Up to so many days a cycle is short; longer ones fall in the same months each year."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """From one infusion (day 0) to the next, both given."""

    began: int
    length: int

    @property
    def quarter(self) -> int:
        return self.length // 4

    @property
    def late(self) -> range:
        """The last days before the next infusion."""
        days = min(LONGEST_LATE, self.quarter)
        return range(self.began + max(SKIPPED, self.length - days), self.began + self.length)

    @property
    def middle(self) -> range:
        """The middle half."""
        return range(self.began + max(SKIPPED, self.quarter), self.began + self.length - self.quarter)


def cycles_between(given: Sequence[int]) -> list[Cycle]:
    """The complete cycles of infusions given on these days, in order."""
    return [Cycle(one, following - one) for one, following in pairwise(given)]


def is_long(cycles: Sequence[Cycle]) -> bool:
    """Whether they come a few times a year, in the same months."""
    return median(cycle.length for cycle in cycles) > SHORT


def late_days(cycles: Sequence[Cycle]) -> int:
    """How many last days of a cycle are looked at."""
    return round(median(len(cycle.late) for cycle in cycles))


def look_due(cycles: Sequence[Cycle]) -> int:
    """How many of the complete cycles the last look that was due takes in; 0 when none was."""
    if len(cycles) < FEWEST:
        return 0
    if is_long(cycles):
        return len(cycles)
    return max(look for look in LOOKS if look <= len(cycles))


def next_look(cycles: Sequence[Cycle]) -> int | None:
    """How many cycles must be complete for the next look; None after the last one."""
    if cycles and is_long(cycles):
        return max(len(cycles) + 1, FEWEST)
    return next((look for look in LOOKS if look > len(cycles)), None)
