"""Letters that tell of news: planned with each notice, written when a member's rhythm says so, never with words of theirs.

A letter says who did what, and links to a page that asks to sign in. It holds nothing that a screen, a preview or a
mail server may not show: no text, no title, no medicine.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
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
    gone = member.suspended_at or member.erased_at or member.remembered_at or not member.is_active
    if gone or delivery.rhythm == Rhythm.NEVER:
        return
    kinds = kinds_outside([*delivery.silent, *delivery.unmailed])
    fresh = Notice.objects.of(member).filter(kind__in=kinds, read_at=None, told_at=None, made_at__gt=now - OLDEST)
    rows = still(member, list(fresh.select_related("actor").order_by("-made_at", "-id")[:MOST_LOOKED_AT]))
    if not rows:
        return
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=now)
    with translation.override(member.language):
        _send(delivery, rows, now)


def _send(delivery: Delivery, rows: list[Notice], now: datetime) -> None:
    member, told = delivery.member, lines(rows)
    link = leaving_link(member)
    mail.send(
        to=member.email,
        subject=_("There is news for you"),
        template="notifications/mail/news",
        context={
            "name": member.name,
            "lines": [(line.sentence, site() + _way_to(line)) for line in told[:MOST_LINES]],
            "more": len(told) > MOST_LINES,
            "all": site() + reverse("notifications:list"),
            "settings": site() + reverse("notifications:settings"),
            "leave": link,
            "rhythm": delivery.rhythm,
        },
        key=f"news/{member.pk}/{rows[0].pk}",
        now=now,
        headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
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
