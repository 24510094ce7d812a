"""The way to an infusion: days over leap days, clock changes and delays, and what waits for what. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from myelin.companion.steps import Kind, Noted, State, cleared_with, first_to_do, plan
from myelin.therapies.regimens import Given, due_dates
from myelin.therapies.tests.formulary import SCHEDULES

DUE = date(2026, 12, 8)
ALL = set(Kind) - {Kind.OWN}
PREPARED = [Kind.DATE, Kind.AUTHORISATION, Kind.ORDER, Kind.ON_SITE, Kind.PREMEDICATION, Kind.RIDE]


def way(due_on=DUE, *, done=(), gap_days=182, today=date(2026, 12, 2), tests_clear=True, **more):
    noted = [Noted(n, kind, is_done=True, is_needed=True) for n, kind in enumerate(done)]
    usual = {"wanted": ALL, "is_given": False, "noted": noted}
    return plan(due_on, gap_days=gap_days, today=today, tests_clear=tests_clear, **{**usual, **more})


def state(steps, kind):
    return next(step.state for step in steps if step.kind == kind)


def test_the_whole_way_goes_from_90_days_before_to_14_after():
    steps = way()
    assert (steps[0].kind, steps[0].due_on) == (Kind.DATE, date(2026, 9, 9))
    assert (steps[-1].kind, steps[-1].due_on) == (Kind.LOOK_BACK, date(2026, 12, 22))


def test_what_is_open_upstream_shows_in_everything_that_waits_for_it():
    steps = way(done=[Kind.DATE, Kind.AUTHORISATION, Kind.ORDER, Kind.RIDE])
    assert state(steps, Kind.ON_SITE) == State.LATE and state(steps, Kind.PREMEDICATION) == State.WAITS
    assert sum(step.is_in_the_way for step in steps) == 2
    first = first_to_do(steps)
    assert first is not None and first.kind == Kind.ON_SITE
    assert [step.kind for step in cleared_with(steps, first)] == [Kind.ON_SITE, Kind.PREMEDICATION]
    nothing = way()
    asked = first_to_do(nothing)
    # A center that fixes the day says nothing for the insurer.
    assert asked is not None and [step.kind for step in cleared_with(nothing, asked)] == [Kind.DATE]
    undone = way(done=[Kind.DATE, Kind.RIDE])
    assert state(undone, Kind.ORDER) == state(undone, Kind.ON_SITE) == state(undone, Kind.PREMEDICATION) == State.WAITS


def test_what_nobody_needs_blocks_nothing():
    noted = [Noted(1, Kind.DATE, True, True), Noted(2, Kind.AUTHORISATION, is_done=False, is_needed=False)]
    steps = way(noted=noted)
    assert state(steps, Kind.AUTHORISATION) == State.NOT_NEEDED and state(steps, Kind.ORDER) == State.LATE


def test_nothing_blocks_when_all_is_in_place():
    steps = way(done=PREPARED)
    assert first_to_do(steps) is None and not any(step.is_in_the_way for step in steps)


def test_open_tests_block_however_much_else_is_done():
    steps = way(done=PREPARED, tests_clear=False)
    assert [step.kind for step in steps if step.is_in_the_way] == [Kind.TESTS]


@pytest.mark.parametrize(
    ("regimen", "anchor", "number", "late", "expected"),
    [
        # Over the leap day of 2028, given nine days late before: six months from the day it was really given.
        ("ocrelizumab", date(2027, 2, 20), 3, 9, {"infusion": "2028-02-29", "authorisation": "2027-12-31", "on_site": "2028-02-19"}),
        # Weeks stay exact over the clock change at the end of March.
        ("ublituximab", date(2026, 10, 12), 2, 0, {"infusion": "2027-03-29", "authorisation": "2027-01-28", "look_back": "2027-04-12"}),
        # Four weeks between doses: the way is shortened to fit.
        ("natalizumab", date(2028, 2, 1), 1, 0, {"infusion": "2028-02-29", "date": "2028-02-05", "authorisation": "2028-02-13", "look_back": "2028-03-04"}),
        # The first day of the second course, a year later.
        ("alemtuzumab", date(2027, 3, 1), 5, 0, {"infusion": "2028-03-01", "date": "2027-12-02", "watch": "2028-03-02"}),
    ],
)  # fmt: skip
def test_each_infusion_gets_the_right_days(regimen, anchor, number, late, expected):
    schedule = SCHEDULES[f"{regimen}/regimens/0"]
    planned = due_dates(schedule, anchor=anchor, until=anchor + timedelta(days=900))
    given = [Given(due.number, due.due_on) for due in planned[:number]]
    if late:
        given[-1] = Given(number, given[-1].on + timedelta(days=late))
    dues = due_dates(schedule, anchor=anchor, until=anchor + timedelta(days=900), given=given)
    dose, before = dues[number], dues[number - 1]
    steps = way(dose.due_on, gap_days=(dose.due_on - before.on).days, today=anchor)
    days = {str(step.kind): step.due_on.isoformat() for step in steps}
    assert {kind: days[kind] for kind in expected} == expected


def test_the_second_day_of_a_course_is_prepared_with_the_first():
    assert {step.kind for step in way(gap_days=1)}.isdisjoint({Kind.AUTHORISATION, Kind.ORDER, Kind.RIDE})


def test_own_steps_stand_on_their_day():
    own = Noted(7, Kind.OWN, is_done=False, is_needed=True, said={"title": "Cat", "owner": "companion"}, days_before=2)
    step = next(step for step in way(noted=[own]) if step.kind == Kind.OWN)
    assert (step.key, step.due_on, step.owner) == ("own-7", date(2026, 12, 6), "companion")


@settings(max_examples=200, deadline=None)
@given_any(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(4, 400), st.sets(st.sampled_from(PREPARED)), st.booleans()
)
def test_a_step_never_stands_before_what_it_waits_for_and_never_before_the_last_dose(due_on, gap, done, clear):
    steps = way(due_on, gap_days=gap, done=sorted(done), tests_clear=clear, today=due_on)
    chain = [step for kind in PREPARED[:5] for step in steps if step.kind == kind]
    for before, after in pairwise(chain):
        assert before.due_on <= after.due_on
        assert (after.state == State.WAITS) <= before.is_open
    assert min(step.due_on for step in steps) > due_on - timedelta(days=gap)
    assert (first_to_do(steps) is None) == (not any(step.is_in_the_way for step in steps))
