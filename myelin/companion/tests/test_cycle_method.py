"""The cycle method: its windows, its looks, its states and Student's t, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from myelin.companion import cycles
from myelin.companion.cycles import Cycle, State, compare, cycles_between
from myelin.companion.cycles.student import critical

SWING = (-1, 0, 1, 0, 1, -1, 0)
"""A quiet member's days, round their usual."""


def every_day(given, *, usual=4, gap=0, only=lambda _day: True):
    found = cycles_between(given)
    late = {day for cycle in found for day in cycle.late}
    days = [day for day in range(given[0], given[-1]) if only(day)]
    return days, [usual + SWING[day % 7] + (gap if day in late else 0) for day in days], found


@pytest.mark.parametrize(
    ("length", "late", "middle"),
    [(28, (21, 28), (7, 21)), (42, (32, 42), (10, 32)), (182, (154, 182), (45, 137)), (14, (11, 14), (4, 11))],
)
def test_the_last_days_and_the_middle_half(length, late, middle):
    cycle = Cycle(1000, length)
    assert (cycle.late, cycle.middle) == (
        range(1000 + late[0], 1000 + late[1]),
        range(1000 + middle[0], 1000 + middle[1]),
    )


def test_the_days_of_the_infusion_itself_never_count():
    cycle = Cycle(0, 8)
    assert not set(cycle.late) & set(range(4)) and not set(cycle.middle) & set(range(4))


@pytest.mark.parametrize(
    ("complete", "look", "following"),
    [(0, 0, 3), (2, 0, 3), (3, 3, 5), (4, 3, 5), (7, 5, 8), (12, 8, 13), (20, 13, 21), (55, 55, None), (70, 55, None)],
)
def test_short_cycles_are_looked_at_only_then(complete, look, following):
    found = cycles_between([28 * number for number in range(complete + 1)])
    assert (cycles.look_due(found), cycles.next_look(found)) == (look, following)


def test_long_cycles_are_looked_at_after_each_one_from_the_third():
    for complete in (3, 4, 9):
        found = cycles_between([182 * number for number in range(complete + 1)])
        assert (cycles.look_due(found), cycles.next_look(found)) == (complete, complete + 1)


@pytest.mark.parametrize(
    ("alpha", "df", "t"),
    [(0.05, 1, 12.7062), (0.05, 4, 2.7764), (0.025, 6, 2.9687), (0.10, 7, 1.8946), (0.005, 60, 2.9146)],
)
def test_students_t(alpha, df, t):
    assert critical(alpha, df) == pytest.approx(t, abs=2e-4)


@pytest.mark.parametrize(("length", "number"), [(28, 5), (182, 5)])
@pytest.mark.parametrize(("gap", "state"), [(2, State.HIGHER), (-2, State.LOWER), (0, State.NONE_SEEN)])
def test_a_full_and_quiet_diary(length, number, gap, state):
    days, scores, found = every_day([length * step for step in range(number + 1)], gap=gap)
    reading = compare(days, scores, found)
    assert reading.state is state
    assert reading.estimate == pytest.approx(gap, abs=0.2)
    assert (reading.cycles, reading.late_days) == (number, min(28, length // 4))
    assert reading.low < gap < reading.high


def test_under_three_cycles_it_says_how_many_are_missing():
    for complete, missing in ((1, 2), (2, 1)):
        days, scores, found = every_day([28 * step for step in range(complete + 1)])
        reading = compare(days, scores, found)
        assert (reading.state, reading.missing) == (State.TOO_FEW, missing)
    assert compare([], [], []).state is State.TOO_FEW


def test_a_cycle_without_late_entries_is_not_usable():
    given = [28 * step for step in range(5)]
    days, scores, found = every_day(given, only=lambda day: day < 28 or day % 28 < 21)
    assert compare(days, scores, found).cycles == 1


def test_a_delay_only_makes_a_cycle_longer():
    days, scores, found = every_day([0, 28, 56, 91, 119, 147], gap=2)
    assert [cycle.length for cycle in found] == [28, 28, 35, 28, 28]
    assert compare(days, scores, found).state is State.HIGHER


@pytest.mark.parametrize(
    "given",
    [[0, 28, 56, 84, 140], [365 * step for step in range(6)], [7 * step for step in range(20)]],
    ids=["cycles that differ by more than half", "one cycle a year", "cycles of a week"],
)
def test_it_refuses_to_say_anything(given):
    assert compare(*every_day(given, gap=3)).state is State.REFUSED


def test_it_refuses_with_too_few_entries():
    days, scores, found = every_day([28 * step for step in range(4)], gap=3, only=lambda day: day % 28 in (8, 10, 24))
    assert compare(days, scores, found).state is State.REFUSED


def test_a_hot_summer_is_not_called_a_cycle():
    start = date(2024, 1, 15).toordinal()
    found = cycles_between([start + 182 * step for step in range(6)])
    days = list(range(start, start + 182 * 5))
    summer = {6, 7}
    scores = [3 + SWING[day % 7] + (4 if date.fromordinal(day).month in summer else 0) for day in days]
    reading = compare(days, scores, found)
    assert reading.state is State.SEASON
    assert reading.months == (6, 12)


def test_uneven_filling_widens_the_range():
    given = [28 * step for step in range(9)]
    even = compare(*every_day(given, only=lambda day: day % 2))
    uneven = compare(*every_day(given, only=lambda day: day % 28 >= 21 or day % 3 == 0))
    assert uneven.skew > even.skew and uneven.more_late


def test_the_others_share_what_the_watched_one_has():
    days, scores, found = every_day([28 * step for step in range(6)], gap=2)
    whole, part = compare(days, scores, found), compare(days, scores, found, share=1 / 5)
    assert part.high - part.low > whole.high - whole.low


def test_late_looks_have_half_the_alpha():
    given = [28 * step for step in range(22)]
    days, scores, found = every_day(given, gap=2)
    first = cycles.weigh(days, scores, found[:13])
    later = cycles.weigh(days, scores, found)
    assert first.state is later.state is State.HIGHER


def test_days_that_are_all_the_same_are_no_reason_to_fall():
    given = [28 * step for step in range(6)]
    days = list(range(140))
    reading = compare(days, [3] * 140, cycles_between(given))
    assert reading.state is State.NONE_SEEN
