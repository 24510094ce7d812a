"""When a reminder speaks: by the member's own clock, through both changes of it, and on no day that was not asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from myelin.companion.reminding import Later, Plan, next_moment, put_off

NEW_YORK = "America/New_York"


def moments(plan, after, zone, number):
    told = []
    for _ in range(number):
        moment = next_moment(plan, after=after, zone=zone)
        if moment is None:
            return told
        told.append(moment)
        after = moment
    return told


@pytest.mark.parametrize("zone", [NEW_YORK, "Europe/Madrid", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
def test_eight_in_the_morning_stays_eight_for_two_years_and_no_day_is_left_out(zone):
    told = moments(Plan(times=(time(8),)), datetime(2026, 1, 1, tzinfo=UTC), zone, 730)
    there = [moment.astimezone(ZoneInfo(zone)) for moment in told]
    assert {moment.time() for moment in there} == {time(8)}
    assert all(later.date() - earlier.date() == timedelta(days=1) for earlier, later in pairwise(there))


def test_a_time_that_summer_skips_comes_after_the_gap_once():
    told = moments(Plan(times=(time(2, 30),)), datetime(2026, 3, 7, 12, tzinfo=UTC), NEW_YORK, 2)
    there = [moment.astimezone(ZoneInfo(NEW_YORK)) for moment in told]
    assert [(moment.day, moment.hour, moment.minute) for moment in there] == [(8, 3, 30), (9, 2, 30)]


def test_a_time_that_comes_twice_counts_the_first_time_only():
    told = moments(Plan(times=(time(1, 30),)), datetime(2026, 10, 31, 12, tzinfo=UTC), NEW_YORK, 2)
    assert told == [datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 2, 6, 30, tzinfo=UTC)]


def test_several_times_a_day_on_some_days_of_the_week_between_two_days():
    plan = Plan(
        times=(time(20), time(8)),
        first_on=date(2026, 6, 15),
        last_on=date(2026, 6, 22),
        weekdays=frozenset({0, 2}),
    )
    told = moments(plan, datetime(2026, 6, 1, tzinfo=UTC), "UTC", 20)
    assert [(moment.day, moment.hour) for moment in told] == [(15, 8), (15, 20), (17, 8), (17, 20), (22, 8), (22, 20)]


def test_only_on_the_days_that_it_follows_and_never_in_the_past():
    days = frozenset({date(2026, 6, 10), date(2026, 6, 20), date(2026, 7, 1)})
    plan = Plan(times=(time(9),), days=days)
    told = moments(plan, datetime(2026, 6, 15, tzinfo=UTC), "UTC", 20)
    assert [moment.date() for moment in told] == [date(2026, 6, 20), date(2026, 7, 1)]
    assert moments(Plan(times=(time(9),), days=frozenset()), datetime(2026, 6, 15, tzinfo=UTC), "UTC", 1) == []


def test_it_is_put_off_by_the_members_own_clock():
    now, zone = datetime(2026, 6, 15, 12, tzinfo=UTC), NEW_YORK
    assert put_off(Later.MINUTES, now=now, zone=zone) == now + timedelta(minutes=10)
    assert put_off(Later.HOUR, now=now, zone=zone) == now + timedelta(hours=1)
    assert put_off(Later.EVENING, now=now, zone=zone) == datetime(2026, 6, 15, 23, tzinfo=UTC)
    assert put_off(Later.MORNING, now=now, zone=zone) == datetime(2026, 6, 16, 12, tzinfo=UTC)
    late = datetime(2026, 6, 16, 1, tzinfo=UTC)
    assert put_off(Later.EVENING, now=late, zone=zone) == datetime(2026, 6, 16, 23, tzinfo=UTC)
