"""The steps of somebody's plan, as a carer sees them.

When a step is due follows from the medicine, which is not for carers to know. So the plan is read as the member, once
the database has said that the steps are let through, and what leaves here knows no medicine, no dose and no note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import BooleanField, Func, Value

from myelin.base.wall import behind_the_wall
from myelin.circle.models import Carer, ScopeKind, StepTaking
from myelin.companion import queries as companion
from myelin.companion.steps import State


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the plan. can_be_taken: it is open, and somebody can do it."""

    key: str
    title: str
    due_on: date
    state: State
    waits_for: str
    can_be_taken: bool
    is_taken: bool
    is_mine: bool

    @property
    def is_open(self) -> bool:
        return self.state not in {State.DONE, State.NOT_NEEDED}


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the dose that comes next: its number, its day and hour, and the steps."""

    infusion: int
    on: date
    hour: time | None
    steps: list[StepLine]


def way_for(carer: Carer, *, today: date) -> Way | None:
    """The way that is let through to `carer` now, if there is one. Four statements at most."""
    if not _lets(carer, ScopeKind.RUNWAY):
        return None
    coming = companion.coming_up(carer.member, today=today)
    if coming is None:
        return None
    with behind_the_wall(carer.person_id, beside=carer.member_id):
        taken = dict(StepTaking.objects.filter(infusion=coming.infusion.pk).values_list("key", "carer_id"))
    steps = [
        StepLine(
            key=shown.step.key,
            title=str(shown.title),
            due_on=shown.step.due_on,
            state=shown.step.state,
            waits_for=shown.waits_for,
            can_be_taken=shown.step.is_open and not shown.is_noted_elsewhere,
            is_taken=shown.step.key in taken,
            is_mine=taken.get(shown.step.key) == carer.pk,
        )
        for shown in coming.runway.steps
    ]
    return Way(coming.infusion.pk, coming.infusion.on, coming.infusion.hour, steps)


def _lets(carer: Carer, kind: ScopeKind) -> bool:
    """Ask the database itself, beside the member."""
    lets = Func(Value(kind.value), function="circle_lets", output_field=BooleanField())
    with behind_the_wall(carer.person_id, beside=carer.member_id):
        return Carer.objects.filter(lets, pk=carer.pk).exists()
