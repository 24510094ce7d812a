"""When news comes: quiet hours past midnight, both changes of the clock, travel, the morning and the week."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from myelin.notifications.rhythm import after_quiet, is_quiet, next_morning, soon

MADRID, CHICAGO, UTC_ZONE = "Europe/Madrid", "America/Chicago", "UTC"
NIGHT = {"quiet_from": time(21), "quiet_until": time(8)}
SIESTA = {"quiet_from": time(14), "quiet_until": time(16)}
NEVER = {"quiet_from": None, "quiet_until": None}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "hours", "quiet"),
    [
        ("2026-11-20T20:30", MADRID, NIGHT, True),  # 21:30 there
        ("2026-11-20T19:30", MADRID, NIGHT, False),  # 20:30 there
        ("2026-11-21T06:59", MADRID, NIGHT, True),  # 7:59 there
        ("2026-11-21T07:00", MADRID, NIGHT, False),  # 8:00 there
        ("2026-11-20T20:30", CHICAGO, NIGHT, False),  # the afternoon there: the same instant, another zone
        ("2026-11-20T14:00", MADRID, SIESTA, True),
        ("2026-11-20T15:00", MADRID, SIESTA, False),
        ("2026-11-20T03:00", MADRID, NEVER, False),
        ("2026-11-20T03:00", MADRID, {"quiet_from": time(8), "quiet_until": time(8)}, False),
    ],
)
def test_quiet_is_by_the_members_own_clock(moment, zone, hours, quiet):
    assert is_quiet(at(moment), zone=zone, **hours) is quiet


@pytest.mark.parametrize(
    ("moment", "zone", "comes"),
    [
        ("2026-11-20T12:00", MADRID, "2026-11-20T12:00"),  # not quiet: at once
        ("2026-11-20T22:00", MADRID, "2026-11-21T07:00"),  # the evening before
        ("2026-11-21T02:00", MADRID, "2026-11-21T07:00"),  # after midnight
        ("2026-03-28T22:00", MADRID, "2026-03-29T06:00"),  # the night in which clocks go forward
        ("2026-10-24T21:00", MADRID, "2026-10-25T07:00"),  # the night in which they go back
    ],
)
def test_what_comes_at_night_waits_for_the_morning(moment, zone, comes):
    assert after_quiet(at(moment), zone=zone, **NIGHT) == at(comes)


def test_an_end_that_the_clock_skips_is_the_instant_after_the_gap():
    """On 29 March 2026 clocks in Madrid go from 2:00 to 3:00: half past two is not there."""
    hours = {"quiet_from": time(21), "quiet_until": time(2, 30)}
    assert after_quiet(at("2026-03-28T22:00"), zone=MADRID, **hours) == at("2026-03-29T01:30")


def test_an_end_that_comes_twice_counts_once():
    """On 25 October 2026 half past two comes at 0:30 and again at 1:30 UTC."""
    hours = {"quiet_from": time(21), "quiet_until": time(2, 30)}
    assert after_quiet(at("2026-10-24T22:00"), zone=MADRID, **hours) == at("2026-10-25T00:30")


def test_news_of_one_moment_waits_two_minutes():
    assert soon(at("2026-11-20T12:00"), zone=UTC_ZONE, **NEVER) == at("2026-11-20T12:02")
    assert soon(at("2026-11-20T20:59"), zone=UTC_ZONE, **NIGHT) == at("2026-11-21T08:00")


@pytest.mark.parametrize(
    ("now", "zone", "weekday", "comes"),
    [
        ("2026-11-20T12:00", MADRID, None, "2026-11-21T07:00"),
        ("2026-11-20T05:00", MADRID, None, "2026-11-20T07:00"),
        ("2026-11-20T07:00", MADRID, None, "2026-11-21T07:00"),  # never the very same instant
        ("2026-11-20T12:00", MADRID, 6, "2026-11-22T07:00"),  # Friday to Sunday
        ("2026-11-22T12:00", MADRID, 6, "2026-11-29T07:00"),
        ("2026-10-23T12:00", MADRID, 6, "2026-10-25T07:00"),  # across the change of clocks
        ("2028-02-28T12:00", MADRID, None, "2028-02-29T07:00"),  # a leap day
    ],
)
def test_a_digest_comes_in_the_morning(now, zone, weekday, comes):
    assert next_morning(at(now), zone=zone, quiet_until=time(8), weekday=weekday) == at(comes)
