"""A regimen as stretches of one dose each, dated: the step-up of what is taken daily. Pure, as `regimens`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from myelin.therapies.durations import Duration
from myelin.therapies.schedules import Dose, Phase, Schedule

_NO_TIME = Duration()
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One dose, taken `times` every `every`, from `first_on` to `last_on`; None for as long as the treatment lasts."""

    phase: str
    dose: Dose
    every: Duration | None
    times: int
    first_on: date
    last_on: date | None
    facts: tuple[str, ...]


def stretches(schedule: Schedule, *, anchor: date) -> list[Stretch]:
    """Tell a regimen in the order of its phases. What only the team can order has no day and is left out."""
    return list(_told(schedule, anchor))


def _told(schedule: Schedule, anchor: date) -> Iterator[Stretch]:
    ends: dict[str, date] = {}
    for phase in schedule.phases:
        if phase.offset is None:
            continue
        first = phase.offset.after(ends[phase.offset_from] if phase.offset_from else anchor)
        last = _last_day(phase, first)
        ends[phase.name] = last or first
        yield Stretch(
            phase=phase.name,
            dose=phase.dose,
            every=phase.every,
            times=phase.times_per_interval,
            first_on=first,
            last_on=last,
            facts=(schedule.fact,),
        )


def _last_day(phase: Phase, first: date) -> date | None:
    if phase.count is None:
        return None
    every = phase.every or _NO_TIME
    if phase.is_frequent:
        return max(first, every.times(phase.count).after(first) - _A_DAY)
    return every.times(phase.count - 1).after(first)
