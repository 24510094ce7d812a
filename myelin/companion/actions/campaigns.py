"""Have the diary ask for a few days, and then no more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion.actions.near import FARTHEST_BACK
from myelin.companion.actions.reminders import plan_next
from myelin.companion.models import Reminder
from myelin.companion.queries.campaigns import cycle_ahead
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.notifications import actions as notifications
from myelin.notifications import rhythm

FARTHEST = timedelta(days=366)


class NothingAhead(Refused):
    """No day of it is still to come."""


class NoCycle(Refused):
    """There is no dose to come with a cycle beside it."""


class InQuietHours(Refused):
    """It would never be heard."""


@transaction.atomic
def begin_campaign(
    *, member: Member, at: time, now: datetime, visit_on: date | None = None, by_mail: bool = False,
    on_devices: bool = False,
) -> Reminder:  # fmt: skip
    """Have the diary ask on the days before a visit; without one, round the next dose and in the middle of a cycle.

    What was asked for before is over then. at: local.

    Raises NotAgreed, NothingAhead, NoCycle, InQuietHours.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    _check_heard(member, at, now)
    said: dict[str, Any] = {"times": [at.strftime("%H:%M")], **_days(member, visit_on, now)}
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    row = Reminder.objects.of(member).campaigns().select_for_update().first()
    row = row or Reminder(member=member, kind=Reminder.Kind.CAMPAIGN, made_at=now)
    row.said, row.by_mail, row.on_devices = said, by_mail, on_devices
    plan_next(row, now=now)
    if row.next_at is None:
        raise NothingAhead(_("No day is left for this. Could you look at the date again?"))
    row.save()
    audit.record(actor=member, action="campaign.begun", subject=row, now=now)
    return row


@transaction.atomic
def end_campaign(*, member: Member) -> None:
    """Have the diary be silent. Twice is safe."""
    Reminder.objects.of(member).campaigns().delete()


def _days(member: Member, visit_on: date | None, now: datetime) -> dict[str, Any]:
    today = now.astimezone(ZoneInfo(member.time_zone)).date()
    if visit_on is not None:
        if not -FARTHEST_BACK <= visit_on - today <= FARTHEST:
            raise NothingAhead(_("This day is very far away. Could you check the year?"))
        return {"visit_on": visit_on.isoformat()}
    ahead = cycle_ahead(member, today=today)
    if ahead is None:
        raise NoCycle(_("There is no dose to come with a cycle beside it. The days before a visit work all the same."))
    dose, other = ahead
    return {"dose": dose.pk, "other": other.pk}


def _check_heard(member: Member, at: time, now: datetime) -> None:
    hours = notifications.delivery_of(member)
    there = datetime.combine(now.astimezone(ZoneInfo(member.time_zone)).date(), at, ZoneInfo(member.time_zone))
    if rhythm.is_quiet(there, zone=member.time_zone, quiet_from=hours.quiet_from, quiet_until=hours.quiet_until):
        raise InQuietHours(_("That time lies in your quiet hours. Could you choose another one?"))
