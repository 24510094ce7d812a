"""The plan of a course: its regimen's dates joined with what was given and what the clinic moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from myelin.companion.models import Course, Infusion
from myelin.therapies.models import TherapyTest
from myelin.therapies.regimens import Due, Given, Schedule, due_dates
from myelin.therapies.tests_due import TestDue, tests_due

AHEAD = timedelta(days=730)
"""How far ahead infusions become rows that can be marked; further dates are told but not kept."""


def dates(course: Course, rows: Iterable[Infusion], *, until: date) -> list[Due]:
    """The doses of a course up to `until`, given ones among them. `course.regimen.fact` must be selected."""
    schedule, rows = course.schedule(), list(rows)
    if schedule is None:
        return []
    return due_dates(
        schedule,
        anchor=course.started_on,
        until=min(until, course.ended_on) if course.ended_on else until,
        given=[_given(row, row.given_on) for row in rows if row.given_on is not None],
        moved={row.number: row.moved_to for row in rows if row.moved_to is not None and row.given_on is None},
        ordered=course.ordered_on or (),
        received_before=course.amount_before,
        own=course.own_interval,
    )


def _given(row: Infusion, day: date) -> Given:
    return Given(row.number, day, None if row.amount_given is None else Decimal(row.amount_given))


def past_doses(dues: Sequence[Due], *, started_on: date, last_given_on: date) -> dict[int, date]:
    """The days on which doses were given, by number, when only the first and the last day are known.

    The last one counts as the planned dose nearest to it; those before count as given on their days.
    """
    planned = [due for due in dues if not due.optional]
    later = planned[1:] if last_given_on > started_on else planned[:1]
    if not later:
        return {due.number: started_on for due in planned[:1]}
    last = min(later, key=lambda due: abs((due.due_on - last_given_on).days))
    past = {due.number: due.due_on for due in planned if due.number < last.number and due.due_on < last_given_on}
    return past | {last.number: last_given_on}


def preview(schedule: Schedule, *, started_on: date, last_given_on: date | None, until: date) -> list[Due]:
    """The dates that adding a course would give; nothing is saved."""
    dues = due_dates(schedule, anchor=started_on, until=until)
    if last_given_on is None:
        return dues
    past = past_doses(dues, started_on=started_on, last_given_on=last_given_on)
    return due_dates(schedule, anchor=started_on, until=until, given=[Given(*dose) for dose in past.items()])


def tests(course: Course, rows: Iterable[Infusion], *, until: date) -> list[TestDue]:
    """The tests that the medicine asks for up to `until`: dated ones by day, then those without a day."""
    rules = [row.rule() for row in TherapyTest.objects.for_course(course.therapy, course.jurisdiction)]
    rows = list(rows)
    doses = dates(course, rows, until=until)
    # Of a first dose that lies after `until` the plan tells nothing, and it may have been moved.
    anchor = next((row.on for row in rows if row.number == 1), course.started_on)
    return tests_due(rules, anchor=anchor, doses=doses, until=until, ended_on=course.ended_on)
