"""The way to an infusion: dated steps, who can do each, and what waits for what. Pure: no Django, no clock.

    steps = plan(due_on, gap_days=182, noted={...}, tests_clear=False, wanted=WITH_PREMEDICATION, today=today)

Nothing of a plan is stored but what the member noted. It is worked out anew each time it is looked at, so a step that is
undone upstream shows at once in all that wait for it, and a date that moves takes every open step along.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

WHOLE_WAY = 104
"""Days from the first step (90 before) to the last (14 after): where doses come closer, the way is shortened to fit."""
A_COURSE_OF_DAYS = 3
"""Doses this few days apart are one course: what is to be done before it belongs to its first day."""


class Kind(StrEnum):
    """A step, in the order of the way."""

    DATE = "date"
    AUTHORISATION = "authorisation"
    ORDER = "order"
    TESTS = "tests"
    ON_SITE = "on_site"
    PREMEDICATION = "premedication"
    RIDE = "ride"
    INFECTION = "infection"
    INFUSION = "infusion"
    WATCH = "watch"
    LOOK_BACK = "look_back"
    OWN = "own"


class State(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    WAITS = "waits"
    LATE = "late"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Rule:
    """A step of every way: days before the infusion (after it, when below zero), who can do it, what it waits for."""

    kind: Kind
    before: int
    owner: str
    waits_for: tuple[Kind, ...] = ()
    blocks: bool = False


RULES = (
    Rule(Kind.DATE, 90, "center", blocks=True),
    Rule(Kind.AUTHORISATION, 60, "insurer", (Kind.DATE,), blocks=True),
    Rule(Kind.ORDER, 30, "pharmacy", (Kind.AUTHORISATION,), blocks=True),
    Rule(Kind.TESTS, 14, "me", blocks=True),
    Rule(Kind.ON_SITE, 10, "center", (Kind.ORDER,), blocks=True),
    Rule(Kind.PREMEDICATION, 7, "clinic", (Kind.ON_SITE,), blocks=True),
    Rule(Kind.RIDE, 3, "companion", blocks=True),
    Rule(Kind.INFECTION, 1, "me"),
    Rule(Kind.INFUSION, 0, "me"),
    Rule(Kind.WATCH, -1, "me"),
    Rule(Kind.LOOK_BACK, -14, "me"),
)
CALLED = {"clinic", "center", "pharmacy", "insurer"}
"""Who is called about a step."""
ONE_ROOF = {"clinic", "center"}
"""Who often answers the same phone."""
NOT_TO_TICK = {Kind.TESTS, Kind.INFUSION}
"""Steps that follow from what is noted elsewhere: the tests, and that the dose was given."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a member noted about a step."""

    number: int
    kind: Kind
    is_done: bool
    is_needed: bool
    said: Mapping[str, str] = field(default_factory=dict)
    days_before: int | None = None
    has_picture: bool = False
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way, on its day. `key` names it in addresses; `open_before` are those it waits for."""

    key: str
    kind: Kind
    owner: str
    due_on: date
    state: State
    blocks: bool
    open_before: tuple[Kind, ...]
    noted: Noted | None

    @property
    def is_open(self) -> bool:
        return self.state not in {State.DONE, State.NOT_NEEDED}

    @property
    def is_in_the_way(self) -> bool:
        """Whether the infusion cannot be before it is done."""
        return self.blocks and self.is_open


def plan(
    due_on: date, *, gap_days: int | None, noted: Sequence[Noted], wanted: Collection[Kind], tests_clear: bool,
    is_given: bool, today: date, has_hour: bool = False,
) -> list[Step]:  # fmt: skip
    """The steps to one dose, by day.

    gap_days: since the dose before, None for the first one. wanted: the kinds that this medicine has; the tests are
    among them when it asks for some. Own steps are told by `noted` alone. has_hour: the clinic said when it is, so the
    day is agreed on, unless the member noted something else. Nothing blocks a dose that was given.
    """
    said: dict[Kind, Noted] = {one.kind: one for one in noted if one.kind != Kind.OWN}
    found: dict[Kind, Step] = {}
    for rule in RULES:
        blocks = rule.blocks and not is_given
        if rule.kind not in wanted or (rule.blocks and gap_days is not None and gap_days <= A_COURSE_OF_DAYS):
            continue
        day = due_on - timedelta(days=_scaled(rule.before, gap_days))
        word = said.get(rule.kind)
        is_done = _is_done(rule.kind, word, tests_clear=tests_clear, is_given=is_given, has_hour=has_hour)
        upstream = () if is_done else tuple(kind for kind in rule.waits_for if kind in found and found[kind].is_open)
        is_needed = word is None or word.is_needed
        state = _state(day, today, is_done=is_done, is_needed=is_needed, waits=bool(upstream))
        found[rule.kind] = Step(rule.kind, rule.kind, rule.owner, day, state, blocks, upstream, word)
    steps = [*found.values(), *(_own(one, due_on, today) for one in noted if one.kind == Kind.OWN)]
    order = list(Kind)
    return sorted(steps, key=lambda step: (step.due_on, order.index(step.kind), step.key))


def first_to_do(steps: Sequence[Step]) -> Step | None:
    """The step in the way that can be done now, because it waits for no other; one that a call can clear first."""
    now = [step for step in steps if step.is_in_the_way and step.state != State.WAITS]
    return next((step for step in now if step.owner in CALLED), now[0] if now else None)


def cleared_with(steps: Sequence[Step], first: Step) -> list[Step]:
    """That step, and those under the same roof that wait for it alone: one call may clear them all."""
    after = [step for step in steps if step.is_in_the_way and step.open_before == (first.kind,)]
    return [first, *(step for step in after if {step.owner, first.owner} <= ONE_ROOF)]


def _scaled(before: int, gap_days: int | None) -> int:
    if gap_days is None or gap_days >= WHOLE_WAY:
        return before
    shorter = round(abs(before) * gap_days / WHOLE_WAY)
    return max(shorter, 1) * (1 if before > 0 else -1) if before else 0


def _is_done(kind: Kind, word: Noted | None, *, tests_clear: bool, is_given: bool, has_hour: bool) -> bool:
    if kind == Kind.TESTS:
        return tests_clear
    if kind == Kind.INFUSION:
        return is_given
    if kind == Kind.DATE and word is None:
        return has_hour
    return word is not None and word.is_done


def _state(day: date, today: date, *, is_done: bool, is_needed: bool, waits: bool) -> State:
    if is_done:
        return State.DONE
    if not is_needed:
        return State.NOT_NEEDED
    if waits:
        return State.WAITS
    return State.LATE if day < today else State.OPEN


def _own(noted: Noted, due_on: date, today: date) -> Step:
    day = due_on - timedelta(days=noted.days_before or 0)
    state = _state(day, today, is_done=noted.is_done, is_needed=noted.is_needed, waits=False)
    return Step(f"own-{noted.number}", Kind.OWN, noted.said.get("owner", "me"), day, state, False, (), noted)
