"""The shape of a regimen's schedule, read from the formulary's JSON and checked at the door. Pure: no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from myelin.therapies.durations import BadDuration, Duration

type Json = bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None

MISSED_DOSE = "missed_dose"
"""What the formulary calls its fact about a dose that was missed."""

_A_WEEK_IN_HOURS = 7 * 24
_LAST = "_last"


class BadSchedule(ValueError):
    """A schedule that cannot be read; the sentence names the place and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Dose:
    """How much, in the unit of the source: 300 mg, 12 mg/m2."""

    amount: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.amount.normalize():f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of doses of one size: it starts `offset` after the anchor (or after the last dose of `offset_from`).

    count: doses in it, None for as long as the treatment lasts; count_max: more that the team may add.
    window: how much later than the offset the first dose may still come.
    gap_from_previous: the least time after the last dose before an ordered phase.
    """

    name: str
    dose: Dose
    offset: Duration | None
    offset_from: str
    window: Duration | None
    every: Duration | None
    count: int | None
    count_max: int | None
    times_per_interval: int
    gap_from_previous: Duration | None
    optional: bool

    @property
    def is_ordered(self) -> bool:
        """Whether it happens only when the team orders it, on a day that they name."""
        return self.offset is None

    @property
    def is_open_ended(self) -> bool:
        """Whether it goes on until the treatment ends."""
        return self.count is None

    @property
    def is_frequent(self) -> bool:
        """Whether its doses come more often than once a week, so that a list of dates would help nobody."""
        return self.every is not None and (self.times_per_interval > 1 or self.every.shortest_hours < _A_WEEK_IN_HOURS)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A regimen's rule. `fact` is the key of the fact that states it, and stands behind every date made from it."""

    fact: str
    anchor: str
    phases: tuple[Phase, ...]
    min_gap: Duration | None
    lifetime_cap: Dose | None

    def facts(self, *, is_late: bool) -> tuple[str, ...]:
        """The keys behind a date; one that follows a late or early dose also rests on what is said of missed doses."""
        missed = f"{self.fact.partition('/')[0]}/{MISSED_DOSE}"
        return (self.fact, missed) if is_late else (self.fact,)

    def takes_interval(self, every: Duration, *, anchor: date) -> bool:
        """Whether a member may agree on this interval with the team: never shorter than the regimen's own."""
        phase = next((phase for phase in self.phases if phase.is_open_ended and not phase.is_frequent), None)
        return phase is not None and phase.every is not None and every.after(anchor) >= phase.every.after(anchor)

    @property
    def ordered_phase(self) -> Phase | None:
        """The part that happens only when the team orders it, if there is one."""
        return next((phase for phase in self.phases if phase.is_ordered), None)

    @property
    def is_daily(self) -> bool:
        """Whether it ends in doses more often than weekly, without end: taken day by day, no dates to list."""
        return any(phase.is_open_ended and phase.is_frequent for phase in self.phases)

    @property
    def is_open_ended(self) -> bool:
        """Whether the doses go on until the treatment ends."""
        return any(phase.is_open_ended for phase in self.phases)

    def phase(self, name: str) -> Phase:
        """The phase of this name; the schedule was checked, so it exists."""
        return next(phase for phase in self.phases if phase.name == name)


def parse_schedule(data: Mapping[str, Json], *, fact: str) -> Schedule:
    """Read a schedule as the formulary writes it (formulary/schema.json, `schedule`).

    Raises:
        BadSchedule: a part is missing, of the wrong kind, or points at a phase that does not come before.
    """
    try:
        return _parse(data, fact=fact)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise BadSchedule(f"The schedule of {fact} cannot be read: {error}") from error


def _parse(data: Mapping[str, Json], *, fact: str) -> Schedule:
    rows = data["phases"]
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise BadSchedule("phases: at least one is needed")
    phases: list[Phase] = []
    for row in rows:
        phases.append(_parse_phase(row, before=[phase.name for phase in phases]))
    cap = data.get("lifetime_cap")
    return Schedule(
        fact=fact,
        anchor=_text(data, "anchor"),
        phases=tuple(phases),
        min_gap=_duration(data, "min_gap"),
        lifetime_cap=None if cap is None else _dose(cap),
    )


def _parse_phase(row: Json, *, before: Sequence[str]) -> Phase:
    if not isinstance(row, Mapping):
        raise BadSchedule("phases: each is a set of named values")
    phase = Phase(
        name=_text(row, "name"),
        dose=_dose(row["dose"]),
        offset=_duration(row, "offset"),
        offset_from=_text(row, "offset_from", "").removesuffix(_LAST),
        window=_duration(row, "window"),
        every=_duration(row, "every"),
        count=_whole(row, "count"),
        count_max=_whole(row, "count_max"),
        times_per_interval=_whole(row, "times_per_interval") or 1,
        gap_from_previous=_duration(row, "min_gap_from_previous_course"),
        optional=row.get("optional") is True,
    )
    _check(phase, before)
    return phase


def _check(phase: Phase, before: Sequence[str]) -> None:
    if phase.name in before:
        raise BadSchedule(f"{phase.name}: two phases have this name")
    if phase.offset_from and phase.offset_from not in before:
        raise BadSchedule(f"{phase.name}: it counts from “{phase.offset_from}”, which does not come before it")
    if phase.offset is None and not phase.optional:
        raise BadSchedule(f"{phase.name}: only an optional phase may be without an offset")
    if phase.count != 1 and phase.every is None:
        raise BadSchedule(f"{phase.name}: several doses need “every”")
    if phase.every is not None and phase.every.shortest_hours <= 0:
        raise BadSchedule(f"{phase.name}: “every” must be longer than nothing")


def _text(row: Mapping[str, Json], key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise BadSchedule(f"{key}: a text is needed")
    return value


def _whole(row: Mapping[str, Json], key: str) -> int | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadSchedule(f"{key}: a whole number from 1 is needed")
    return value


def _duration(row: Mapping[str, Json], key: str) -> Duration | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadDuration(f"{key}: a duration such as P6M is needed")
    return Duration.parse(value)


def _dose(value: Json) -> Dose:
    if not isinstance(value, Mapping):
        raise BadSchedule("dose: an amount and a unit are needed")
    amount = Decimal(str(value["amount"]))
    if not amount.is_finite() or amount <= 0:
        raise BadSchedule("dose: the amount must be above zero")
    return Dose(amount, _text(value, "unit"))
