"""An infusion day from its taps: where one is, what comes next, how long a pause was. Pure: no Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a tap says."""

    ARRIVE = "arrive"
    PREMEDICATION = "premedication"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    SPEED = "speed"
    FEELING = "feeling"
    LOT = "lot"
    STOP = "stop"
    HOME = "home"
    EVENING = "evening"


STAGES = (Kind.ARRIVE, Kind.PREMEDICATION, Kind.START, Kind.STOP, Kind.HOME)
"""The way through the day; every one can be left out."""
EVENINGS = 4
"""The day itself and three after it: so long one is asked how it is."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """One thing that happened. `lasted` is how long a pause was, once it is over."""

    uuid: UUID
    kind: Kind
    at: datetime
    said: Mapping[str, str]
    lasted: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the day, and when it was; `is_now` is where one is."""

    kind: Kind
    at: datetime | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it went so far."""

    stages: list[Stage]
    taps: list[Tapped]
    next: Kind | None
    is_running: bool
    is_paused: bool
    watched_until: datetime | None

    @property
    def is_home(self) -> bool:
        return any(tap.kind == Kind.HOME for tap in self.taps)


def day_of(taps: Sequence[Tapped], *, watch_minutes: int | None) -> Day:
    """Tell a day from the taps that stand, in any order. `watch_minutes`: how long a source asks to be watched."""
    told = [tap for tap in sorted(taps, key=lambda tap: tap.at) if tap.kind != Kind.EVENING]
    at: dict[Kind, datetime] = {tap.kind: tap.at for tap in told}
    reached = [kind for kind in STAGES if kind in at]
    now = reached[-1] if reached else None
    after = STAGES[STAGES.index(now) + 1 :] if now is not None else STAGES
    is_running = now == Kind.START
    halts = [tap.kind for tap in told if tap.kind in {Kind.PAUSE, Kind.RESUME}]
    stopped = at.get(Kind.STOP)
    return Day(
        stages=[Stage(kind, at.get(kind), kind == now) for kind in STAGES],
        taps=_with_pauses(told),
        next=after[0] if after else None,
        is_running=is_running,
        is_paused=is_running and bool(halts) and halts[-1] == Kind.PAUSE,
        watched_until=stopped + timedelta(minutes=watch_minutes) if stopped and watch_minutes else None,
    )


def evening_to_ask(taps: Sequence[Tapped], *, given_on: date | None, today: date) -> int | None:
    """Which evening waits for a look back: 0 for the day itself, up to 3; None when none does."""
    return evening_without((tap.said for tap in taps if tap.kind == Kind.EVENING), given_on=given_on, today=today)


def evening_without(told: Iterable[Mapping[str, str]], *, given_on: date | None, today: date) -> int | None:
    """The same, from what was said on the evenings alone."""
    if given_on is None or not 0 <= (today - given_on).days < EVENINGS:
        return None
    number = (today - given_on).days
    return None if str(number) in {said.get("day") for said in told} else number


def _with_pauses(taps: Sequence[Tapped]) -> list[Tapped]:
    """The same, each pause with how long it was: until it went on, or until the end."""
    ends = {Kind.RESUME, Kind.STOP}
    found = []
    for place, tap in enumerate(taps):
        over = next((later.at for later in taps[place + 1 :] if later.kind in ends), None)
        is_over = tap.kind == Kind.PAUSE and over is not None
        lasted = over - tap.at if is_over and over is not None else None
        found.append(Tapped(tap.uuid, tap.kind, tap.at, tap.said, lasted))
    return found
