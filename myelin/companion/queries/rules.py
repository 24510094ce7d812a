from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max

from myelin.base.wall import behind_the_wall
from myelin.companion.models import Course
from myelin.therapies.regimens import Due
from myelin.therapies.schedules import Schedule
from myelin.therapies.stretches import Stretch, stretches
from myelin.therapies.words import stretch_words

SWITCH_WITHIN = timedelta(days=366)
"""How long after the last medicine a new one still counts as a switch."""
CHANGES_THE_COURSE = "dmt"


@dataclass(frozen=True, slots=True)
class DatedStretch:
    """One dose of a step-up, with its days, in words."""

    stretch: Stretch

    @property
    def words(self) -> str:
        return stretch_words(self.stretch)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How much of a lifetime ceiling was received, in the unit of the source; whether it ends the plan."""

    received: Decimal
    most: Decimal
    unit: str
    ends_the_plan: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """The medicine that a member had before this one, so that the gap between them is a question for the team."""

    course: Course
    last_on: date | None
    still_runs: bool


def step_up(schedule: Schedule | None, *, anchor: date) -> list[DatedStretch]:
    """The stretches of what is taken day by day; nothing when it is one dose all along."""
    told = stretches(schedule, anchor=anchor) if schedule is not None and schedule.is_daily else []
    return [DatedStretch(stretch) for stretch in told] if len(told) > 1 else []


def ceiling(course: Course, dues: Sequence[Due]) -> Ceiling | None:
    """How far a course is from its lifetime ceiling; None when its regimen has none. No statement."""
    schedule = course.schedule()
    if schedule is None or schedule.lifetime_cap is None:
        return None
    cap = schedule.lifetime_cap
    received = [due.total for due in dues if due.given_on is not None and due.total is not None]
    planned = [due.total for due in dues if due.total is not None]
    last = max(planned, default=course.amount_before)
    return Ceiling(
        received=max(received, default=course.amount_before),
        most=cap.amount,
        unit=cap.unit,
        ends_the_plan=last + schedule.phases[-1].dose.amount > cap.amount,
    )


def switched_from(course: Course, *, today: date) -> Switch | None:
    """The medicine for the course of the disease that was had before this one, if it is recent. One statement at most.

    Of one without dates nobody notes a dose, so it counts from its first day.
    """
    if course.therapy.kind != CHANGES_THE_COURSE:
        return None
    with behind_the_wall(course.member_id):
        others = Course.objects.before(course, CHANGES_THE_COURSE).for_page().annotate(last=Max("infusions__given_on"))
        had = [(one, getattr(one, "last", None)) for one in others]
    for before, given in had:
        if given is None and (before.has_dates or before.started_on > today):
            continue
        last_on = before.ended_on or given
        is_recent = last_on is None or last_on >= course.started_on - SWITCH_WITHIN
        return Switch(before, given or before.ended_on, not before.has_ended(today)) if is_recent else None
    return None
