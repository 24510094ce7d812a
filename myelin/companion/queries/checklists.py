from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from myelin.base.wall import behind_the_wall
from myelin.companion.models import Infusion, PackItem, Tick
from myelin.companion.queries.courses import INFUSION_DAY
from myelin.facts.models import Fact, FactQuerySet
from myelin.therapies.models import TherapyTest
from myelin.therapies.tests_due import TestDue, When, tests_due

_A_DAY = timedelta(days=1)
RELAPSE = "symptoms/relapse_hint"
EMERGENCY = "infusion_day/emergency/text"

type Wanted = Mapping[str, tuple[TherapyTest, date | None]]
"""The tests that belong to one dose, by the key of their fact, each with its day."""


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a checklist: the fact that asks for it, and whether the member ticked it.

    due_on: the last day for it, when the source names one. title: the test's name, "" for what to bring.
    was_taken: whether it was in the bag the last time.
    """

    key: str
    title: str
    fact: Fact
    due_on: date | None = None
    ticked_at: datetime | None = None
    is_ticked: bool = False
    was_taken: bool = False


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A thing of one's own to bring."""

    item: PackItem
    is_ticked: bool
    was_taken: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything to think of before one dose; what was in the bag the last time comes first."""

    tests: list[Point]
    before: list[Point]
    bring: list[Point]
    own: list[OwnPoint]
    emergency: Fact | None
    advice: Fact | None

    @property
    def ready(self) -> int:
        """How many tests are ticked."""
        return sum(point.is_ticked for point in self.tests)

    @property
    def keys(self) -> set[str]:
        """All that can be ticked."""
        listed = {point.key for point in [*self.tests, *self.before, *self.bring]}
        return listed | {point.item.key for point in self.own}


def points(infusion: Infusion, asked: Iterable[TherapyTest]) -> Wanted:
    """The tests that belong to one dose.

    infusion: from `with_span`. asked: what its medicine asks for there. The tests before each dose always belong to
    it, those before the first dose to the first, and those on the way when their day lies between two doses.
    """
    rows = {row.fact.key: row for row in asked}
    first: date = getattr(infusion, "first_day", None) or infusion.on
    dues = tests_due([row.rule() for row in rows.values()], anchor=first, doses=(), until=infusion.on)
    found: dict[str, tuple[TherapyTest, date | None]] = {}
    for due in dues:
        if _belongs(due, infusion):
            day = due.due_on if due.when == When.WHILE_ON else infusion.on - _A_DAY
            found[due.facts[0]] = (rows[due.facts[0]], day)
    return found


def checklist(infusion: Infusion, wanted: Wanted | None = None) -> Checklist:
    """The tests due for a dose, what to think of before, what to bring, when to call. Five statements.

    wanted: the tests that belong to it, when they were read already; then four.
    """
    course = infusion.course
    found = wanted
    if found is None:
        found = points(infusion, TherapyTest.objects.for_course(course.therapy, course.jurisdiction))
    with behind_the_wall(course.member_id):
        rows = Tick.objects.filter(infusion__in=_same_bag(infusion)).values_list("infusion_id", "key", "ticked_at")
        told, items = list(rows), list(PackItem.objects.filter(member=course.member_id, removed_at=None).order_by("id"))
    ticks = {key: at for number, key, at in told if number == infusion.pk}
    taken = {key for number, key, _at in told if number != infusion.pk}
    facts = list(_facts(found, is_infusion=course.therapy.is_infusion).with_sources().order_by("position"))
    by_key = {fact.key: fact for fact in facts}
    return Checklist(
        tests=[
            Point(key, row.test.name, by_key[key], day, ticks.get(key), key in ticks)
            for key, (row, day) in found.items()
            if key in by_key
        ],
        before=_lines(facts, "before", ticks),
        bring=sorted(_lines(facts, "bring", ticks, taken), key=lambda point: not point.was_taken),
        own=[OwnPoint(item, item.key in ticks, item.key in taken) for item in items],
        emergency=by_key.get(EMERGENCY),
        advice=by_key.get(RELAPSE),
    )


def advice() -> Fact | None:
    """When to call the team: the fact about new or much worse symptoms, with its sources."""
    return Fact.objects.shown().with_sources().filter(key=RELAPSE).first()


def _belongs(due: TestDue, infusion: Infusion) -> bool:
    before: date | None = getattr(infusion, "day_before", None)
    match due.when:
        case When.BEFORE_FIRST:
            return infusion.number == 1
        case When.BEFORE_EACH:
            return True
        case When.WHILE_ON:
            return due.due_on is not None and before is not None and before < due.due_on <= infusion.on
    return False


def _facts(keys: Iterable[str], *, is_infusion: bool) -> FactQuerySet:
    wanted = Q(key__in=[*keys, RELAPSE])
    if is_infusion:
        wanted |= Q(subject=INFUSION_DAY, predicate__in=["before", "bring", "emergency/text"])
    return Fact.objects.shown().filter(wanted)


def _same_bag(infusion: Infusion) -> list[int]:
    """This dose and the one before it, as numbers of their rows."""
    before = getattr(infusion, "dose_before", None)
    return [infusion.pk, before] if before is not None else [infusion.pk]


def _lines(
    facts: Sequence[Fact], predicate: str, ticks: Mapping[str, datetime], taken: Collection[str] = ()
) -> list[Point]:
    return [
        Point(fact.key, "", fact, None, ticks.get(fact.key), fact.key in ticks, fact.key in taken)
        for fact in facts
        if fact.subject == INFUSION_DAY and fact.predicate == predicate
    ]
