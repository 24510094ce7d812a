"""Tell members what concerns them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from myelin.groups.models import Group
from myelin.live import actions as live
from myelin.members.models import Block, Member, Mute
from myelin.notifications import news
from myelin.notifications.models import Delivery, Notice, Rhythm, Section
from myelin.notifications.models.notices import NoticeQuerySet
from myelin.notifications.sections import ALWAYS, SECTIONS

MOST_COUNTED = 99
ONE_A = timedelta(hours=12)
"""The same person doing the same to the same thing again is not news for this long."""


@transaction.atomic
def notify(
    *,
    member: Member,
    kind: str,
    actor: Member | None,
    url: str,
    now: datetime,
    group_id: int | None = None,
    about: int | None = None,
) -> Notice | None:
    """Put a notice before a member, in the caller's transaction; None when it would be no news.

    about: the number of the thread it tells of; when that is gone or muted by then, no letter tells of it.
    group_id: where the thing lies; who cannot read there hears nothing of it, then or later.

    Members who block one another never hear of each other, and nobody hears of whom they muted or of what they switched
    off, and no memorial hears of anything; a letter tells the rest in the member's own rhythm.
    """
    if member.remembered_at is not None:
        return None
    delivery = delivery_of(member)
    if (section := SECTIONS[kind]) in delivery.silent and section not in ALWAYS:
        return None
    if group_id is not None and not _hears_of(member, kind, group_id):
        return None
    if actor is not None:
        apart = Q(blocker=member, blocked=actor) | Q(blocker=actor, blocked=member)
        if Block.objects.filter(apart).exists() or Mute.objects.filter(muter=member, muted=actor).exists():
            return None
    page = url.split("#")[0]
    told = Notice.objects.filter(member=member, kind=kind, actor=actor, url__startswith=page, made_at__gt=now - ONE_A)
    if kind in {Notice.Kind.HUG, Notice.Kind.LIKE, Notice.Kind.ME_TOO} and told.exists():
        return None
    notice = Notice.objects.create(
        member=member, kind=kind, actor=actor, url=url, group_id=group_id, about=about, made_at=now
    )
    Member.objects.filter(pk=member.pk).update(unread=Least(F("unread") + 1, MOST_COUNTED))
    news.plan(delivery=delivery, section=section, now=now)
    live.announce(channels=[f"member:{member.pk}"], what="notice", now=now)
    return notice


def tell_of_words(*, members: Iterable[int], now: datetime) -> None:
    """Have the devices of these members say that private words wait, in their rhythm, in the caller's transaction."""
    for member in Member.objects.reachable().filter(devices__isnull=False, pk__in=members).distinct().order_by("pk"):
        news.plan(delivery=delivery_of(member), section=Section.MESSAGES, now=now)


@transaction.atomic
def read_all(*, member: Member, now: datetime) -> None:
    """Take the dot off the bell."""
    Notice.objects.filter(member=member, read_at=None).update(read_at=now)
    Member.objects.filter(pk=member.pk).update(unread=0)


def delivery_of(member: Member) -> Delivery:
    """How a member wants to hear of news; the defaults, not saved, for who never chose."""
    return Delivery.objects.filter(member=member).first() or Delivery(member=member)


def stop_letters(*, member_id: int) -> None:
    """Stop letters about news; the app goes on telling. Twice is safe; nothing happens for a member who is gone."""
    for member in Member.objects.present().filter(pk=member_id):
        Delivery.objects.update_or_create(member=member, defaults={"rhythm": Rhythm.NEVER, "letter_at": None})


@transaction.atomic
def forget(*, member: Member, kinds: Iterable[str], actor_id: int) -> None:
    """Make news of these kinds that somebody made as if they had never come."""
    _take_away(member, Notice.objects.filter(member=member, kind__in=kinds, actor=actor_id))


@transaction.atomic
def take_back(*, member: Member, kind: str, group_id: int) -> None:
    """Make a notice about a group as if it had never come, with its part in the dot on the bell."""
    _take_away(member, Notice.objects.filter(member=member, kind=kind, group=group_id))


def _take_away(member: Member, rows: NoticeQuerySet) -> None:
    unread = rows.filter(read_at=None).count()
    rows.delete()
    Member.objects.filter(pk=member.pk).update(unread=Greatest(F("unread") - unread, 0))


def _hears_of(member: Member, kind: str, group_id: int) -> bool:
    # An invitation comes before one can read.
    there = (
        Group.objects.visible_to(member) if kind == Notice.Kind.GROUP_INVITATION else Group.objects.readable_by(member)
    )
    return there.filter(pk=group_id).exists()
