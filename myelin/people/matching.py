"""Who may be whose buddy: both said that they would like one, on two sides, and the one is further on the road.

What they have in common is what "people like me" looks at: only what both show to all members.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from myelin.audience.policy import may_be_met
from myelin.base.pages import Page, keyset
from myelin.discussion.feeds import FIRST_DAYS
from myelin.discussion.stages import LATELY
from myelin.members.models import Audience, Buddyship, BuddyWish, Member, Profile
from myelin.members.models.buddies import MOST_KEPT, WEEKS
from myelin.people import prompts, queries
from myelin.people.queries import PAGE, Found, Names
from myelin.people.reasons import Told

SHOWN_AFTERWARDS = timedelta(days=30)
"""How long the page still says that a time together is over."""


@dataclass(frozen=True)
class Bond:
    """What a member has, had or may have with somebody, as their page tells it."""

    pk: int
    person: Member
    is_guide: bool
    """Whether they are the one further on."""
    week: int
    prompt: str
    whole: bool
    """Whether the eight weeks passed, or somebody ended it before."""

    @property
    def segments(self) -> list[tuple[int, bool]]:
        """Where each week begins on a line of a thousand, and whether it has come."""
        return [(number * 1000 // WEEKS + 7, number < self.week) for number in range(WEEKS)]


@dataclass(frozen=True)
class Mine:
    """All that a member has to do with buddies, but the people they could ask. One statement."""

    standing: list[Bond]
    asked_me: list[Bond]
    i_asked: list[Bond]
    over: list[Bond]


def of(member: Member, *, now: datetime) -> Mine:
    """What there is at this moment; who said not this time still counts as asked, for who asked."""
    rows = Buddyship.objects.of(member).filter(Q(ended_at=None) | Q(ended_at__gt=now - SHOWN_AFTERWARDS))
    rows = rows.exclude(accepted_at=None, asked_by__muted_by__muter=member)
    found = Mine([], [], [], [])
    for row in rows.order_by("asked_at", "pk"):
        if row.ended_at is not None:
            if row.accepted_at is not None:
                found.over.append(_bond(row, member, row.ended_at))
        elif row.accepted_at is not None:
            found.standing.append(_bond(row, member, now))
        elif row.asked_by_id == member.pk:
            found.i_asked.append(_bond(row, member, now))
        elif row.declined_at is None:
            found.asked_me.append(_bond(row, member, now))
    return found


def looks_on(wish: BuddyWish, mine: Mine) -> bool:
    """Whether there is a place for one more, so that people to ask are worth showing."""
    guides = sum(bond.is_guide for bond in mine.standing)
    return guides == 0 if wish.side == BuddyWish.Side.NEW else len(mine.standing) - guides < MOST_KEPT


def side_of(member: Member, *, now: datetime) -> str:
    """Where somebody stands who did not say it yet: new in their first season here, or told lately."""
    told = Profile.objects.filter(member=member).values_list("told_year", flat=True).first()
    lately = told is not None and now.year - told <= LATELY
    is_new = lately or (told is None and now - member.joined_at <= FIRST_DAYS)
    return BuddyWish.Side.NEW if is_new else BuddyWish.Side.FURTHER


def candidates(
    viewer: Member, wish: BuddyWish, *, mine: Told, names: Names, now: datetime, after: str | None = None
) -> Page[Found]:
    """Whom `viewer` could ask, those with more in common first."""
    rows = fitting(viewer, wish, now=now).annotate(common=queries.common(mine))
    page = keyset(rows, order=("-common", "-joined_at", "-id"), after=after, size=PAGE)
    return Page(items=queries.cards(page.items, mine, names), next=page.next)


def fitting(viewer: Member, wish: BuddyWish, *, now: datetime) -> QuerySet[Member]:
    """Members on the other side with a place, of the same role, not tried before, and nobody muted either way."""
    people = may_be_met(Member.objects.reachable().exclude(pk=viewer.pk), viewer)
    people = people.filter(buddy_wish__side=wish.looks_for, role=viewer.role)
    people = people.exclude(muted_by__muter=viewer).exclude(mutes__muted=viewer)
    one = OuterRef("pk")
    tried = Q(newcomer=viewer, guide=one) | Q(newcomer=one, guide=viewer)
    people = people.exclude(Exists(Buddyship.objects.filter(tried)))
    return people.filter(_room(wish.looks_for), _on_the_road(viewer, wish, now))


def has_place(member: Member, side: str) -> bool:
    """Whether somebody can take one more on that side."""
    return Member.objects.reachable().filter(_room(side), pk=member.pk).exists()


def _room(side: str) -> Q:
    own = Buddyship.objects.standing()
    if side == BuddyWish.Side.NEW:
        return ~Q(Exists(own.filter(newcomer=OuterRef("pk"))))
    full = own.order_by().values("guide").annotate(kept=Count("pk")).filter(kept__gte=MOST_KEPT)
    return ~Q(pk__in=full.values("guide"))


def _on_the_road(viewer: Member, wish: BuddyWish, now: datetime) -> Q:
    """Who is further on: told in an earlier year where both show it; else here before, and for a season at least."""
    seeks = wish.side == BuddyWish.Side.NEW
    settled = now - FIRST_DAYS
    if seeks:
        here = Q(joined_at__lte=min(viewer.joined_at, settled))
    else:
        here = Q(joined_at__gte=viewer.joined_at) if viewer.joined_at <= settled else Q(pk__in=[])
    mine = Profile.objects.filter(member=viewer, told_year_audience__gte=Audience.MEMBERS).first()
    if mine is None or mine.told_year is None:
        return here
    shown = Q(profile__told_year__isnull=False, profile__told_year_audience__gte=Audience.MEMBERS)
    word = "profile__told_year__lt" if seeks else "profile__told_year__gt"
    return (shown & Q(**{word: mine.told_year})) | (~shown & here)


def _bond(row: Buddyship, member: Member, at: datetime) -> Bond:
    week = row.week(at) if row.accepted_at is not None else 0
    prompt = prompts.of_week(week) if week else ""
    return Bond(row.pk, row.other(member), row.newcomer_id == member.pk, week, prompt, row.is_whole)
