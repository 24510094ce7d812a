"""What somebody lets others see of their road, and why two members may click: only from what both chose to share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models import When as If
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Least, Lower
from django.db.models.lookups import Exact

from myelin.audience.policy import may_be_met
from myelin.base.pages import Page, keyset
from myelin.media.models import Picture
from myelin.members.models import Audience, Member, Role
from myelin.pack.models import Symptom
from myelin.people import alike
from myelin.people.models import HardThing, Portrait, Treatment, When
from myelin.people.reasons import NEAR_YEARS, Reason, Told, reasons
from myelin.therapies.queries import Named

MOST_HARD_THINGS = 3
"""Hard things in common count to here, so that a long list does not outweigh everything."""
WEIGHTS = {"treatment": 3, "told": 2, "place": 2, "role": 2, "type": 1}
"""How much each thing in common moves somebody up the list. Never shown: a match is told in words."""
PAGE = 12

type Names = Mapping[int, Named]
"""Medicines by id, as `therapies.queries.names` tells them."""


@dataclass(frozen=True)
class Found:
    """Somebody to meet: what their card shows, and why we think it may click."""

    person: Member
    now: str
    portrait: Picture | None
    reasons: list[Reason]


@dataclass(frozen=True)
class Wishes:
    """Whom somebody looks for. Empty words ask for nothing; years are those since somebody was told."""

    medicines: Collection[int] = ()
    years: tuple[int | None, int | None] = (None, None)
    ms_type: str = ""
    symptom: Symptom | None = None
    role: str = ""
    country: str = ""
    region: str = ""


def told(person: Member, nearest: int) -> Told:
    """What `person` shows to somebody whose nearest audience (`audience.policy.reach`) is `nearest`. Two statements.

    `person` must come with their profile.
    """
    return _told(
        person,
        nearest,
        Treatment.objects.of(person).shown_to(nearest),
        HardThing.objects.of(person).shown_to(nearest).in_order(),
    )


def road(person: Member, nearest: int) -> list[Treatment]:
    """The treatments that `person` shows, as the road went."""
    return list(Treatment.objects.of(person).shown_to(nearest).in_order())


def portrait(person: Member, nearest: int) -> Picture | None:
    """The picture on somebody's page, as far as they show it."""
    found = Portrait.objects.of(person).shown_to(nearest).first()
    return found.picture if found is not None else None


def mine(viewer: Member, *, nearest: int = Audience.MEMBERS) -> Told:
    """What `viewer` shows to all members, or to somebody with that nearest audience. Three statements."""
    return told(Member.objects.shown([viewer]).get(), nearest)


def like(viewer: Member, *, mine: Told, names: Names, after: str | None = None) -> Page[Found]:
    """People a bit like `viewer`, those with more in common first: matched on what both show to all members.

    It looks at the newest of each place where somebody could be (`alike.near`). Whom they muted is not suggested to them;
    who looks for somebody still finds them.
    """
    near = alike.near(mine)
    if near is None:
        return Page(items=[], next=None)
    rows = _to_meet(viewer).exclude(muted_by__muter=viewer).filter(pk__in=near).annotate(common=common(mine))
    page = keyset(rows, order=("-common", "-joined_at", "-id"), after=after, size=PAGE)
    return Page(items=cards(page.items, mine, names), next=page.next)


def find(
    viewer: Member, wishes: Wishes, *, mine: Told, names: Names, year: int, after: str | None = None
) -> Page[Found]:
    """Members who show to all members what is asked for, the newest first. `year` is the one we live in.

    Those of one region stand by their number, which says as well who came last: the index of their region gives them in
    that order, so that no page reads all who live there.
    """
    people, order = _to_meet(viewer).filter(_wished(wishes, year)), ["-joined_at", "-id"]
    if wishes.region:
        people, order = people.annotate(number=F("profile__member_id")), ["-number"]
    page = keyset(people, order=order, after=after, size=PAGE)
    return Page(items=cards(page.items, mine, names), next=page.next)


def _to_meet(viewer: Member) -> QuerySet[Member]:
    return may_be_met(Member.objects.reachable().exclude(pk=viewer.pk).exclude(welcomed_at=None), viewer)


def _shows(line: str, **condition: object) -> Q:
    """A line of the profile that fits, and that all members may see."""
    wanted = {f"profile__{name}": value for name, value in condition.items()}
    return Q(**wanted, **{f"profile__{line}_audience__gte": Audience.MEMBERS})


def _on(medicines: Collection[int], when: When) -> QuerySet[Treatment]:
    return Treatment.objects.shown_to(Audience.MEMBERS).filter(therapy__in=list(medicines), when=when)


def _living_with(symptoms: Collection[int]) -> QuerySet[HardThing]:
    return HardThing.objects.shown_to(Audience.MEMBERS).filter(symptom__in=list(symptoms))


def _told_near(year: int) -> Q:
    return _shows("told_year", told_year__range=(year - NEAR_YEARS, year + NEAR_YEARS))


def _in_region(region: str) -> Q:
    return Q(Exact(Lower("profile__region"), region.lower()), profile__region_audience__gte=Audience.MEMBERS)


def common(mine: Told) -> CombinedExpression:
    """How much somebody has in common with what `mine` says, as a number to sort by."""
    owner = OuterRef("pk")
    hard = _living_with(mine.hard).filter(member=owner).order_by().values("member").annotate(n=Count("id")).values("n")
    weight: Any = Least(Coalesce(Subquery(hard, output_field=IntegerField()), 0), MOST_HARD_THINGS)
    shared: list[tuple[str, Q | Exists]] = [("treatment", Exists(_on(mine.now, When.NOW).filter(member=owner)))]
    if mine.told_year:
        shared.append(("told", _told_near(mine.told_year)))
    if mine.region:
        shared.append(("place", _shows("region", region__iexact=mine.region)))
    if mine.ms_type:
        shared.append(("type", _shows("ms_type", ms_type=mine.ms_type)))
    if mine.role == Role.CAREGIVER:
        shared.append(("role", Q(role=Role.CAREGIVER)))
    for name, condition in shared:
        weight = weight + Case(If(condition, then=WEIGHTS[name]), default=0)
    return cast(CombinedExpression, weight)


def _wished(wishes: Wishes, year: int) -> Q:
    found = Q(role=wishes.role) if wishes.role else Q()
    if wishes.medicines:
        found &= Q(pk__in=_on(wishes.medicines, When.NOW).values("member"))
    if wishes.symptom is not None:
        found &= Q(pk__in=_living_with([wishes.symptom.pk]).values("member"))
    if wishes.ms_type:
        found &= _shows("ms_type", ms_type=wishes.ms_type)
    least, most = wishes.years
    if least is not None:
        found &= _shows("told_year", told_year__lte=year - least)
    if most is not None:
        found &= _shows("told_year", told_year__gte=year - most)
    if wishes.region:
        found &= _in_region(wishes.region)
    if wishes.country:
        found &= _shows("country", country__iexact=wishes.country)
    return found


def cards(people: Sequence[Member], mine: Told, names: Names) -> list[Found]:
    """What the cards of a page show, in four statements however many they are."""
    rows = Member.objects.shown(people).prefetch_related(
        Prefetch("told_treatments", Treatment.objects.shown_to(Audience.MEMBERS), to_attr="seen_treatments"),
        Prefetch("hard_things", HardThing.objects.shown_to(Audience.MEMBERS).in_order(), to_attr="seen_things"),
    )
    by_id = {person.pk: person for person in rows}
    faces = {
        row.member_id: row.picture
        for row in Portrait.objects.shown_to(Audience.MEMBERS).filter(member__in=by_id).select_related("picture")
    }
    cards = []
    for person in (by_id[one.pk] for one in people):
        theirs = _told(person, Audience.MEMBERS, vars(person)["seen_treatments"], vars(person)["seen_things"])
        on = next((names[pk].short for pk in theirs.now if pk in names), "")
        cards.append(Found(person, on, faces.get(person.pk), reasons(mine, theirs, names)))
    return cards


def _told(person: Member, nearest: int, treatments: Iterable[Treatment], things: Iterable[HardThing]) -> Told:
    profile, rows = person.profile, list(treatments)

    def line(name: str) -> Any:
        return getattr(profile, name) if getattr(profile, f"{name}_audience") >= nearest else None

    return Told(
        role=person.role,
        ms_type=line("ms_type") or "",
        told_year=line("told_year"),
        country=line("country") or "",
        region=line("region") or "",
        now={row.therapy_id: row.since_year for row in rows if row.when == When.NOW},
        before={row.therapy_id for row in rows if row.when == When.BEFORE},
        hard={row.symptom_id: row.symptom.called for row in things},
    )
