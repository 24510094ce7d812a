"""What a member reads of their own circle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from myelin.base.pages import Page, keyset
from myelin.base.wall import behind_the_wall
from myelin.circle.models import (
    Board,
    Carer,
    CircleInvitation,
    Look,
    Observation,
    Scope,
    ScopeKind,
    StepTaking,
    Task,
    TiredDay,
)
from myelin.circle.queries.times import day_of
from myelin.companion import steps as ways
from myelin.companion.models import Step
from myelin.companion.queries import title_of
from myelin.members.models import Member

MOST_PEOPLE = 50
MOST_TASKS = 80
LATELY_NOTED = 3
LATELY_LOOKED = 8
A_PAGE = 30
A_WEEK = timedelta(days=7)

HINTS = {
    ScopeKind.CALENDAR: _("Days and times only, as “Appointment”"),
    ScopeKind.RUNWAY: _("So they can take one"),
    ScopeKind.OBSERVER: _("They write, you read. Kept apart from your diary"),
    ScopeKind.TIRED: _("One word when you press it"),
}


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One switch of a carer."""

    kind: ScopeKind
    scope: Scope | None

    @property
    def hint(self) -> str:
        return str(HINTS[self.kind])


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the circle, and their switches."""

    carer: Carer
    lines: list[ScopeLine]


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step of the plan that somebody takes along."""

    title: str
    who: str
    on: date
    hour: time | None


@dataclass(frozen=True, slots=True)
class Circle:
    """All that the page of one's circle shows."""

    people: list[Person]
    invitations: list[CircleInvitation]
    tasks: list[Task]
    steps: list[TakenStep]
    board: Board | None
    notes: list[Observation]
    looks: list[Look]
    is_tired: bool


def circle_of(member: Member, now: datetime) -> Circle:
    """One's circle as a whole. Ten statements at most, however many people are in it."""
    today = day_of(member, now)
    with behind_the_wall(member.pk):
        carers = list(Carer.objects.of(member).prefetch_related("scopes").order_by("-accepted_at", "-id")[:MOST_PEOPLE])
        invitations = CircleInvitation.objects.of(member).filter(ends_at__gt=now).select_related("person")
        return Circle(
            people=[Person(carer, _lines(carer)) for carer in carers],
            invitations=list(invitations.order_by("-made_at", "-id")[:MOST_PEOPLE]),
            tasks=list(Task.objects.of(member).filter(on__gte=today - A_WEEK).shown()[:MOST_TASKS]),
            steps=_taken_steps(member, today),
            board=Board.objects.filter(member=member, ends_at__gt=now).first(),
            notes=list(
                Observation.objects.of(member).filter(hidden_at=None).order_by("-written_at", "-id")[:LATELY_NOTED]
            ),
            looks=list(Look.objects.of(member).order_by("-at", "-id")[:LATELY_LOOKED]),
            is_tired=TiredDay.objects.filter(member=member, day=today).exists(),
        )


def carer_of(member: Member, handle: str) -> Carer | None:
    """Somebody whom one let in."""
    with behind_the_wall(member.pk):
        return Carer.objects.of(member).filter(person__handle=handle).prefetch_related("scopes").first()


def invitation_of(member: Member, pk: int) -> CircleInvitation | None:
    """An invitation that one made and that is not answered."""
    with behind_the_wall(member.pk):
        return CircleInvitation.objects.of(member).filter(pk=pk).first()


def task_of(member: Member, pk: int) -> Task | None:
    """A task on one's own board."""
    with behind_the_wall(member.pk):
        return Task.objects.of(member).filter(pk=pk).first()


def note_of(member: Member, pk: int) -> Observation | None:
    """What somebody noted about one."""
    with behind_the_wall(member.pk):
        return Observation.objects.of(member).filter(pk=pk).first()


def notes_about(member: Member, *, after: str | None) -> Page[Observation]:
    """All that others noted about one, hidden ones too, the newest first."""
    with behind_the_wall(member.pk):
        return keyset(Observation.objects.of(member), order=("-written_at", "-id"), after=after, size=A_PAGE)


def log_of(member: Member, *, after: str | None) -> Page[Look]:
    """Who looked, and at what, the newest first."""
    with behind_the_wall(member.pk):
        return keyset(Look.objects.of(member), order=("-at", "-id"), after=after, size=A_PAGE)


def _lines(carer: Carer) -> list[ScopeLine]:
    scopes = {scope.kind: scope for scope in carer.scopes.all()}
    return [ScopeLine(kind, scopes.get(kind)) for kind in ScopeKind]


def _taken_steps(member: Member, today: date) -> list[TakenStep]:
    rows = StepTaking.objects.filter(member=member, infusion__given_on=None).select_related("carer__person", "infusion")
    takings = list(rows.order_by("taken_at", "id")[:MOST_TASKS])
    own = {f"own-{step.pk}": step for step in _own_steps(member, takings)}
    return [
        TakenStep(_title(row.key, own), row.carer.person.name, row.infusion.on, row.infusion.hour) for row in takings
    ]


def _own_steps(member: Member, takings: list[StepTaking]) -> list[Step]:
    numbers = [int(row.key.removeprefix("own-")) for row in takings if row.key.startswith("own-")]
    return list(Step.objects.of(member).filter(pk__in=numbers)) if numbers else []


def _title(key: str, own: dict[str, Step]) -> str:
    if key in own:
        return str(own[key].said.get("title", ""))
    return title_of(ways.Kind(key)) if not key.startswith("own-") else ""
