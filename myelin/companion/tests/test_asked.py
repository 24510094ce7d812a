"""Which tests still wait: beside results that came early, late, twice, or never. Pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from myelin.companion.asked import Answer, Standing, asked
from myelin.therapies.tests_due import TestDue, When

TODAY = date(2026, 6, 15)


def monthly(*days: date, ends_on: date | None = None) -> list[TestDue]:
    return [TestDue("cbc_diff", When.WHILE_ON, day, ("a/tests/while_on/0",), ends_on=ends_on) for day in days]


def done(
    day: date | None, *, number: int = 1, clear: bool = True, ordered: date | None = None, again: date | None = None
):
    return Answer(number, "cbc_diff", ordered, day, day if clear and day else None, again)


def line(dues, answers, given=None):
    (only,) = asked(dues, answers, today=TODAY, given=given or {})
    return only


APRIL, MAY, JUNE, JULY = (date(2026, month, 20) for month in (4, 5, 6, 7))


def test_without_a_result_the_latest_day_that_passed_waits():
    got = line(monthly(APRIL, MAY, JUNE), [])
    assert (got.next_on, got.standing) == (MAY, Standing.OVERDUE)


@pytest.mark.parametrize("day", [MAY - timedelta(days=9), MAY, MAY + timedelta(days=9)])
def test_a_result_answers_the_day_that_it_lies_nearest_to(day):
    got = line(monthly(APRIL, MAY, JUNE), [done(day)])
    assert (got.next_on, got.standing) == (JUNE, Standing.DUE)


def test_done_is_not_clear():
    got = line(monthly(MAY, JUNE), [done(MAY, clear=False)])
    assert (got.next_on, got.standing) == (JUNE, Standing.NOT_CLEARED)


def test_ordered_waits_until_its_day_passes():
    assert line(monthly(JUNE), [done(None, ordered=date(2026, 6, 1))]).standing == Standing.ORDERED
    assert line(monthly(MAY), [done(None, ordered=date(2026, 5, 1))]).standing == Standing.OVERDUE


def test_the_team_may_want_it_again_sooner():
    got = line(monthly(MAY, JULY), [done(MAY, again=JUNE)])
    assert (got.next_on, got.is_repeat) == (JUNE, True)


def test_before_each_dose_a_result_since_the_dose_before_counts():
    dues = [
        TestDue("cbc_diff", When.BEFORE_EACH, day, ("a/tests/before_each_dose/0",), dose=number)
        for number, day in enumerate([APRIL, JULY, date(2026, 10, 20)], 1)
    ]
    given = {1: APRIL + timedelta(days=1)}
    assert line(dues, [], given).next_on == JULY
    assert line(dues, [done(APRIL)], given).next_on == JULY
    assert line(dues, [done(MAY)], given).next_on == date(2026, 10, 20)


def test_what_belonged_to_a_dose_that_was_given_is_over():
    before = [TestDue("hepatitis_b", When.BEFORE_FIRST, APRIL, ("a/tests/before_first_dose/0",), dose=1)]
    assert asked(before, [], today=TODAY, given={1: APRIL}) == []


def test_after_the_end_it_says_until_when():
    got = line(monthly(JUNE, ends_on=date(2030, 1, 15)), [])
    assert got.ends_on == date(2030, 1, 15)


@settings(max_examples=200, deadline=None)
@given_any(st.lists(st.dates(date(2024, 1, 1), TODAY), max_size=8), st.integers(1, 40))
def test_a_newer_result_never_brings_an_older_day_back(days, number):
    dues = monthly(*(date(2024, 1, 1) + timedelta(days=30 * n) for n in range(number)))
    answers = [done(day, number=n) for n, day in enumerate(sorted(days))]
    before = None
    for upto in range(len(answers) + 1):
        told = asked(dues, answers[:upto], today=TODAY, given={})
        next_on = told[0].next_on if told else None
        assert next_on is None or before is None or next_on >= before
        before = next_on or before
