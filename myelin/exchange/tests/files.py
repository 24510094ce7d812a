"""A file of care, brought and read without a page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from myelin.exchange import actions
from myelin.exchange.models import Reading
from myelin.media.sealed import HELD
from myelin.members.models import Member


def waiting(member: Member, content: bytes, now: datetime) -> Reading:
    """A file that waits to be read."""
    return actions.bring(member=member, name=HELD.keep([content]), now=now)


def read(member: Member, content: bytes, now: datetime) -> Reading:
    """A file that is read."""
    row = waiting(member, content, now)
    actions.read_on(number=row.pk, now=now)
    row.refresh_from_db()
    return row


def lying() -> list[Path]:
    """Files that wait."""
    return [path for path in HELD.folder.rglob("*") if path.is_file()]
