"""Set a reminder, change it, pause it, end it; answer one that waits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import reminding
from myelin.companion.actions.near import FARTHEST_AHEAD, check_near
from myelin.companion.models import Record, Reminder
from myelin.companion.queries.reminders import plan_of
from myelin.companion.reminding import Later
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

MOST_REMINDERS = 100


class TooManyReminders(Refused):
    """More than anybody could answer."""


class NeverSpeaks(Refused):
    """No day is left on which it could speak."""


class NothingWaits(Refused):
    """It was answered already."""


@dataclass(frozen=True)
class Wish:
    """What a member wants to be told, and when: times are local, of a day."""

    kind: Reminder.Kind
    times: Collection[time]
    words: str = ""
    record: Record | None = None
    weekdays: Collection[int] = tuple(range(7))
    days_before: Collection[int] = ()
    first_on: date | None = None
    last_on: date | None = None
    by_mail: bool = False
    on_devices: bool = False
    in_quiet_hours: bool = False

    @property
    def said(self) -> dict[str, Any]:
        """All of it that is kept encrypted."""
        told = {
            "words": self.words,
            "times": sorted({clock.strftime("%H:%M") for clock in self.times}),
            "weekdays": sorted(set(self.weekdays)) if self.kind not in Reminder.FOLLOW else [],
            "days_before": sorted(set(self.days_before), reverse=True),
            "first_on": self.first_on.isoformat() if self.first_on else "",
            "last_on": self.last_on.isoformat() if self.last_on else "",
        }
        return {name: value for name, value in told.items() if value}


@transaction.atomic
def set_reminder(*, member: Member, wish: Wish, now: datetime, reminder: Reminder | None = None) -> Reminder:
    """Keep what a member wants to be told; with `reminder`, change one's own: what waits of it is then over.

    Raises:
        NotAgreed: the member's yes to keeping health details does not stand.
        TooManyReminders: there are a hundred already.
        FarAway: its first day lies more than five years ahead.
        NeverSpeaks: its last day is over, or no day of the week is left. One that follows dates waits for dates.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    if wish.first_on is not None:
        check_near(wish.first_on, now=now, ahead=FARTHEST_AHEAD)
    # The member first, so that two at once do not both count ninety-nine.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    mine = Reminder.objects.of(member)
    if reminder is None and mine.count() >= MOST_REMINDERS:
        raise TooManyReminders(_("A hundred reminders are the most. You can end one that you do not need."))
    row = Reminder(member=member, kind=wish.kind, made_at=now)
    if reminder is not None:
        row = mine.select_for_update().get(pk=reminder.pk)
    row.record = Record.objects.of(member).get(pk=wish.record.pk) if wish.record is not None else None
    row.said, row.by_mail, row.on_devices = wish.said, wish.by_mail, wish.on_devices
    row.in_quiet_hours, row.rings_for, row.tell_at, row.told_at = wish.in_quiet_hours, None, None, None
    if row.paused_at is None:
        plan_next(row, now=now)
        if row.next_at is None and row.kind not in Reminder.FOLLOW:
            raise NeverSpeaks(_("No day is left for this one. Could you look at its days again?"))
    row.save()
    audit.record(actor=member, action="reminder.set", subject=row, now=now)
    return row


@transaction.atomic
def end_reminder(*, reminder: Reminder, by: Member) -> None:
    """Take a reminder away. Twice is safe."""
    Reminder.objects.of(by).filter(pk=reminder.pk).delete()


@transaction.atomic
def pause_reminder(*, reminder: Reminder, by: Member, now: datetime) -> None:
    """Let it rest until it is wanted again. Twice is safe."""
    row = _locked(reminder, by)
    if row.paused_at is None:
        row.paused_at = now
        row.next_at = row.rings_for = row.tell_at = row.told_at = None
        row.save()


@transaction.atomic
def resume_reminder(*, reminder: Reminder, by: Member, now: datetime) -> None:
    """Have a paused one speak again, from now on. Twice is safe. Raises NotAgreed."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    row = _locked(reminder, by)
    if row.paused_at is not None:
        row.paused_at = None
        plan_next(row, now=now)
        row.save()


@transaction.atomic
def answer_reminder(*, reminder: Reminder, by: Member) -> None:
    """Say that it is done. Twice is safe."""
    row = _locked(reminder, by)
    row.rings_for = row.tell_at = row.told_at = None
    row.save(update_fields=["rings_for", "tell_at", "told_at"])


@transaction.atomic
def put_off_reminder(*, reminder: Reminder, by: Member, later: Later, now: datetime) -> datetime:
    """Have one that waits come back later, and say when. Raises NothingWaits, NotAgreed."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    row = _locked(reminder, by)
    if row.rings_for is None:
        raise NothingWaits(_("Nothing waits there any more, so there is nothing to put off."))
    comes_back = reminding.put_off(later, now=now, zone=by.time_zone)
    row.tell_at, row.told_at = comes_back, None
    row.save(update_fields=["tell_at", "told_at"])
    return comes_back


def plan_next(row: Reminder, *, now: datetime) -> None:
    """Work out when it speaks next, by the member's zone of now. `member` must be selected; the caller saves."""
    row.zone = row.member.time_zone
    row.next_at = reminding.next_moment(plan_of(row, now=now), after=now, zone=row.zone)


def _locked(reminder: Reminder, by: Member) -> Reminder:
    return Reminder.objects.of(by).select_for_update(of=("self",)).select_related("member").get(pk=reminder.pk)
