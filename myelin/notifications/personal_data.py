from __future__ import annotations

from datetime import datetime

from myelin.members.models import Member
from myelin.notifications.models import Notice, OutgoingMail


def export_for(member: Member) -> dict[str, object]:
    """The notices a member was shown."""
    rows = Notice.objects.of(member).order_by("made_at", "id")
    return {"notices": [{"kind": row.kind, "url": row.url, "at": row.made_at.isoformat()} for row in rows]}


def erase_for(member: Member, *, now: datetime) -> None:
    """Take notices to and from the member away, and letters to their address."""
    Notice.objects.filter(member=member).delete()
    Notice.objects.filter(actor=member).delete()
    OutgoingMail.objects.filter(to__iexact=member.email).delete()
