from __future__ import annotations

from datetime import datetime

from myelin.audit.models import Entry
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, object]:
    """What the record says that this member did."""
    rows = Entry.objects.filter(actor=member).order_by("at", "id")
    return {"did": [{"at": row.at.isoformat(), "action": row.action, "subject": row.subject_kind} for row in rows]}


def erase_for(member: Member, *, now: datetime) -> None:
    """Nothing to do: entries name a member by number alone, and the number means nobody once they are erased."""
