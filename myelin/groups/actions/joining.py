"""Ways in and out: join, ask and be answered, leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.rows import get_or_make
from myelin.groups.actions.belonging import let_in, let_out, locked, locked_by_moderator
from myelin.groups.actions.refusals import AskedOut, LastToCare, NotOpen, NotThere
from myelin.groups.models import Access, Group, JoinRequest, Membership, Removal
from myelin.members.models import Member, Role

ASK_AGAIN_AFTER = timedelta(days=30)
"""How long a no stands before somebody may ask once more."""


@transaction.atomic
def join_group(*, group: Group, member: Member, now: datetime) -> Membership:
    """Let a member into an open group. Joining twice changes nothing.

    Raises:
        NotThere: the group does not exist for them.
        NotOpen: joining has to be asked for, or takes an invitation.
        AskedOut: they were removed before.
    """
    group = locked(group, member)
    inside = Membership.objects.of(member).filter(group=group).first()
    if inside is not None:
        return inside
    if group.access != Access.OPEN:
        raise NotOpen(_("Joining this group has to be asked for first."))
    _not_asked_out(group, member)
    return let_in(group, member, now)


@transaction.atomic
def ask_to_join(*, group: Group, member: Member, words: str, now: datetime) -> JoinRequest:
    """Ask those who look after a group. Asking twice is asking once; a member of it has nothing to ask.

    Raises:
        NotThere: the group does not exist for them.
        NotOpen: one joins without asking, is in it already, or was told no lately.
        AskedOut: they were removed before.
    """
    group = locked(group, member)
    if group.access != Access.REQUEST or Membership.objects.of(member).filter(group=group).exists():
        raise NotOpen(_("There is nothing to ask for here."))
    _not_asked_out(group, member)
    request, _made = get_or_make(
        JoinRequest.objects.all(), group=group, member=member, defaults={"words": words, "asked_at": now}
    )
    if request.declined_at is not None:
        if now < request.declined_at + ASK_AGAIN_AFTER:
            raise NotOpen(_("It is too early to ask again. Another group may fit as well."))
        request.words, request.asked_at, request.declined_at = words, now, None
        request.save(update_fields=["words", "asked_at", "declined_at"])
    return request


@transaction.atomic
def take_request_back(*, group: Group, member: Member) -> None:
    """Ask no longer. Twice is safe; a no that was said stays said."""
    JoinRequest.objects.of(member).filter(group=group, declined_at=None).delete()


@transaction.atomic
def accept_request(*, request: JoinRequest, by: Member, now: datetime) -> Membership:
    """Let in who asked. Twice is once. Raises NotThere for anybody who does not look after the group."""
    group = locked_by_moderator(request.group, by)
    inside = Membership.objects.filter(group=group, member=request.member).first()
    if inside is not None:
        return inside
    waiting = JoinRequest.objects.filter(pk=request.pk, group=group, declined_at=None)
    fits = not group.caregivers_only or request.member.role == Role.CAREGIVER
    if not waiting.exists() or not fits:
        raise NotThere(_("This request was taken back."))
    return let_in(group, request.member, now)


@transaction.atomic
def decline_request(*, request: JoinRequest, by: Member, now: datetime) -> None:
    """Say no to who asked. Twice is safe. Raises NotThere for anybody who does not look after the group."""
    group = locked_by_moderator(request.group, by)
    JoinRequest.objects.filter(pk=request.pk, group=group, declined_at=None).update(declined_at=now)


@transaction.atomic
def leave_group(*, group: Group, member: Member, now: datetime) -> None:
    """Take a member out of a group; what they posted there stays theirs. Twice is safe.

    With nobody left the group closes. Raises LastToCare for the only one who looks after others.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    mine = Membership.objects.of(member).filter(group=group).first()
    if mine is None:
        return
    others = group.memberships.exclude(pk=mine.pk)
    if mine.role == Membership.Role.MODERATOR and others.exists() and not others.moderators().exists():
        raise LastToCare(_("You are the only one who looks after this group. Hand it over first, then you can go."))
    let_out(group, member, now)


def _not_asked_out(group: Group, member: Member) -> None:
    if Removal.objects.filter(group=group, member=member).exists():
        raise AskedOut(_("You cannot join this group right now. Another one may fit as well."))
