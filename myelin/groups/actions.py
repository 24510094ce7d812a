"""What one can do with groups: join one, leave one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from myelin.groups.models import Group, Membership
from myelin.members.models import Member


@transaction.atomic
def join_group(*, group: Group, member: Member, now: datetime) -> Membership:
    """Let a member into an open group. Joining twice changes nothing."""
    membership, _made = Membership.objects.get_or_create(group=group, member=member, defaults={"joined_at": now})
    return membership


@transaction.atomic
def leave_group(*, group: Group, member: Member) -> None:
    """Take a member out of a group; what they posted there stays theirs."""
    Membership.objects.filter(group=group, member=member).delete()
