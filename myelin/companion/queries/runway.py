from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from myelin.base.wall import behind_the_wall
from myelin.companion import steps as ways
from myelin.companion.models import Contact, Infusion, Owner, Step
from myelin.companion.queries.courses import facts_by_key
from myelin.companion.queries.phone import hint_of, sentence, title_of
from myelin.companion.steps import Kind, Noted, State
from myelin.facts.models import Fact
from myelin.members.models import Member

FIRST_MEDICINES = "administration/premedication"

SAID_OF = {Kind.INFECTION: "infusion_day/before/1", Kind.WATCH: "infusion_day/after/2"}
"""Facts that stand beside a step: keys of the formulary."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as a page shows it."""

    step: ways.Step
    title: str
    hint: str
    owner: str
    waits_for: str

    @property
    def noted(self) -> Noted | None:
        return self.step.noted

    @property
    def is_noted_elsewhere(self) -> bool:
        return self.step.kind in ways.NOT_TO_TICK


@dataclass(frozen=True, slots=True)
class Call:
    """What can be done first: whom to call, what to say, and which steps it may clear."""

    step: Shown
    contact: Contact | None
    sentence: str
    clears: list[Shown]
    is_a_call: bool

    @property
    def title(self) -> str:
        words = ngettext("One call may clear it", "One call may clear %(number)d of them", len(self.clears))
        return words % {"number": len(self.clears)}


@dataclass(frozen=True, slots=True)
class Runway:
    """The way to one dose."""

    steps: list[Shown]
    call: Call | None

    @property
    def chain(self) -> list[Shown]:
        """What has to be in place."""
        return [shown for shown in self.steps if shown.step.blocks]

    @property
    def in_the_way(self) -> int:
        """How many things still block it."""
        return sum(shown.step.is_in_the_way for shown in self.steps)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a member noted about the steps to one dose, and whom they call."""

    steps: list[Step]
    contacts: Mapping[str, Contact]


def kept_for(infusion: Infusion, member: Member) -> Kept:
    """Two statements; ask behind the wall."""
    rows = Step.objects.of(member).filter(infusion=infusion).order_by("id")
    contacts = Contact.objects.of(member).filter(course=infusion.course_id)
    return Kept(list(rows), {row.owner: row for row in contacts})


def runway(infusion: Infusion, kept: Kept, *, tests: int, tests_open: int, today: date) -> Runway:
    """The way to a dose from `with_span`. One statement, however many steps there are.

    tests: how many tests belong to it, and how many of them are open.
    """
    before: date | None = getattr(infusion, "day_before", None)
    steps = ways.plan(
        infusion.on,
        gap_days=(infusion.on - before).days if before is not None else None,
        noted=[_noted(row) for row in kept.steps],
        wanted=_wanted(infusion, has_tests=tests > 0),
        tests_clear=not tests_open,
        is_given=infusion.given_on is not None,
        today=today,
    )
    shown = {step.key: _shown(step) for step in steps}
    return Runway(list(shown.values()), _call(infusion, steps, shown, kept.contacts))


def step_facts() -> dict[str, Fact]:
    """What sources say about steps, by the kind of the step. Two statements."""
    facts = facts_by_key(SAID_OF.values())
    return {str(kind): facts[key] for kind, key in SAID_OF.items() if key in facts}


def proof_of(member: Member, pk: int) -> Step | None:
    """A step of one's own that has a photo."""
    with behind_the_wall(member.pk):
        return Step.objects.of(member).filter(pk=pk, picture__isnull=False).select_related("picture").first()


def _wanted(infusion: Infusion, *, has_tests: bool) -> Collection[Kind]:
    """The steps that this medicine has: what is about a drip, its first medicines and its tests only where there are any."""
    wanted = set(Kind) - {Kind.OWN}
    if not has_tests:
        wanted.discard(Kind.TESTS)
    if not infusion.course.therapy.is_infusion:
        wanted -= {Kind.RIDE, Kind.WATCH, Kind.INFECTION}
    facts = Fact.objects.shown().filter(subject=infusion.course.therapy.slug, predicate=FIRST_MEDICINES)
    if not facts.exists():
        wanted.discard(Kind.PREMEDICATION)
    return wanted


def _noted(row: Step) -> Noted:
    return Noted(
        number=row.pk,
        kind=Kind(row.kind),
        is_done=row.done_at is not None,
        is_needed=row.not_needed_at is None,
        said=row.said,
        days_before=row.days_before,
        has_picture=row.picture_id is not None,
    )


def _shown(step: ways.Step) -> Shown:
    waits = title_of(step.open_before[0]) if step.state == State.WAITS else ""
    return Shown(
        step, title_of(step.kind, step.noted), hint_of(step.kind), str(Owner(step.owner).label), waits
    )  # fmt: skip


def _call(
    infusion: Infusion, steps: Sequence[ways.Step], shown: Mapping[str, Shown], contacts: Mapping[str, Contact]
) -> Call | None:
    first = ways.first_to_do(steps)
    if first is None:
        return None
    cleared = ways.cleared_with(steps, first)
    return Call(
        step=shown[first.key],
        contact=contacts.get(first.owner),
        sentence=sentence(cleared, on=infusion.on),
        clears=[shown[step.key] for step in cleared],
        is_a_call=first.owner in ways.CALLED,
    )
