"""What only a member can know: a longer interval, a dose of another size, a part that the team ordered."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from myelin.therapies.durations import Duration
from myelin.therapies.regimens import Given, OwnInterval, Why, due_dates
from myelin.therapies.stretches import stretches
from myelin.therapies.tests.formulary import SCHEDULES

JANUARY = date(2027, 1, 11)
SIX_WEEKS = Duration(days=42)
ANCHORS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
REGIMENS = st.sampled_from(sorted(SCHEDULES))


def test_a_longer_interval_counts_from_the_dose_before_the_one_it_begins_with():
    given = [Given(1, JANUARY), Given(2, date(2027, 2, 8))]
    dues = due_dates(
        SCHEDULES["natalizumab/regimens/0"], anchor=JANUARY, until=date(2027, 6, 30), given=given,
        own=OwnInterval(3, SIX_WEEKS),
    )  # fmt: skip
    assert [due.due_on.isoformat() for due in dues] == [
        "2027-01-11", "2027-02-08", "2027-03-22", "2027-05-03", "2027-06-14",
    ]  # fmt: skip
    assert [due.why for due in dues[2:]] == [Why.OWN] * 3
    assert all(due.facts == ("natalizumab/regimens/0",) for due in dues)


def test_a_late_dose_keeps_the_longer_interval():
    given = [Given(1, JANUARY), Given(2, date(2027, 3, 1))]
    own = OwnInterval(2, SIX_WEEKS)
    dues = due_dates(SCHEDULES["natalizumab/regimens/0"], anchor=JANUARY, until=date(2027, 5, 1), given=given, own=own)
    assert (dues[2].due_on, dues[2].why) == (date(2027, 4, 12), Why.OWN)


def test_a_longer_interval_waits_for_the_start_to_be_over():
    dues = due_dates(
        SCHEDULES["ocrelizumab/regimens/0"],
        anchor=JANUARY,
        until=date(2028, 2, 1),
        own=OwnInterval(1, Duration(days=210)),
    )
    assert [due.why for due in dues] == [Why.FIRST, Why.PLAN, Why.OWN]
    assert dues[2].due_on == date(2027, 1, 25) + timedelta(days=210)


@pytest.mark.parametrize(
    ("regimen", "days", "taken"),
    [
        ("natalizumab/regimens/0", 42, True),
        ("natalizumab/regimens/0", 27, False),
        ("ocrelizumab/regimens/0", 150, False),
        ("ocrelizumab/regimens/0", 210, True),
        ("fingolimod/regimens/0", 42, False),
        ("alemtuzumab/regimens/0", 400, False),
    ],
)
def test_an_own_interval_is_never_shorter_than_the_label_and_never_for_daily_medicines(regimen, days, taken):
    assert SCHEDULES[regimen].takes_interval(Duration(days=days), anchor=JANUARY) is taken


def test_a_date_after_a_late_dose_cites_what_is_said_of_missed_doses():
    given = [Given(1, JANUARY), Given(2, date(2027, 1, 25)), Given(3, date(2027, 8, 20))]
    dues = due_dates(SCHEDULES["ocrelizumab/regimens/0"], anchor=JANUARY, until=date(2028, 3, 1), given=given)
    assert dues[3].facts == ("ocrelizumab/regimens/0", "ocrelizumab/missed_dose")


def test_a_step_up_is_told_in_stretches():
    told = stretches(SCHEDULES["ozanimod/regimens/0"], anchor=JANUARY)
    assert [(str(one.dose), one.first_on.isoformat(), one.last_on and one.last_on.isoformat()) for one in told] == [
        ("0.23 mg", "2027-01-11", "2027-01-14"),
        ("0.46 mg", "2027-01-15", "2027-01-17"),
        ("0.92 mg", "2027-01-18", None),
    ]
    twice_a_day = stretches(SCHEDULES["dimethyl_fumarate/regimens/0"], anchor=JANUARY)
    assert [(one.first_on, one.last_on) for one in twice_a_day] == [
        (JANUARY, date(2027, 1, 17)),
        (date(2027, 1, 18), None),
    ]


@pytest.mark.parametrize("regimen", sorted(SCHEDULES))
def test_every_regimen_runs(regimen):
    """Each has dates, or is taken day by day and has stretches."""
    schedule = SCHEDULES[regimen]
    told = stretches(schedule, anchor=JANUARY)
    assert told and told[0].first_on == JANUARY
    assert bool(due_dates(schedule, anchor=JANUARY, until=date(2037, 1, 11))) is not schedule.is_daily


@settings(max_examples=200, deadline=None)
@given_any(REGIMENS, ANCHORS)
def test_stretches_never_overlap(regimen, anchor):
    for before, after in pairwise(stretches(SCHEDULES[regimen], anchor=anchor)):
        assert before.last_on is not None and before.last_on < after.first_on


@settings(max_examples=200, deadline=None)
@given_any(REGIMENS, ANCHORS, st.integers(1, 6), st.integers(28, 400), st.lists(st.integers(-20, 200), max_size=5))
def test_with_a_longer_interval_too_no_dose_is_due_inside_the_least_gap(regimen, anchor, number, days, slips):
    schedule, own = SCHEDULES[regimen], OwnInterval(number, Duration(days=days))
    if not schedule.takes_interval(own.every, anchor=anchor):
        return
    given, until = [], anchor + timedelta(days=3653)
    for slip in slips:
        dues = due_dates(schedule, anchor=anchor, until=until, given=given, own=own)
        due = next(due for due in dues if due.given_on is None)
        given.append(Given(due.number, due.due_on + timedelta(days=slip)))
    dues = due_dates(schedule, anchor=anchor, until=until, given=given, own=own)
    for before, due in pairwise(dues):
        if due.given_on is None:
            assert due.due_on > before.on
            if schedule.min_gap is not None and schedule.phase(due.phase).every is not None:
                assert due.due_on >= schedule.min_gap.after(before.on)


@settings(max_examples=200, deadline=None)
@given_any(REGIMENS, ANCHORS, st.lists(st.integers(-5, 90), max_size=6))
def test_every_date_is_explained_by_a_cited_rule_and_told_the_same_again(regimen, anchor, slips):
    schedule, until = SCHEDULES[regimen], anchor + timedelta(days=3653)
    given = []
    for slip in slips:
        due = next(
            (one for one in due_dates(schedule, anchor=anchor, until=until, given=given) if not one.given_on), None
        )
        if due is None:
            break
        given.append(Given(due.number, due.due_on + timedelta(days=slip)))
    dues = due_dates(schedule, anchor=anchor, until=until, given=given)
    assert dues == due_dates(schedule, anchor=anchor, until=until, given=list(reversed(given)))
    for due in dues:
        assert due.facts[0] == schedule.fact
        if due.why in {Why.PLAN, Why.FROM_GIVEN, Why.ORDERED} and due.given_on is None:
            assert due.step.after(due.counted_from) == due.due_on


@pytest.mark.parametrize("anchor", [date(2028, 2, 29), date(2026, 8, 31), date(2026, 3, 28), date(2026, 10, 24)])
def test_leap_days_month_ends_and_the_days_clocks_change_are_days_like_others(anchor):
    monthly = due_dates(SCHEDULES["ofatumumab/regimens/0"], anchor=anchor, until=anchor + timedelta(days=1500))
    assert len({due.due_on for due in monthly}) == len(monthly)
    exact = due_dates(SCHEDULES["natalizumab/regimens/0"], anchor=anchor, until=anchor + timedelta(days=1500))
    assert {(b.due_on - a.due_on).days for a, b in pairwise(exact)} == {28}
