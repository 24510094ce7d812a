"""What the tests about buddies say often."""

from __future__ import annotations

from datetime import datetime

from myelin.members.models import Buddyship, BuddyWish, Member
from myelin.notifications.models import Notice
from myelin.people import actions, matching

NEW, FURTHER = BuddyWish.Side.NEW, BuddyWish.Side.FURTHER


def settle(member: Member, when: datetime) -> None:
    """Let somebody have come at another time."""
    Member.objects.filter(pk=member.pk).update(joined_at=when)
    member.refresh_from_db()


def kinds(member: Member) -> list[str]:
    """What somebody was told, in order."""
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def found(viewer: Member, now: datetime) -> set[str]:
    """The handles of whom somebody could ask."""
    wish = BuddyWish.objects.of(viewer).get()
    return {person.handle for person in matching.fitting(viewer, wish, now=now)}


def begun(two: tuple[Member, Member], now: datetime) -> Buddyship:
    """The newcomer asked, and the other said yes."""
    ana, ben = two
    actions.ask_buddy(member=ana, person=ben, now=now)
    actions.answer_buddy(member=ben, person=ana, yes=True, now=now)
    return Buddyship.objects.standing().get()
