from __future__ import annotations

from datetime import datetime

from myelin.groups.models import Group, Membership
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, object]:
    """The groups a member made, and those they belong to."""
    rows = Membership.objects.filter(member=member).select_related("group").order_by("joined_at", "id")
    made = Group.objects.filter(made_by=member).order_by("made_at", "id")
    return {
        "groups": [{"group": row.group.name, "role": row.role, "joined_at": row.joined_at.isoformat()} for row in rows],
        "groups_made": [{"group": row.name, "made_at": row.made_at.isoformat()} for row in made],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Leave every group; what a group is called and who made it is no longer theirs."""
    Membership.objects.filter(member=member).delete()
    Group.objects.filter(made_by=member).update(made_by=None)
