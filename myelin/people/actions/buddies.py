"""Would like a buddy, ask somebody, say yes or not this time, end it; and what happens from week to week.

Whoever asks, says yes or stops looking holds the rows of the wishes of both, the smaller number first: so two
invitations, two answers and a change of mind that come at once are decided one after the other.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.members.models import Buddyship, BuddyWish, Member
from myelin.members.models.buddies import WEEK, WEEKS
from myelin.notifications.actions import notify
from myelin.notifications.models import Notice
from myelin.people import matching

MOST_ASKED = 3
"""Invitations of one member that wait for an answer at a time."""
LAPSES = timedelta(days=14)
"""An invitation that nobody answered for so long is over, without a word to anybody."""
AT_ONCE = 500
"""Steps of the rhythm taken by one run of the job; it runs each hour."""


class BuddyNotPossible(Refused):
    """These two cannot become buddies now; the sentence says why, as far as it is one's own."""


@transaction.atomic
def wish_for_buddy(*, member: Member, side: str, now: datetime) -> BuddyWish:
    """Let oneself be found by who looks for a buddy, or change the side. What stands already goes on."""
    wish, _made = BuddyWish.objects.select_for_update().get_or_create(
        member=member, defaults={"side": side, "said_yes_at": now}
    )
    if wish.side != side:
        wish.side = side
        wish.save(update_fields=["side"])
        Buddyship.objects.with_member(member).waiting().order_by().update(ended_at=now)
    return wish


@transaction.atomic
def wish_for_none(*, member: Member, now: datetime) -> None:
    """Stop looking: invitations end, a buddy one has stays. Twice is safe."""
    wish = BuddyWish.objects.of(member).select_for_update().first()
    if wish is not None:
        wish.delete()
        Buddyship.objects.with_member(member).waiting().order_by().update(ended_at=now)


@transaction.atomic
def ask_buddy(*, member: Member, person: Member, now: datetime) -> Buddyship:
    """Ask somebody to be one's buddy; who was asked by them says yes with it. Twice is once.

    Raises BuddyNotPossible, in the same words for whoever does not look for a buddy like `member`, whatever the reason.
    """
    mine = _wishes(member, person)
    before = Buddyship.objects.open().between(member, person).select_for_update().first()
    if before is not None:
        return before if before.asked_by_id == member.pk else _begin(before, by=member, now=now)
    if not matching.fitting(member, mine, now=now).filter(pk=person.pk).exists():
        raise _not_now()
    if not matching.has_place(member, mine.side):
        raise _no_place(member, mine.side, is_me=True)
    if len(Buddyship.objects.waiting().filter(asked_by=member).values_list("pk")[:MOST_ASKED]) == MOST_ASKED:
        raise BuddyNotPossible(_("Three people think about it already. Give them a little time, or take one back."))
    newcomer, guide = (member, person) if mine.side == BuddyWish.Side.NEW else (person, member)
    asked = Buddyship.objects.create(
        newcomer=newcomer, guide=guide, asked_by=member, asked_at=now, look_at=now + LAPSES
    )
    _tell(person, Notice.Kind.BUDDY_ASKED, actor=member, now=now)
    return asked


@transaction.atomic
def answer_buddy(*, member: Member, person: Member, yes: bool, now: datetime) -> None:
    """Say yes to who asked, or not this time; then nobody is told. Twice is once.

    Raises BuddyNotPossible when they do not ask any more, or one of both has no place.
    """
    if not yes:
        Buddyship.objects.between(member, person).waiting().filter(asked_by=person, declined_at=None).update(
            declined_at=now
        )
        return
    _wishes(member, person)
    asked = Buddyship.objects.open().between(member, person).filter(asked_by=person).select_for_update().first()
    if asked is None:
        raise BuddyNotPossible(_("They do not ask any more. That is nobody’s fault."))
    _begin(asked, by=member, now=now)


def take_invitation_back(*, member: Member, person: Member, now: datetime) -> None:
    """Ask no more. Twice is safe; what was accepted meanwhile stays."""
    Buddyship.objects.between(member, person).waiting().filter(asked_by=member).update(ended_at=now)


@transaction.atomic
def end_buddyship(*, buddyship: Buddyship, by: Member, now: datetime) -> None:
    """End it at once. No reason is asked; the other one hears a kind sentence. Twice is once."""
    if Buddyship.objects.standing().filter(pk=buddyship.pk).update(ended_at=now):
        _tell(buddyship.other(by), Notice.Kind.BUDDY_OVER, now=now)


def part_from_all(*, member: Member, now: datetime) -> None:
    """End whatever somebody has who leaves, kindly for the others."""
    for row in Buddyship.objects.of(member).standing().order_by("pk"):
        end_buddyship(buddyship=row, by=member, now=now)
    wish_for_none(member=member, now=now)


def keep_rhythm(*, now: datetime) -> int:
    """Begin each new week, end what is over, and say how many steps that took. Run as often as one likes.

    Each step is a transaction of its own: a worker that dies leaves the others to the next run.
    """
    number = 0
    while number < AT_ONCE and (_part_next(now) or _next_week(now)):
        number += 1
    return number


@transaction.atomic
def _part_next(now: datetime) -> bool:
    """End one that cannot go on: somebody is suspended, gone or remembered, or a block stands between."""
    row = Buddyship.objects.broken().select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return False
    told = Buddyship.objects.told_of_the_end(row)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    for member in told:
        _tell(member, Notice.Kind.BUDDY_OVER, now=now)
    return True


@transaction.atomic
def _next_week(now: datetime) -> bool:
    due = Buddyship.objects.due(now).select_related("newcomer", "guide")
    row = due.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return False
    if row.accepted_at is None:
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        return True
    over = now >= row.accepted_at + WEEKS * WEEK
    row.look_at = row.accepted_at + row.week(now) * WEEK
    row.ended_at = now if over else None
    row.save(update_fields=["look_at", "ended_at"])
    kind = Notice.Kind.BUDDY_EIGHT if over else Notice.Kind.BUDDY_WEEK
    for member in sorted((row.newcomer, row.guide), key=lambda one: one.pk):
        _tell(member, kind, now=now)
    return True


def _wishes(member: Member, person: Member) -> BuddyWish:
    """Hold the wishes of both and give that of `member`. Raises BuddyNotPossible unless they are on two sides."""
    rows = BuddyWish.objects.select_for_update().filter(member__in=[member.pk, person.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) != 2 or found[member.pk].side == found[person.pk].side:
        raise _not_now()
    return found[member.pk]


def _begin(asked: Buddyship, *, by: Member, now: datetime) -> Buddyship:
    if asked.accepted_at is not None:
        return asked
    if not Buddyship.objects.of(by).filter(pk=asked.pk).exists():
        raise _not_now()
    for one in (asked.newcomer, asked.guide):
        side = BuddyWish.Side.NEW if one == asked.newcomer else BuddyWish.Side.FURTHER
        if not matching.has_place(one, side):
            raise _no_place(one, side, is_me=one == by)
    asked.accepted_at, asked.declined_at, asked.look_at = now, None, now + WEEK
    asked.save(update_fields=["accepted_at", "declined_at", "look_at"])
    others = Buddyship.objects.waiting().filter(Q(newcomer=asked.newcomer) | Q(guide=asked.newcomer))
    others.update(ended_at=now)
    _tell(asked.other(by), Notice.Kind.BUDDY_YES, actor=by, now=now)
    return asked


def _not_now() -> BuddyNotPossible:
    return BuddyNotPossible(_("This does not fit right now. There may be somebody else for you."))


def _no_place(member: Member, side: str, *, is_me: bool) -> BuddyNotPossible:
    if not is_me:
        return BuddyNotPossible(_("%(name)s found company meanwhile. How good for them.") % {"name": member.name})
    if side == BuddyWish.Side.NEW:
        return BuddyNotPossible(_("You have a buddy already. One at a time is how it stays light."))
    return BuddyNotPossible(_("You keep two people company already. That is a lot; somebody else will."))


def _tell(member: Member, kind: str, *, now: datetime, actor: Member | None = None) -> None:
    notify(member=member, kind=kind, actor=actor, url=reverse("people:buddy"), now=now)
