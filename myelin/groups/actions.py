"""What one can do with groups: join one, leave one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.groups.models import Access, Group, Membership
from myelin.live import actions as live
from myelin.members.models import Member


class NotOpen(Refused):
    """Joining this group takes more than the wish."""


@transaction.atomic
def join_group(*, group: Group, member: Member, now: datetime) -> Membership:
    """Let a member into an open group. Joining twice changes nothing. Raises NotOpen for any other group."""
    if not Group.objects.visible_to(member).filter(pk=group.pk, access=Access.OPEN).exists():
        raise NotOpen(_("This group is not open to everybody."))
    membership, _made = Membership.objects.get_or_create(group=group, member=member, defaults={"joined_at": now})
    live.announce(channels=[f"member:{member.pk}"], what="follows")
    return membership


@transaction.atomic
def leave_group(*, group: Group, member: Member) -> None:
    """Take a member out of a group; what they posted there stays theirs."""
    Membership.objects.filter(group=group, member=member).delete()
    live.announce(channels=[f"member:{member.pk}"], what="ties")
