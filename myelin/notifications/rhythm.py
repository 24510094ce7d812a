"""When a member is told by mail, in their own time. Pure: no database, no clock.

A day's times are local: what is quiet from nine in the evening stays so when the clocks change or the member travels.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

A_MOMENT = timedelta(minutes=2)
"""News of one moment comes as one letter: the first waits so long for the next."""
MORNING = time(8)
"""When a digest comes to somebody without quiet hours."""
SUNDAY = 6


def is_quiet(moment: datetime, *, zone: str, quiet_from: time | None, quiet_until: time | None) -> bool:
    """Whether `moment` lies in the quiet hours of that zone. Hours may pass midnight; none are quiet without both."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return False
    clock = moment.astimezone(ZoneInfo(zone)).time()
    if quiet_from < quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def after_quiet(moment: datetime, *, zone: str, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """`moment` itself, or the end of the quiet hours that it lies in."""
    if quiet_until is None or not is_quiet(moment, zone=zone, quiet_from=quiet_from, quiet_until=quiet_until):
        return moment
    return _next(moment, quiet_until, zone)


def soon(now: datetime, *, zone: str, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """When a letter leaves to somebody who wants news at once."""
    return after_quiet(now + A_MOMENT, zone=zone, quiet_from=quiet_from, quiet_until=quiet_until)


def next_morning(now: datetime, *, zone: str, quiet_until: time | None, weekday: int | None = None) -> datetime:
    """The next morning after `now`, when the quiet hours end; with `weekday` (Monday is 0), that of such a day."""
    morning = _next(now, quiet_until or MORNING, zone)
    while weekday is not None and morning.astimezone(ZoneInfo(zone)).weekday() != weekday:
        morning = _next(morning, quiet_until or MORNING, zone)
    return morning


def _next(moment: datetime, clock: time, zone: str) -> datetime:
    """The first instant after `moment` at which clocks there show `clock`.

    A time that the change to summer skips is the instant after the gap; one that comes twice counts the first time.
    """
    local = moment.astimezone(ZoneInfo(zone))
    for days in (0, 1, 2):
        there = datetime.combine(local.date() + timedelta(days=days), clock, ZoneInfo(zone))
        instant = there.astimezone(moment.tzinfo)
        if instant > moment:
            return instant
    raise AssertionError("a clock shows every time within two days")
