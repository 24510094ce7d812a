"""Dele's reminders, each with a marker that nobody else may find."""

from __future__ import annotations

from datetime import datetime, time

from myelin.companion import actions as care
from myelin.companion.actions import Wish
from myelin.companion.models import Reminder
from myelin.members.models import Member


def set_reminder(owner: Member, now: datetime) -> Reminder:
    """One that waits already."""
    wish = Wish(kind=Reminder.Kind.OWN, times=[time(15)], words="kanari-me-reminder-7f3a", in_quiet_hours=True)
    row = care.set_reminder(member=owner, wish=wish, now=now)
    row.rings_for, row.told_at = now, now
    row.save()
    return row
