"""Letters that tell of news: planned with each notice, written when a member's rhythm says so, never with words of theirs.

A letter says who did what, and links to a page that asks to sign in. It holds nothing that a screen, a preview or a
mail server may not show: no text, no title, no medicine.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypedDict

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from myelin.members.models import Member
from myelin.notifications import mail, rhythm
from myelin.notifications.lines import Line, lines
from myelin.notifications.models import Delivery, Device, Notice, Rhythm, Section
from myelin.notifications.sections import ALONE, WRITTEN, kinds_outside

AT_ONCE = 200
"""Letters written by one run of the job; it runs each minute."""
MOST_LINES = 20
MOST_LOOKED_AT = 100
"""Notices that one letter is made of."""
OLDEST = timedelta(days=30)
"""News older than this is not told by mail any more."""


def plan(*, delivery: Delivery, section: Section, now: datetime) -> None:
    """See to it that a letter and the member's devices tell of what just happened, in the caller's transaction.

    The row is written each time, though the day may stand already: so a letter that is being written at this very
    moment is waited for, and what it did not see gets the next one.
    """
    if section in {*delivery.silent, *delivery.unmailed, *ALONE}:
        return
    due: dict[str, datetime] = {}
    if delivery.rhythm != Rhythm.NEVER and section in WRITTEN:
        due["letter_at"] = _when(delivery, delivery.rhythm, now)
    if Device.objects.filter(member=delivery.member_id).exists():
        due["show_at"] = _when(delivery, delivery.device_rhythm, now)
    if not due:
        return
    fields = {**due, "rhythm": delivery.rhythm}
    _row, is_new = Delivery.objects.get_or_create(member_id=delivery.member_id, defaults=fields)
    if not is_new:
        first = {name: Coalesce(F(name), when) for name, when in due.items()}
        Delivery.objects.filter(pk=delivery.member_id).update(**first)


type Still = Callable[[Member, list[Notice]], list[Notice]]
"""Those of a member's notices that are news at this very moment: rooms above know what was muted and taken back."""


def as_they_are(member: Member, notices: list[Notice]) -> list[Notice]:
    """All of them: for whoever knows of nothing that could be gone."""
    return notices


def write_due(*, now: datetime, still: Still = as_they_are) -> int:
    """Write the letters that are due, each in a transaction of its own; say how many were looked at."""
    number = 0
    while number < AT_ONCE and _write_next(now, still):
        number += 1
    return number


@transaction.atomic
def _write_next(now: datetime, still: Still) -> bool:
    delivery = (
        Delivery.objects.due(now).select_for_update(of=("self",), skip_locked=True).select_related("member").first()
    )
    if delivery is None:
        return False
    delivery.letter_at = None
    delivery.save(update_fields=["letter_at"])
    _write(delivery, now, still)
    return True


def _write(delivery: Delivery, now: datetime, still: Still) -> None:
    """Tell one member of what they have not read and no letter told yet; nothing to tell is no letter."""
    member = delivery.member
    fresh = Notice.objects.filter(told_at=None, made_at__gt=now - OLDEST)
    rows = _to_tell(delivery, fresh, still)
    if not rows:
        return
    link = leaving_link(member)
    with translation.override(member.language):
        letter = mail.send(
            **_letter(delivery, rows),
            key=f"news/{member.pk}/{rows[0].pk}",
            now=now,
            headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
            task="deliver_news",
        )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=now, letter=letter)


@transaction.atomic
def deliver(*, mail_id: int, now: datetime, still: Still = as_they_are) -> None:
    """Hand a letter of news to the mail server with those of its news that are still some; without any it goes nowhere.

    It may have waited for days, because the server was away. Nobody hears then of what was read, muted, blocked, hidden or
    taken back meanwhile, and nobody who wants no letters any more gets one.
    """
    letter = mail.waiting(mail_id)
    if letter is None:
        return
    told = Notice.objects.filter(letter=letter)
    deliveries = Delivery.objects.select_related("member")
    delivery = deliveries.filter(member__in=told.values("member")).first()
    rows = _to_tell(delivery, told, still) if delivery is not None else []
    told.update(letter=None)
    if delivery is None or not rows:
        letter.delete()
        return
    with translation.override(delivery.member.language):
        mail.write_anew(letter, **_letter(delivery, rows))
    mail.hand_over(letter, now=now)


def _to_tell(delivery: Delivery, notices: QuerySet[Notice], still: Still) -> list[Notice]:
    """Those of `notices` that a letter to this member may tell of at this moment, the newest first."""
    member = delivery.member
    gone = member.suspended_at or member.erased_at or member.remembered_at or not member.is_active
    if gone or delivery.rhythm == Rhythm.NEVER:
        return []
    kinds = kinds_outside([*delivery.silent, *delivery.unmailed])
    fresh = Notice.objects.of(member).filter(pk__in=notices.filter(member=member), kind__in=kinds, read_at=None)
    return still(member, list(fresh.select_related("actor").order_by("-made_at", "-id")[:MOST_LOOKED_AT]))


class Letter(TypedDict):
    """What `mail` makes a letter of."""

    to: str
    subject: str
    template: str
    context: dict[str, object]


def _letter(delivery: Delivery, rows: list[Notice]) -> Letter:
    member, told = delivery.member, lines(rows)
    return Letter(
        to=member.email,
        subject=_("There is news for you"),
        template="notifications/mail/news",
        context={
            "name": member.name,
            "lines": [(line.sentence, site() + _way_to(line)) for line in told[:MOST_LINES]],
            "more": len(told) > MOST_LINES,
            "all": site() + reverse("notifications:list"),
            "settings": site() + reverse("notifications:settings"),
            "leave": leaving_link(member),
            "rhythm": delivery.rhythm,
        },
    )


def leaving_link(member: Member) -> str:
    """The address that stops these letters with one click, without signing in (RFC 8058)."""
    return site() + reverse("notifications:leave", args=[member.pk, leaving_key(member.pk)])


def leaving_key(member_id: int) -> str:
    """What that address holds: worked out anew each time, so that nothing of it is stored."""
    return salted_hmac("notifications.leave", str(member_id), algorithm="sha256").hexdigest()


def opens(member_id: int, key: str) -> bool:
    """Whether `key` is the one to leave with."""
    return constant_time_compare(leaving_key(member_id), key)


def site() -> str:
    """The address of this community, without a slash at its end."""
    return settings.SITE_URL or settings.WAGTAILADMIN_BASE_URL


def _way_to(line: Line) -> str:
    return reverse("notifications:notice", args=[line.pk])


def _when(delivery: Delivery, chosen: str, now: datetime) -> datetime:
    zone = Member.objects.values_list("time_zone", flat=True).get(pk=delivery.member_id)
    if chosen == Rhythm.ONCE:
        return rhythm.soon(now, zone=zone, quiet_from=delivery.quiet_from, quiet_until=delivery.quiet_until)
    weekday = rhythm.SUNDAY if chosen == Rhythm.WEEKLY else None
    return rhythm.next_morning(now, zone=zone, quiet_until=delivery.quiet_until, weekday=weekday)
