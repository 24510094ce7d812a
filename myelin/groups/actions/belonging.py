"""The two steps that every way in or out of a group ends with. The group's row is locked by whoever takes one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from myelin.base.rows import get_or_make
from myelin.groups.actions.refusals import NotThere
from myelin.groups.models import Group, Invitation, JoinRequest, Membership
from myelin.live import actions as live
from myelin.members.models import Member


def locked(group: Group, member: Member) -> Group:
    """The group, locked, as far as it is there for `member`. Raises NotThere."""
    found = Group.objects.visible_to(member).select_for_update(of=("self",)).filter(pk=group.pk).first()
    if found is None:
        raise NotThere(_("This group is not here."))
    return found


def locked_by_moderator(group: Group, member: Member) -> Group:
    """The group, locked, for somebody who looks after it. Raises NotThere for anybody else."""
    found = Group.objects.moderated_by(member).select_for_update(of=("self",)).filter(pk=group.pk).first()
    if found is None:
        raise NotThere(_("This group is not here."))
    return found


def let_in(group: Group, member: Member, now: datetime) -> Membership:
    """Make the membership, once; what asked for it is done with."""
    membership, made = get_or_make(Membership.objects.all(), group=group, member=member, defaults={"joined_at": now})
    if made:
        Group.objects.filter(pk=group.pk).update(size=F("size") + 1)
        live.announce(channels=[f"member:{member.pk}"], what="follows")
    JoinRequest.objects.filter(group=group, member=member).delete()
    Invitation.objects.filter(group=group, member=member).delete()
    return membership


def let_out(group: Group, member: Member, now: datetime) -> None:
    """Take the membership and the open invitations of a member away; a group with nobody in it closes."""
    gone, _per_model = Membership.objects.filter(group=group, member=member).delete()
    Invitation.objects.filter(group=group, inviter=member).delete()
    if gone:
        Group.objects.filter(pk=group.pk).update(size=F("size") - 1)
        Group.objects.filter(pk=group.pk, size=0).update(closed_at=now)
        live.announce(channels=[f"member:{member.pk}"], what="ties")
