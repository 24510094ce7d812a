"""When a reminder speaks next. Pure: no Django, no clock.

A reminder's times are local: eight in the morning stays eight when the clocks change. A time that the change to summer
skips comes as much later as the clocks went forward; one that comes twice counts the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
EVENING, MORNING = time(19), time(8)
A_DAY = timedelta(days=1)


class Later(StrEnum):
    """For how long a reminder may be put off."""

    MINUTES = "minutes"
    HOUR = "hour"
    EVENING = "evening"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Plan:
    """At which times of which days. weekdays: Monday is 0. days: only on these; None for the weekdays alone."""

    times: tuple[time, ...]
    first_on: date | None = None
    last_on: date | None = None
    weekdays: frozenset[int] = field(default=EVERY_DAY)
    days: frozenset[date] | None = None


def next_moment(plan: Plan, *, after: datetime, zone: str) -> datetime | None:
    """The first moment of a plan after `after`, in UTC; None when nothing is left."""
    there = ZoneInfo(zone)
    for day in _days(plan, after.astimezone(there).date()):
        for clock in sorted(plan.times):
            moment = datetime.combine(day, clock, there).astimezone(UTC)
            if moment > after:
                return moment
    return None


def put_off(later: Later, *, now: datetime, zone: str) -> datetime:
    """When a reminder that was put off comes back."""
    if later == Later.MINUTES:
        return now + timedelta(minutes=10)
    if later == Later.HOUR:
        return now + timedelta(hours=1)
    there = ZoneInfo(zone)
    today = now.astimezone(there).date()
    if later == Later.MORNING:
        return datetime.combine(today + A_DAY, MORNING, there).astimezone(UTC)
    evening = datetime.combine(today, EVENING, there).astimezone(UTC)
    return evening if evening > now else datetime.combine(today + A_DAY, EVENING, there).astimezone(UTC)


def _days(plan: Plan, today: date) -> Iterator[date]:
    """Days that a plan may speak on, from the day before today (somewhere it is still that day) on."""
    first = max(today - A_DAY, plan.first_on or date.min)
    last = plan.last_on or date.max
    if plan.days is not None:
        yield from (day for day in sorted(plan.days) if first <= day <= last)
        return
    # Two weeks hold every weekday twice, so a plan with any weekday finds one.
    for number in range(15):
        day = first + number * A_DAY
        if day <= last and day.weekday() in plan.weekdays:
            yield day
