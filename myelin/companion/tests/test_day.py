"""An infusion day from its taps: pauses, where one is, which evening waits. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from myelin.companion.day import STAGES, Kind, Tapped, day_of, evening_to_ask

NINE = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


def tapped(kind, minutes, **said):
    return Tapped(uuid4(), kind, NINE + timedelta(minutes=minutes), said)


def test_a_day_begins_with_arriving():
    day = day_of([], watch_minutes=60)
    assert (day.next, day.is_running, day.taps) == (Kind.ARRIVE, False, [])


def test_a_pause_lasts_until_it_goes_on():
    day = day_of(
        [tapped(Kind.START, 0), tapped(Kind.PAUSE, 10), tapped(Kind.RESUME, 16), tapped(Kind.PAUSE, 30)],
        watch_minutes=None,
    )
    assert [tap.lasted for tap in day.taps] == [None, timedelta(minutes=6), None, None]
    assert day.is_running and day.is_paused and day.next == Kind.STOP


def test_the_watch_counts_from_the_end_and_only_where_a_source_says_how_long():
    taps = [tapped(Kind.START, 0), tapped(Kind.STOP, 210)]
    assert day_of(taps, watch_minutes=60).watched_until == NINE + timedelta(minutes=270)
    assert day_of(taps, watch_minutes=None).watched_until is None


def test_a_stage_may_be_left_out():
    day = day_of([tapped(Kind.START, 0)], watch_minutes=None)
    assert day.next == Kind.STOP and [stage.kind for stage in day.stages if stage.is_now] == [Kind.START]


@pytest.mark.parametrize(("days", "asked"), [(-1, None), (0, 0), (3, 3), (4, None)])
def test_it_is_asked_on_the_day_and_three_after(days, asked):
    given = date(2026, 12, 8)
    assert evening_to_ask([], given_on=given, today=given + timedelta(days=days)) == asked
    told = [tapped(Kind.EVENING, 600, day=str(days))]
    assert evening_to_ask(told, given_on=given, today=given + timedelta(days=days)) is None


@given_any(st.lists(st.tuples(st.sampled_from(list(Kind)), st.integers(0, 900)), max_size=20), st.randoms())
def test_the_order_in_which_taps_arrive_changes_nothing(told, chance):
    taps = [
        tapped(kind, minutes)
        for kind, minutes in {minutes: kind for kind, minutes in told}.items()
        for kind, minutes in [(minutes, kind)]
    ]
    mixed = list(taps)
    chance.shuffle(mixed)
    day, other = day_of(taps, watch_minutes=60), day_of(mixed, watch_minutes=60)
    assert day == other
    assert day.next is None or STAGES.index(day.next) >= 0
