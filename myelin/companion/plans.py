"""The plan of a course: its regimen's dates joined with what was given and what the clinic moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from myelin.companion.models import Course, Infusion
from myelin.therapies.models import TherapyTest
from myelin.therapies.regimens import Due, Given, due_dates
from myelin.therapies.tests_due import TestDue, tests_due

AHEAD = timedelta(days=730)
"""How far ahead infusions become rows that can be marked; further dates are told but not kept."""


def dates(course: Course, rows: Iterable[Infusion], *, until: date) -> list[Due]:
    """The doses of a course up to `until`, given ones among them. `course.regimen.fact` must be selected."""
    rows = list(rows)
    return due_dates(
        course.regimen.parsed(),
        anchor=course.started_on,
        until=min(until, course.ended_on) if course.ended_on else until,
        given=[Given(row.number, row.given_on) for row in rows if row.given_on is not None],
        moved={row.number: row.moved_to for row in rows if row.moved_to is not None and row.given_on is None},
    )


def tests(course: Course, rows: Iterable[Infusion], *, until: date) -> list[TestDue]:
    """The tests that the medicine asks for up to `until`: dated ones by day, then those without a day."""
    rules = [row.rule() for row in TherapyTest.objects.for_course(course.therapy, course.jurisdiction)]
    doses = dates(course, rows, until=until)
    return tests_due(rules, anchor=course.started_on, doses=doses, until=until, ended_on=course.ended_on)
