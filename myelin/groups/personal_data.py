from __future__ import annotations

from datetime import datetime

from myelin.groups.models import Membership
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, object]:
    """The groups a member joined."""
    rows = Membership.objects.filter(member=member).select_related("group").order_by("joined_at", "id")
    return {"groups": [{"group": row.group.name, "joined_at": row.joined_at.isoformat()} for row in rows]}


def erase_for(member: Member, *, now: datetime) -> None:
    """Leave every group."""
    Membership.objects.filter(member=member).delete()
