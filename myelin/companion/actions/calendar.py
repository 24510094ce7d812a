"""Secret addresses from which a calendar program reads one's dates."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.tokens import digest_of, new_secret
from myelin.companion.models import CalendarFeed
from myelin.members.models import Member

MOST_CALENDARS = 10


class TooManyCalendars(Refused):
    """More addresses than anybody has devices."""


@transaction.atomic
def open_calendar(*, member: Member, name: str, shows_detail: bool, now: datetime) -> tuple[CalendarFeed, str]:
    """Make a secret address; returns it once, beside its row. It holds 256 random bits.

    Raises TooManyCalendars above ten that still open.
    """
    if CalendarFeed.objects.of(member).count() >= MOST_CALENDARS:
        raise TooManyCalendars(_("Ten calendar addresses are the most. You can close one that you do not use."))
    token = new_secret()
    feed = CalendarFeed.objects.create(
        member=member, name=name, digest=digest_of(token), shows_detail=shows_detail, made_at=now
    )
    audit.record(actor=member, action="calendar.opened", subject=feed, now=now)
    return feed, token


@transaction.atomic
def close_calendar(*, feed: CalendarFeed, by: Member, now: datetime) -> None:
    """Stop an address from working, at once. Twice is safe."""
    CalendarFeed.objects.of(by).filter(pk=feed.pk).update(revoked_at=now)
    audit.record(actor=by, action="calendar.closed", subject=feed, now=now)


@transaction.atomic
def set_detail(*, feed: CalendarFeed, by: Member, shows_detail: bool, now: datetime) -> None:
    """Choose whether an address tells the medicine, or only “Appointment”."""
    CalendarFeed.objects.of(by).filter(pk=feed.pk).update(shows_detail=shows_detail)
    audit.record(actor=by, action="calendar.detail_set", subject=feed, now=now)


def note_reading(*, feed: CalendarFeed, today: date) -> None:
    """Remember, to the day, that the address was read; at most one write a day."""
    if feed.last_read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=today)
