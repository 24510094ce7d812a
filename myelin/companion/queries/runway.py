from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import ngettext

from myelin.base.fields import decrypt
from myelin.base.wall import behind_the_wall
from myelin.companion import steps as ways
from myelin.companion.models import Contact, Course, Infusion, Owner, Step
from myelin.companion.models.courses import InfusionQuerySet
from myelin.companion.queries.courses import INFUSION_DAY
from myelin.companion.queries.phone import hint_of, sentence, title_of
from myelin.companion.steps import Kind, Noted, State
from myelin.facts.models import Fact
from myelin.members.models import Member

FIRST_MEDICINES = "administration/premedication"

SAID_OF = (Kind.INFECTION, Kind.WATCH)
"""Steps beside which a sentence of the formulary stands: the one that names the step (`beside`)."""

_OF_STEPS = ("id", "kind", "done_at", "not_needed_at", "said", "days_before", "picture_id")
_OF_CONTACTS = ("id", "owner", "said")


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
    """What a member noted about the steps to one dose, whom they call, and what its medicine has."""

    steps: list[Step]
    contacts: Mapping[str, Contact]
    has_first_medicines: bool


def with_kept(infusions: InfusionQuerySet, member: Member) -> InfusionQuerySet:
    """Bring with each dose what the member noted about its way (`kept_of` reads it), as part of one statement.

    Also whether its medicine has first medicines. Ask behind the wall.
    """
    steps = Step.objects.of(member).filter(infusion=OuterRef("pk")).order_by("id")
    contacts = Contact.objects.of(member).filter(course=OuterRef("course")).order_by("id")
    facts = Fact.objects.shown().filter(subject=OuterRef("course__therapy__slug"), predicate=FIRST_MEDICINES)
    return infusions.annotate(
        kept_steps=ArraySubquery(steps.values_list(_as_object(_OF_STEPS))),
        kept_contacts=ArraySubquery(contacts.values_list(_as_object(_OF_CONTACTS))),
        has_first_medicines=Exists(facts),
    )


def kept_of(infusion: Infusion) -> Kept:
    """What a dose from `with_kept` brought. No statement."""
    steps = [_from_object(Step, row) for row in getattr(infusion, "kept_steps", [])]
    contacts = [_from_object(Contact, row) for row in getattr(infusion, "kept_contacts", [])]
    return Kept(steps, {row.owner: row for row in contacts}, getattr(infusion, "has_first_medicines", False))


def runway(infusion: Infusion, kept: Kept, *, tests: int, tests_open: int, today: date) -> Runway:
    """The way to a dose from `with_span`. No statement, however many steps there are.

    tests: how many tests belong to it, and how many of them are open.
    """
    before: date | None = getattr(infusion, "day_before", None)
    steps = ways.plan(
        infusion.on,
        gap_days=(infusion.on - before).days if before is not None else None,
        noted=[_noted(row, infusion.course) for row in kept.steps],
        wanted=_wanted(infusion, kept, has_tests=tests > 0),
        tests_clear=not tests_open,
        is_given=infusion.given_on is not None,
        has_hour=infusion.hour is not None,
        today=today,
    )
    shown = {step.key: _shown(step) for step in steps}
    return Runway(list(shown.values()), _call(infusion, steps, shown, kept.contacts))


def step_facts() -> dict[str, Fact]:
    """What sources say about steps, by the kind of the step. Two statements."""
    said = Fact.objects.shown().with_sources().about(INFUSION_DAY).filter(data__beside__in=SAID_OF)
    return {fact.data["beside"]: fact for fact in said}


def proof_of(member: Member, pk: int) -> Step | None:
    """A step of one's own that has a photo."""
    with behind_the_wall(member.pk):
        return Step.objects.of(member).filter(pk=pk, picture__isnull=False).select_related("picture").first()


def _wanted(infusion: Infusion, kept: Kept, *, has_tests: bool) -> Collection[Kind]:
    """The steps that this medicine has: what is about a drip, its first medicines and its tests only where there are any."""
    wanted = set(Kind) - {Kind.OWN}
    if not has_tests:
        wanted.discard(Kind.TESTS)
    if not infusion.course.therapy.is_infusion:
        wanted -= {Kind.RIDE, Kind.WATCH, Kind.INFECTION}
    if not kept.has_first_medicines:
        wanted.discard(Kind.PREMEDICATION)
    return wanted


def _as_object(names: Sequence[str]) -> JSONObject:
    return JSONObject(**{name: F(name) for name in names})


def _from_object[Row: Step | Contact](model: type[Row], row: Mapping[str, Any]) -> Row:
    """A row of a model from the object that the database made of it; what is encrypted was still so in there."""
    told = {**row, "said": json.loads(decrypt(row["said"])) if row["said"] else {}}
    fields = [field for field in model._meta.concrete_fields if field.attname in told]
    return model(**{field.attname: field.to_python(told[field.attname]) for field in fields})


def _noted(row: Step, course: Course) -> Noted:
    settled_at = row.done_at or row.not_needed_at
    return Noted(
        number=row.pk,
        kind=Kind(row.kind),
        is_done=row.done_at is not None,
        is_needed=row.not_needed_at is None,
        said=row.said,
        days_before=row.days_before,
        has_picture=row.picture_id is not None,
        settled_on=course.today(settled_at) if settled_at is not None else None,
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
        sentence=sentence(cleared, infusion),
        clears=[shown[step.key] for step in cleared],
        is_a_call=first.owner in ways.CALLED,
    )
