from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from myelin.members.models import Member


def day_of(member: Member, now: datetime) -> date:
    """Which day it is for a member."""
    return now.astimezone(ZoneInfo(member.time_zone)).date()


def last_day_of(member: Member, ends_at: datetime) -> date:
    """The last day that is whole before a moment, for a member."""
    return day_of(member, ends_at - timedelta(seconds=1))
