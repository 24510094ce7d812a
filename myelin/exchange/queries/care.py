"""A member's care as it leaves the house. What grows with the years comes in portions, the rest at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet

from myelin.base.wall import behind_the_wall
from myelin.companion import queries as companion
from myelin.companion.models import (
    Course,
    DayMeasures,
    DiaryEntry,
    FollowedSymptom,
    Infusion,
    Record,
    Result,
    Step,
)
from myelin.companion.queries.runway import Shown
from myelin.members.models import Member
from myelin.pack.models import Symptom

PORTION = 500
"""So many days are in memory at once."""

type Hidden = Callable[[Model], bool]
"""Whether a row is left out."""


def none_hidden(without: Collection[tuple[str, int]]) -> Hidden:
    """Leave out the rows of `without`: pairs such as ("companion.result", 12)."""
    wanted = frozenset(without)
    return lambda row: (row._meta.label_lower, row.pk) in wanted


@dataclass(slots=True)
class Care:
    """All but the days: treatments with their doses and ways, results, records, what symptoms are called."""

    courses: list[Course]
    doses: list[Infusion]
    results: list[Result]
    records: list[Record]
    steps: list[Step]
    called: dict[str, str]
    own_words: dict[str, str]


def care(member: Member, *, hidden: Hidden) -> Care:
    """Read it in seven statements. What hangs on a hidden treatment is hidden with it."""
    with behind_the_wall(member.pk):
        courses = [row for row in Course.objects.of(member).for_page().order_by("started_on", "id") if not hidden(row)]
        shown = {course.pk: course for course in courses}
        doses = list(
            Infusion.objects.of(member).filter(course__in=shown).order_by("course__started_on", "course", "number")
        )
        told = Result.objects.of(member).select_related("test").order_by("done_on", "ordered_on", "id")
        results = [row for row in told if not hidden(row)]
        records = [row for row in Record.objects.of(member).order_by("began_on", "id") if not hidden(row)]
        steps = [
            row for row in Step.objects.of(member).order_by("infusion__number", "infusion", "id") if not hidden(row)
        ]
        followed = FollowedSymptom.objects.filter(member=member).select_related("symptom")
        own_words = {row.slug: row.own_words for row in followed if row.own_words}
    doses = [dose for dose in doses if not hidden(dose)]
    for dose in doses:
        dose.course = shown[dose.course_id]
    there = {dose.pk for dose in doses}
    return Care(
        courses=courses,
        doses=doses,
        results=results,
        records=records,
        steps=[step for step in steps if step.infusion_id in there],
        called=Symptom.objects.all().called(),
        own_words=own_words,
    )


def days(member: Member, *, hidden: Hidden) -> Iterator[DiaryEntry]:
    """The days of a diary, the oldest first."""
    return _in_portions(member, DiaryEntry.objects.of(member), hidden)


def measured_days(member: Member, *, hidden: Hidden) -> Iterator[DayMeasures]:
    """The days that a phone measured, the oldest first."""
    return _in_portions(member, DayMeasures.objects.of(member), hidden)


def _in_portions[Day: DiaryEntry | DayMeasures](
    member: Member, mine: QuerySet[Day], hidden: Hidden
) -> Iterator[Day]:  # fmt: skip
    """Rows by day, a portion in memory at once."""
    last: date | None = None
    while True:
        with behind_the_wall(member.pk):
            rows = mine.order_by("day")
            portion = list((rows if last is None else rows.filter(day__gt=last))[:PORTION])
        yield from (row for row in portion if not hidden(row))
        if len(portion) < PORTION:
            return
        last = portion[-1].day


def way_to(dose: Infusion, member: Member, *, today: date) -> list[Shown]:
    """All steps to a dose that is to come."""
    found = companion.infusion_of(member, dose.pk)
    return companion.runway_of(found, member, today=today).steps if found is not None else []
