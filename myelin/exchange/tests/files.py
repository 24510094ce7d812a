"""A file of care, brought and read without a page."""

from __future__ import annotations

from datetime import datetime

from myelin.exchange import actions
from myelin.exchange.models import Reading
from myelin.media import held
from myelin.members.models import Member


def waiting(member: Member, content: bytes, now: datetime) -> Reading:
    """A file that waits to be read."""
    return actions.bring(member=member, name=held.keep([content]), now=now)


def read(member: Member, content: bytes, now: datetime) -> Reading:
    """A file that is read."""
    row = waiting(member, content, now)
    actions.read_on(number=row.pk, now=now)
    row.refresh_from_db()
    return row
