"""When things happened in the year before the seeding. Pure; the same seed gives the same moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

YEAR = timedelta(days=365)
QUIET = timedelta(days=1)
"""The last day belongs to what the script dates itself."""


def through_the_year(count: int, *, now: datetime, rng: Random) -> Iterator[datetime]:
    """`count` moments in order, oldest first, one somewhere in each equal part of the year."""
    part = (YEAR - QUIET) / max(count, 1)
    for place in range(count):
        yield now - YEAR + part * (place + rng.random())


def last_in_month(month: int, *, now: datetime, rng: Random) -> datetime:
    """A moment in the latest month of that name that is over."""
    year = now.year if month < now.month else now.year - 1
    return datetime(year, month, 1, tzinfo=UTC) + timedelta(days=27 * rng.random())


def not_before(moment: datetime, joined: datetime, *, now: datetime) -> datetime:
    """`moment`, or for somebody who came later the same share of the time since they came."""
    if moment > joined:
        return moment
    share = (moment - (now - YEAR)) / YEAR
    return joined + (now - joined) * min(max(share, 0.01), 0.99)


def replies_after(start: datetime, joined: Sequence[datetime], *, now: datetime, rng: Random) -> Iterator[datetime]:
    """When the people who joined at `joined` answer, in this order, each after the one before and before `now`."""
    last = start
    for place, came in enumerate(joined):
        room = (now - max(last, came)) / (len(joined) - place + 1)
        last = max(last, came) + min(timedelta(minutes=rng.uniform(4, 400)), room)
        yield last
