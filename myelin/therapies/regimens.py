"""The calendar of a regimen: which dose is due on which day, and why. Pure: no Django, no clock, no database.

    schedule = parse_schedule(regimen.schedule, fact=regimen.fact.key)      # once, from the formulary's JSON
    if schedule.is_daily: ...                                               # taken day by day: no list of dates
    dues = due_dates(schedule, anchor=course.started_on, until=day, given=[Given(1, on), ...])
    due = next_due(dues)                                                    # the first one that is not given

`due_dates` tells the whole line from the first dose to `until`, given doses among them, oldest first.

How a dose that was given changes the days after it:

1. Dose 1 is the anchor. Given on another day than planned, that day becomes the anchor.
2. A dose given on the very day it was due keeps the count: month steps go on from the anchor and never drift
   (31 August, 28 February, 31 August).
3. A repeated dose given on any other day, late or early, re-anchors: the next is one interval after the day it was
   really given, and the count starts anew from there. A dose moved by the clinic counts as if given on that day.
4. The first dose of a phase counts from the anchor (ocrelizumab: the first 600 mg is 6 months after infusion 1, not
   after infusion 2), or from the last dose of the phase that it names (`offset_from`).
5. No dose of a repeating phase is due before `min_gap` has passed since the dose before it; where a regimen names no
   least gap, a late dose at the start moves what follows by as many days. A dose held back re-anchors, as in 3.
6. A lifetime ceiling ends the line before the dose that would pass it; amounts really given count, and what was
   received before this course (`received_before`) counts too.
7. An optional phase without an offset happens only on the days in `ordered`, never sooner than its own gap allows.
8. A longer interval that the member and the team agreed on (`own`) counts from the dose before the one it begins with.

A date that follows a dose given on another day cites what the medicine says about missed doses as well.

These are proposals in the words of the source. The clinic sets the dates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from myelin.therapies.durations import Duration, add_months
from myelin.therapies.schedules import BadSchedule, Dose, Phase, Schedule, parse_schedule

__all__ = [
    "LOOK_AHEAD_YEARS",
    "BadSchedule",
    "Dose",
    "Due",
    "Given",
    "OwnInterval",
    "Phase",
    "Schedule",
    "Why",
    "due_dates",
    "next_due",
    "parse_schedule",
]

LOOK_AHEAD_YEARS = 60
"""How far from the anchor a line is told at most, whatever `until` says."""

_NO_TIME = Duration()


class Why(StrEnum):
    """Which rule put a dose on its day. `Due.counted_from` and `Due.step` say the rest."""

    FIRST = "first"  # the day the treatment starts
    PLAN = "plan"  # counted from the anchor, or from the end of the phase before
    FROM_GIVEN = "from_given"  # counted from the dose before, on the day it was really given
    GAP = "gap"  # held back, so that two doses are not too close
    MOVED = "moved"  # the day that the clinic set
    ORDERED = "ordered"  # a course that the team ordered
    OWN = "own"  # the longer interval that the member and the team agreed on


@dataclass(frozen=True, slots=True)
class Given:
    """Dose `number` was given on this day; `amount` in the unit of the regimen, when it differed from the plan."""

    number: int
    on: date
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OwnInterval:
    """From dose `number` on, doses are `every` apart: the member's own plan, agreed on with the team."""

    number: int
    every: Duration


@dataclass(frozen=True, slots=True)
class Due:
    """One dose of a course.

    number: 1, 2, 3 … through the whole course. part: the day within a course of several doses (1 to 5), else the
    name of the phase ("start_2", "maintenance"); of: how many doses that phase has, None when it goes on.
    latest_on: the end of the window, where the source names one. earliest_on: no sooner than this day.
    total: all that was received with this dose, where the regimen has a lifetime ceiling.
    facts: keys of the facts behind the day.
    """

    number: int
    part: str | int
    of: int | None
    phase: str
    due_on: date
    dose: Dose
    why: Why
    counted_from: date
    step: Duration
    facts: tuple[str, ...]
    given_on: date | None = None
    earliest_on: date | None = None
    latest_on: date | None = None
    optional: bool = False
    total: Decimal | None = None

    @property
    def on(self) -> date:
        """The day it was given, or else the day it is due."""
        return self.given_on or self.due_on


def due_dates(
    schedule: Schedule,
    *,
    anchor: date,
    until: date,
    given: Sequence[Given] = (),
    moved: Mapping[int, date] | None = None,
    ordered: Sequence[date] = (),
    received_before: Decimal = Decimal(0),
    own: OwnInterval | None = None,
) -> list[Due]:
    """Tell the doses from `anchor` to `until`, both included; nothing for what is taken daily.

    given: doses that were given, by number. moved: days that the clinic set for doses still to come, by number; a day
    inside `min_gap` is put off to its end. ordered: first days of optional courses that the team ordered.
    """
    if schedule.is_daily:
        return []
    walk = _Walk(
        schedule=schedule,
        anchor=anchor,
        until=min(until, add_months(anchor, 12 * LOOK_AHEAD_YEARS)),
        given={dose.number: dose for dose in given},
        moved=moved or {},
        total=received_before,
        own=own,
    )
    return list(walk.doses(sorted(ordered)))


def next_due(dues: Sequence[Due]) -> Due | None:
    """The first dose that is still to be given, optional ones left out."""
    return next((due for due in dues if due.given_on is None and not due.optional), None)


@dataclass(frozen=True, slots=True)
class _Line:
    """The days of a phase, each told whole from where it begins, so that months never drift."""

    start: date
    offset: Duration
    every: Duration
    why: Why = Why.PLAN

    def told(self, index: int) -> tuple[date, Duration]:
        """The day that the dose of this index counts from, and what lies between; months are never mixed with days."""
        if self.offset.is_months or not self.every.is_months or not index:
            return self.start, self.offset.plus(self.every.times(index))
        return self.offset.after(self.start), self.every.times(index)

    def day(self, index: int) -> date:
        counted_from, step = self.told(index)
        return step.after(counted_from)


@dataclass(slots=True)
class _Walk:
    """A walk along the phases: remembers the dose before, the days that phases ended, and the amount so far."""

    schedule: Schedule
    anchor: date
    until: date
    given: Mapping[int, Given]
    moved: Mapping[int, date]
    total: Decimal
    own: OwnInterval | None
    number: int = 0
    last_on: date | None = None
    slip: timedelta = timedelta()
    is_full: bool = False
    ends: dict[str, date] = field(default_factory=dict)

    def doses(self, ordered: Sequence[date]) -> Iterator[Due]:
        for phase in self.schedule.phases:
            for start in ordered if phase.is_ordered else [self.anchor]:
                for due in self._phase(phase, start):
                    if min(due.due_on, due.on) > self.until:
                        return
                    yield due
                if self.is_full:
                    return

    def _phase(self, phase: Phase, start: date) -> Iterator[Due]:
        line, shift = self._line(phase, start)
        index = done = 0
        while phase.count is None or done < (phase.count_max or phase.count):
            if line.why is not Why.OWN and (own := self._own_line(phase)):
                line, index, shift = own, 1, timedelta()
            due = self._due(phase, line, index, done, shift)
            if self._passes_the_ceiling(due):
                self.is_full = True
                return
            self._remember(phase, due, planned_on=line.day(index), is_new=not done)
            yield due
            if due.on != line.day(index):
                why = Why.OWN if line.why is Why.OWN else Why.FROM_GIVEN
                line, index = _Line(due.on, _NO_TIME, line.every, why), 0
            done, index, shift = done + 1, index + 1, timedelta()

    def _own_line(self, phase: Phase) -> _Line | None:
        """The line of the member's own interval, once it has begun; it counts from the dose before."""
        if self.own is None or self.last_on is None or not phase.is_open_ended or self.number + 1 < self.own.number:
            return None
        return _Line(self.last_on, _NO_TIME, self.own.every, Why.OWN)

    def _line(self, phase: Phase, start: date) -> tuple[_Line, timedelta]:
        """Where a phase begins, and by how many days a late start of the treatment moves it."""
        every, offset = phase.every or _NO_TIME, phase.offset or _NO_TIME
        if phase.is_ordered:
            held = start if self.last_on is None else (phase.gap_from_previous or _NO_TIME).after(self.last_on)
            return _Line(max(start, held), offset, every, Why.ORDERED), timedelta()
        if phase.offset_from:
            return _Line(self.ends[phase.offset_from], offset, every), timedelta()
        if self.schedule.min_gap is not None:
            return _Line(self.anchor, offset, every), timedelta()
        return _Line(self.anchor, offset, every), max(self.slip, timedelta())

    def _due(self, phase: Phase, line: _Line, index: int, done: int, shift: timedelta) -> Due:
        self.number += 1
        given, day = self.given.get(self.number), line.day(index) + shift
        counted_from, step = line.told(index)
        due_on, why, earliest = self._place(phase, line, day, is_held=bool(shift))
        dose = phase.dose if given is None or given.amount is None else Dose(given.amount, phase.dose.unit)
        several = phase.count is not None and (phase.count_max or phase.count) > 1
        return Due(
            number=self.number,
            part=done + 1 if several else phase.name,
            of=phase.count,
            phase=phase.name,
            due_on=due_on,
            dose=dose,
            why=why,
            counted_from=counted_from,
            step=step,
            facts=self.schedule.facts(is_late=why in {Why.FROM_GIVEN, Why.GAP}),
            given_on=None if given is None else given.on,
            earliest_on=earliest,
            latest_on=phase.window.after(day) if phase.window is not None and not done else None,
            optional=phase.count is not None and done >= phase.count,
            total=self.total + dose.amount if self._counts(dose) else None,
        )

    def _place(self, phase: Phase, line: _Line, day: date, *, is_held: bool) -> tuple[date, Why, date | None]:
        """Put one dose on its day: the line's own, held back by the gap, or set by the clinic."""
        if self.last_on is None:
            moved = self.moved.get(self.number)
            return (day, Why.FIRST, None) if moved is None else (moved, Why.MOVED, None)
        gap, earliest = self.schedule.min_gap, None
        if gap is not None and phase.every is not None:
            earliest = gap.after(self.last_on)
        floor = earliest or self.last_on + timedelta(days=1)
        if self.number in self.moved:
            return max(self.moved[self.number], floor), Why.MOVED, earliest
        return (floor, Why.GAP, earliest) if day < floor else (day, Why.GAP if is_held else line.why, earliest)

    def _counts(self, dose: Dose) -> bool:
        cap = self.schedule.lifetime_cap
        return cap is not None and cap.unit == dose.unit

    def _passes_the_ceiling(self, due: Due) -> bool:
        cap = self.schedule.lifetime_cap
        return cap is not None and due.given_on is None and due.total is not None and due.total > cap.amount

    def _remember(self, phase: Phase, due: Due, *, planned_on: date, is_new: bool) -> None:
        if due.number == 1:
            self.anchor = due.on
        elif is_new and not phase.offset_from:
            self.slip = due.on - planned_on
        else:
            self.slip += due.on - planned_on
        self.last_on = max(due.on, self.last_on or due.on)
        self.ends[phase.name] = self.last_on
        self.total += due.dose.amount
