from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from myelin.base.wall import behind_the_wall
from myelin.companion import plans
from myelin.companion.day import Kind
from myelin.companion.models import Course, Infusion, Tap
from myelin.companion.queries.rules import Ceiling, DatedStretch, Switch, ceiling, step_up, switched_from
from myelin.facts.models import Fact
from myelin.members.models import Member
from myelin.therapies.models import BaselineTest
from myelin.therapies.naming import due_name
from myelin.therapies.regimens import Due
from myelin.therapies.schedules import MISSED_DOSE
from myelin.therapies.tests_due import TestDue
from myelin.therapies.words import why_words

DOSES_SHOWN = 3
"""How many doses that were given the care page tells of."""


@dataclass(frozen=True, slots=True)
class DatedDose:
    """One dose of a course as the regimen tells it, with the row that keeps it; none beyond the rows kept."""

    due: Due
    row: Infusion | None
    name: str

    @property
    def why(self) -> str:
        """Which rule put it on its day."""
        return why_words(self.due)


@dataclass(frozen=True, slots=True)
class DatedTest:
    """One test of a course, with its name and its fact."""

    due: TestDue
    name: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Story:
    """A course from its first dose: what was given, what is to come, which tests, and the rule behind it all."""

    course: Course
    today: date
    doses: list[DatedDose]
    tests: list[DatedTest]
    rule: Fact | None
    missed: Fact | None
    step_up: list[DatedStretch]
    ceiling: Ceiling | None
    switch: Switch | None

    @property
    def given(self) -> list[DatedDose]:
        """Doses that were given, the last one first."""
        return [dose for dose in reversed(self.doses) if dose.due.given_on is not None]

    @property
    def follows_a_late_dose(self) -> bool:
        """Whether a day to come was counted from a dose that was given on another day than planned."""
        return any(len(dose.due.facts) > 1 for dose in self._open)

    @property
    def has_ended(self) -> bool:
        """Whether its last day has come."""
        return self.course.has_ended(self.today)

    @property
    def unanswered(self) -> list[DatedDose]:
        """Doses whose day has passed and of which nobody said whether they were given, soonest first."""
        return [dose for dose in self._open if dose.due.due_on < self.today and not dose.due.optional]

    @property
    def to_come(self) -> list[DatedDose]:
        """Doses that are kept as rows and are still ahead, soonest first."""
        return [dose for dose in self._open if dose.due.due_on >= self.today or dose.due.optional]

    @property
    def _open(self) -> list[DatedDose]:
        return [dose for dose in self.doses if dose.due.given_on is None and dose.row is not None]


def doses(course: Course, *, until: date) -> list[DatedDose]:
    """The doses of a course up to `until`, rows and computed ones in one line. One statement."""
    rows = {row.number: row for row in _rows(course)}
    dues = plans.dates(course, rows.values(), until=until)
    schedule = course.schedule()
    return [DatedDose(due, rows.get(due.number), due_name(schedule, due)) for due in dues if schedule is not None]


def tests(course: Course, *, until: date) -> list[TestDue]:
    """The tests of a course up to `until`. Two statements."""
    return plans.tests(course, _rows(course), until=until)


def _rows(course: Course) -> list[Infusion]:
    with behind_the_wall(course.member_id):
        return list(course.infusions.order_by("number"))


def story(course: Course, *, today: date) -> Story:
    """Everything that a course's page shows. Eight statements at most, however many doses there are."""
    until = max(today, course.started_on) + plans.AHEAD
    dues = [due for due in tests(course, until=until) if due.due_on is None or due.due_on >= today]
    keys = {key for due in dues for key in due.facts[:1]}
    rule = course.regimen.fact.key if course.regimen is not None else ""
    missed = f"{course.therapy.slug}/{MISSED_DOSE}"
    facts = facts_by_key({*keys, rule, missed})
    dated = doses(course, until=until)
    names = dict(BaselineTest.objects.filter(slug__in={due.test for due in dues}).values_list("slug", "name"))
    soonest: dict[str, TestDue] = {}
    for due in dues:
        soonest.setdefault(due.facts[0], due)
    return Story(
        course=course,
        today=today,
        doses=dated,
        tests=[
            DatedTest(due, names.get(due.test, due.test), facts[key]) for key, due in soonest.items() if key in facts
        ],
        rule=facts.get(rule),
        missed=facts.get(missed),
        step_up=step_up(course.schedule(), anchor=course.started_on),
        ceiling=ceiling(course, [dose.due for dose in dated]),
        switch=switched_from(course, today=today),
    )


def given_lately(member: Member, *, today: date, since: date) -> tuple[list[Infusion], list[date]]:
    """The last three doses that were given, and the days of all that were since `since`. One statement.

    Each brings what was said on the evenings after it, as `evenings`.
    """
    with behind_the_wall(member.pk):
        mine = Infusion.objects.of(member).given()
        days = mine.filter(given_on__gte=since, given_on__lte=today).values("given_on")
        told = Tap.objects.of(member).standing().filter(infusion=OuterRef("pk"), kind=Kind.EVENING).values("said")
        shown = mine.for_page().annotate(given_days=ArraySubquery(days), evenings=ArraySubquery(told))
        rows = list(shown[:DOSES_SHOWN])
    return rows, getattr(rows[0], "given_days", []) if rows else []


def given_days(member: Member, *, today: date, since: date) -> list[date]:
    """The days of doses that were given from `since` on, the last one first. One statement."""
    with behind_the_wall(member.pk):
        rows = Infusion.objects.of(member).given().filter(given_on__gte=since, given_on__lte=today)
        return [day for day in rows.values_list("given_on", flat=True) if day is not None]


def courses_of(member: Member) -> list[Course]:
    """All courses of a member, also those that ended, the youngest first. One statement."""
    with behind_the_wall(member.pk):
        return list(Course.objects.of(member).for_page().order_by("-started_on", "-id"))


def course_of(member: Member, pk: int) -> Course | None:
    """A course of one's own."""
    with behind_the_wall(member.pk):
        return Course.objects.of(member).for_page().filter(pk=pk).first()


def infusion_of(member: Member, pk: int) -> Infusion | None:
    """A dose of one's own, with its span."""
    with behind_the_wall(member.pk):
        return Infusion.objects.of(member).for_page().with_span().filter(pk=pk).first()


def calendar_of(member: Member) -> list[Infusion]:
    """The doses that a member's calendar shows. One statement."""
    with behind_the_wall(member.pk):
        return list(Infusion.objects.of(member).for_calendar())


def running(member: Member) -> list[Course]:
    """Courses that run, the youngest first. One statement."""
    with behind_the_wall(member.pk):
        return list(Course.objects.of(member).running().for_page().order_by("-started_on", "-id"))


INFUSION_DAY = "infusion_day"
"""The file of the formulary that tells of the day of an infusion, whatever the medicine."""


def facts_by_key(keys: Iterable[str]) -> Mapping[str, Fact]:
    """The facts of these keys that may be shown, with their sources. Two statements."""
    return {fact.key: fact for fact in Fact.objects.shown().with_sources().filter(key__in=set(keys))}
