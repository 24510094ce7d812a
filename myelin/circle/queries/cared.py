"""What a carer reads: as themselves, beside the member, so that the database itself keeps back what is not let through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from myelin.base.pages import Page, keyset
from myelin.base.prepared import prepared
from myelin.base.wall import behind_the_wall
from myelin.circle.models import Carer, GrantedDate, LookKind, Observation, ScopeKind, Task, TiredDay
from myelin.circle.queries.times import day_of
from myelin.circle.queries.ways import Way, way_for
from myelin.companion import queries as companion
from myelin.companion.ics import Booked
from myelin.companion.models import Infusion, moment_of
from myelin.members.models import Member

MOST_LINES = 80
MOST_DATES = 12
MOST_IN_A_CALENDAR = 400
MOST_CARED_FOR = 50
NOTES_A_PAGE = 20
YESTERDAY = timedelta(days=1)
_IN_FRONT = f"SELECT {companion.RUNS}, EXISTS (SELECT FROM circle_carer WHERE person_id = %(member)s)"  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Cared:
    """Somebody one cares for, and which parts of their care are open to one now."""

    carer: Carer
    scopes: frozenset[str]

    @property
    def member(self) -> Member:
        return self.carer.member

    @property
    def shows_dates(self) -> bool:
        return ScopeKind.CALENDAR in self.scopes

    @property
    def shows_steps(self) -> bool:
        return ScopeKind.RUNWAY in self.scopes

    @property
    def takes_notes(self) -> bool:
        return ScopeKind.OBSERVER in self.scopes

    @property
    def hears_words(self) -> bool:
        return ScopeKind.TIRED in self.scopes


@dataclass(frozen=True, slots=True)
class Line:
    """A task on the board, as one who is not its member sees it: taken or not, and whether by them."""

    task: Task
    is_taken: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is open to a carer now. What is not let through is empty."""

    is_tired: bool = False
    told_on: date | None = None
    dates: list[GrantedDate] = field(default_factory=list)
    way: Way | None = None
    lines: list[Line] = field(default_factory=list)

    def kinds(self, cared: Cared) -> list[LookKind]:
        """What the member's log says about this look."""
        kinds = [LookKind.BOARD]
        if cared.shows_dates:
            kinds.append(LookKind.DATES)
        if cared.shows_steps:
            kinds.append(LookKind.STEPS)
        if self.is_tired:
            kinds.append(LookKind.TIRED)
        return kinds


def shown_in_front(member: Member) -> tuple[bool, bool]:
    """Whether a front page tells of a treatment, and of people one cares for: most tell of neither. One small statement."""
    with prepared() as cursor:
        cursor.execute(_IN_FRONT, {"member": member.pk})
        runs, cares = cursor.fetchone()
    return bool(runs), bool(cares)


def cares_for(person: Member) -> list[Carer]:
    """For whom one cares, the newest first. One statement."""
    return list(Carer.objects.caring(person).order_by("-accepted_at", "-id")[:MOST_CARED_FOR])


def cared(person: Member, handle: str, now: datetime) -> Cared | None:
    """The gate: somebody who lets `person` in, with what is open now. Two statements."""
    carer = Carer.objects.caring(person).filter(member__handle=handle).first()
    if carer is None:
        return None
    carer.person = person
    return Cared(carer, frozenset(carer.scopes.open(now).values_list("kind", flat=True)))


def seen_by(cared: Cared, now: datetime) -> Seen:
    """All that is open to a carer. Nine statements at most, however much there is."""
    member, today = cared.member, day_of(cared.member, now)
    way = way_for(cared.carer, today=today) if cared.shows_steps else None
    with _beside(cared):
        told = TiredDay.objects.filter(member=member, day=today).exists() if cared.hears_words else False
        return Seen(
            is_tired=told,
            told_on=today if told else None,
            dates=_dates(member, today) if cared.shows_dates else [],
            way=way,
            lines=_lines(cared, today),
        )


def dates_for(cared: Cared) -> list[Booked]:
    """The days and hours of a calendar that is let through; nothing else of it. One statement."""
    with _beside(cared):
        rows = GrantedDate.objects.filter(member=cared.member).order_by("-day", "-id")
        return [_booked(row) for row in rows[:MOST_IN_A_CALENDAR]]


def task_for(cared: Cared, pk: int) -> Task | None:
    """A task on the board of somebody one cares for."""
    with _beside(cared):
        return Task.objects.of(cared.member).filter(pk=pk).select_related("member").first()


def step_for(cared: Cared, pk: int, key: str, now: datetime) -> Infusion | None:
    """The dose that a step belongs to, where the steps are let through and the step is open."""
    way = way_for(cared.carer, today=day_of(cared.member, now)) if cared.shows_steps else None
    if way is None or way.infusion != pk or key not in {line.key for line in way.steps if line.can_be_taken}:
        return None
    return companion.infusion_of(cared.member, pk)


def notes_by(cared: Cared, *, after: str | None) -> Page[Observation]:
    """What one noted about somebody, the newest first; nothing once it is not let through any more."""
    with _beside(cared):
        rows = Observation.objects.by(cared.carer.person, cared.member)
        return keyset(rows, order=("-written_at", "-id"), after=after, size=NOTES_A_PAGE)


@contextmanager
def _beside(cared: Cared) -> Iterator[None]:
    with behind_the_wall(cared.carer.person_id, beside=cared.carer.member_id):
        yield


def _booked(row: GrantedDate) -> Booked:
    return Booked(row.pk, row.day, moment_of(row.day, row.hour, row.time_zone), row.lasts_minutes)


def _dates(member: Member, today: date) -> list[GrantedDate]:
    rows = GrantedDate.objects.filter(member=member, day__gte=today).order_by("day", "id")
    return list(rows[:MOST_DATES])


def _lines(cared: Cared, today: date) -> list[Line]:
    rows = Task.objects.of(cared.member).filter(on__gte=today - YESTERDAY).shown()[:MOST_LINES]
    takings = [(task, getattr(task, "taking", None)) for task in rows]
    return [
        Line(task, taking is not None, taking is not None and taking.carer_id == cared.carer.pk)
        for task, taking in takings
    ]
