from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from myelin.groups.actions.belonging import let_out
from myelin.groups.models import Group, Invitation, JoinRequest, Membership, Removal
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, object]:
    """The groups a member belongs to or made, what they asked for, and whom they invited. Never who invited them
    to a group they did not join: that would outlive the invitation."""
    rows = Membership.objects.filter(member=member).select_related("group").order_by("joined_at", "id")
    made = Group.objects.filter(made_by=member).order_by("made_at", "id")
    asked = JoinRequest.objects.filter(member=member).select_related("group").order_by("asked_at", "id")
    invited = Invitation.objects.filter(inviter=member).select_related("member").order_by("made_at", "id")
    return {
        "groups": [{"group": row.group.name, "role": row.role, "joined_at": row.joined_at.isoformat()} for row in rows],
        "groups_made": [{"group": row.name, "made_at": row.made_at.isoformat()} for row in made],
        "group_requests": [
            {"words": row.words, "asked_at": row.asked_at.isoformat()}
            | ({"group": row.group.name} if Group.objects.visible_to(member).filter(pk=row.group_id).exists() else {})
            for row in asked
        ],
        "invited": [
            {"member": row.member.handle, "words": row.words, "made_at": row.made_at.isoformat()} for row in invited
        ],
    }


@transaction.atomic
def erase_for(member: Member, *, now: datetime) -> None:
    """Leave every group; who has been there longest looks after what would be left alone."""
    for group in Group.objects.select_for_update().filter(memberships__member=member):
        let_out(group, member, now)
        left = group.memberships.order_by("joined_at", "id")
        if not left.moderators().exists():
            oldest = left.first()
            Membership.objects.filter(pk=oldest.pk if oldest else 0).update(role=Membership.Role.MODERATOR)
    JoinRequest.objects.filter(member=member).delete()
    Invitation.objects.filter(Q(member=member) | Q(inviter=member)).delete()
    Removal.objects.filter(member=member).delete()
    Group.objects.filter(made_by=member).update(made_by=None)
