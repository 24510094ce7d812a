"""What people call a dose: "dose 6", "dose 1, part 2 of 2", "course 2, day 1 of 3". Rows keep the plain count.

1. A start whose doses together make one of those that follow (300 mg and 300 mg before 600 mg) is the first dose, in
   parts. In any other start (63 and 94 before 125 mcg) each dose counts.
2. Doses that follow one another within days make a course; each is a day of it, or a dose of it if it leaves days out.
3. Courses bear the number that the formulary gives them. Those that only the team can order count on from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from myelin.therapies.durations import Duration
from myelin.therapies.regimens import Due
from myelin.therapies.schedules import Phase, Schedule

_COURSE = re.compile(r"course_?(\d+)(?:_cycle_?(\d+))?$")
_DAILY = Duration(days=1)


class Unit(StrEnum):
    """What is counted."""

    COURSE = "course"
    DOSE = "dose"
    PART = "part"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Counted:
    """One word of a name: which of its unit it is, and of how many, where that is told."""

    unit: Unit
    number: int
    of: int | None = None


def counted(schedule: Schedule | None, *, number: int, phase: str, part: str | int) -> list[Counted]:
    """Count a dose the way people do. number: through the whole course; `phase` and `part` as a `Due` tells them."""
    phases = schedule.phases if schedule is not None else ()
    this = next((one for one in phases if one.name == phase), None)
    if this is None:
        return [Counted(Unit.DOSE, number)]
    if this.is_frequent:
        return [*_course(phases, this, number), _within(this, int(part) if str(part).isdigit() else 1)]
    parts = _split_start(phases)
    if number <= parts:
        return [Counted(Unit.DOSE, 1), Counted(Unit.PART, number, parts)]
    return [Counted(Unit.DOSE, number - max(parts - 1, 0))]


def dose_words(schedule: Schedule | None, *, number: int, phase: str, part: str | int) -> str:
    """Name a dose as within a sentence; what stands alone begins with a large letter (`capfirst`)."""
    return ", ".join(_words(one) for one in counted(schedule, number=number, phase=phase, part=part))


def due_name(schedule: Schedule, due: Due) -> str:
    """The same of a dose that has no row yet."""
    return dose_words(schedule, number=due.number, phase=due.phase, part=due.part)


def _split_start(phases: Sequence[Phase]) -> int:
    """In how many parts the first dose is given; 0 when it is whole."""
    *start, last = phases
    if len(start) < 2 or not last.is_open_ended or any(one.count != 1 or one.is_ordered for one in start):
        return 0
    is_one = {one.dose.unit for one in phases} == {last.dose.unit} and sum(one.dose.amount for one in start) == (
        last.dose.amount
    )
    return len(start) if is_one else 0


def _course(phases: Sequence[Phase], this: Phase, number: int) -> list[Counted]:
    """Which course a dose belongs to, and which part of it; nothing where there is but one."""
    if match := _COURSE.match(this.name):
        parts = [Counted(Unit.PART, int(match[2]))] if match[2] else []
        return [Counted(Unit.COURSE, int(match[1])), *parts]
    if this.is_ordered:
        before = phases[: phases.index(this)]
        named = max((int(match[1]) for one in before if (match := _COURSE.match(one.name))), default=0)
        earlier = sum(_size(one) for one in before)
        return [Counted(Unit.COURSE, named + 1 + (number - earlier - 1) // _size(this))]
    several = [one for one in phases if one.is_frequent]
    return [Counted(Unit.PART, several.index(this) + 1)] if len(several) > 1 else []


def _within(phase: Phase, place: int) -> Counted:
    unit = Unit.DAY if phase.every == _DAILY else Unit.DOSE
    return Counted(unit, place, phase.count if phase.count is not None and place <= phase.count else None)


def _size(phase: Phase) -> int:
    """How many doses it may have; an ordered phase has an end, and so has what comes before one."""
    return phase.count_max or phase.count or 1


def _words(one: Counted) -> str:
    told = {"number": one.number, "of": one.of}
    match one.unit:
        case Unit.COURSE:
            return gettext("course %(number)d") % told
        case Unit.PART:
            return gettext("part %(number)d of %(of)d") % told if one.of else gettext("part %(number)d") % told
        case Unit.DAY:
            return gettext("day %(number)d of %(of)d") % told if one.of else gettext("day %(number)d") % told
    return gettext("dose %(number)d of %(of)d") % told if one.of else gettext("dose %(number)d") % told
