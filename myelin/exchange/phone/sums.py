"""What a long file tells of each day, summed while it is read. Its size follows the days and not the file."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

MOST_SLEEP = 24 * 60
MOST_STEPS = 200_000
BEATS = range(20, 301)
MOST_SOURCES = 20
"""Watches, rings and apps that write of one day."""


class Sums:
    """By day, by what is measured, by which device: a sum and how many numbers are in it.

    Two devices that a person wears count the same steps and the same night. They are never added up: of each day the
    device that told most counts. Heart rates are the mean of all.
    """

    def __init__(self, told: dict[str, Any] | None = None) -> None:
        self._told: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(dict))
        for day, measures in (told or {}).items():
            for what, devices in measures.items():
                self._told[day][what] = {device: list(sums) for device, sums in devices.items()}

    def add(self, day: str, what: str, device: str, amount: float) -> None:
        """Add a number of one device to a day."""
        devices = self._told[day][what]
        if device not in devices and len(devices) >= MOST_SOURCES:
            return
        sums = devices.setdefault(device, [0, 0])
        sums[0] += amount
        sums[1] += 1

    @property
    def told(self) -> dict[str, Any]:
        """All of it as JSON, to go on from later."""
        return {
            day: {what: dict(devices) for what, devices in measures.items()} for day, measures in self._told.items()
        }

    def days(self) -> dict[str, dict[str, int]]:
        """What each day says, the latest day first."""
        return {day: values for day in sorted(self._told, reverse=True) if (values := _values(self._told[day]))}


def _values(measures: dict[str, dict[str, list[float]]]) -> dict[str, int]:
    values = {}
    for what, most in (("sleep", MOST_SLEEP), ("steps", MOST_STEPS)):
        if devices := measures.get(what):
            values[what] = min(round(max(total for total, _number in devices.values())), most)
    for what in ("resting_heart_rate", "heart_rate"):
        if devices := measures.get(what):
            values[what] = round(
                sum(total for total, _n in devices.values()) / sum(n for _total, n in devices.values())
            )
    return values
