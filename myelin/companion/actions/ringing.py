"""What the job of each minute does with reminders, and what a change of dates does to them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from myelin.companion.actions.reminders import plan_next
from myelin.companion.models import DiaryEntry, Reminder
from myelin.members.models import Member
from myelin.notifications import actions as notifications
from myelin.notifications import reminders, rhythm

AT_ONCE = 200
"""Reminders that one run of the job looks at; it runs each minute."""


def ring_due(*, now: datetime) -> int:
    """Let what is due speak, each in a transaction of its own; say how many were looked at."""
    _follow_travellers(now)
    number = 0
    while number < AT_ONCE and _ring_next(now):
        number += 1
    return number


def follow_dates(member: Member, *, now: datetime) -> None:
    """Bring reminders before doses and tests in step, in the transaction that changed a date."""
    rows = Reminder.objects.of(member).by_dates().filter(paused_at=None)
    for row in rows.select_for_update(of=("self",)).select_related("member").order_by("id"):
        _plan_anew(row, now)


@transaction.atomic
def _ring_next(now: datetime) -> bool:
    due = Reminder.objects.due(now).select_for_update(of=("self",), skip_locked=True)
    row = due.select_related("member", "record").first()
    if row is None:
        return False
    if row.next_at is not None and row.next_at <= now:
        # Of what was slept through, the last plan counts: it speaks once, however much time has passed.
        row.rings_for, row.tell_at = row.next_at, now
        plan_next(row, now=now)
    if row.tell_at is not None and row.tell_at <= now:
        _tell(row, now)
    row.save(update_fields=["rings_for", "tell_at", "told_at", "next_at", "zone"])
    return True


def _tell(row: Reminder, now: datetime) -> None:
    """Tell of it, or wait for the end of quiet hours; say nothing to who must not be told any more."""
    member = row.member
    if not Reminder.objects.may_speak().filter(pk=row.pk).exists():
        row.rings_for = row.tell_at = row.told_at = None
        return
    if row.kind == Reminder.Kind.CAMPAIGN:
        _ask_for_the_day(row, now)
        return
    if not row.in_quiet_hours:
        hours = notifications.delivery_of(member)
        row.tell_at = rhythm.after_quiet(
            now, zone=member.time_zone, quiet_from=hours.quiet_from, quiet_until=hours.quiet_until
        )
        if row.tell_at > now:
            return
    reminders.remind(
        member=member,
        url=reverse("companion:reminders"),
        key=f"reminder/{row.pk}/{now.isoformat()}",
        by_mail=row.by_mail,
        on_devices=row.on_devices,
        now=now,
    )
    row.tell_at, row.told_at = None, now


def _ask_for_the_day(row: Reminder, now: datetime) -> None:
    """Ask once for a day that has nothing yet, and leave nothing waiting: a day that passes has passed.

    Quiet hours do not put it off, they end it: on the next morning, that day is over.
    """
    member, hours = row.member, notifications.delivery_of(row.member)
    row.rings_for = row.tell_at = row.told_at = None
    today = now.astimezone(ZoneInfo(member.time_zone)).date()
    if DiaryEntry.objects.of(member).filter(day=today).exists():
        return
    if rhythm.is_quiet(now, zone=member.time_zone, quiet_from=hours.quiet_from, quiet_until=hours.quiet_until):
        return
    reminders.remind(
        member=member,
        url=reverse("companion:today"),
        key=f"reminder/{row.pk}/{today.isoformat()}",
        by_mail=row.by_mail,
        on_devices=row.on_devices,
        now=now,
    )


def _follow_travellers(now: datetime) -> None:
    """Work reminders out anew whose members live by another clock now."""
    for pk in list(Reminder.objects.of_travellers(now).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            locked = Reminder.objects.select_for_update(of=("self",), skip_locked=True).select_related("member")
            row = locked.filter(pk=pk, next_at__gt=now).first()
            if row is not None:
                _plan_anew(row, now)


def _plan_anew(row: Reminder, now: datetime) -> None:
    if row.next_at is not None and row.next_at <= now:
        # It is due: the job lets it speak first.
        return
    plan_next(row, now=now)
    row.save(update_fields=["next_at", "zone"])
