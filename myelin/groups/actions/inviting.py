"""Invitations: by name, for two weeks, and a no is told to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.rows import get_or_make
from myelin.groups.actions.belonging import let_in, locked
from myelin.groups.actions.refusals import NotThere, TooMany
from myelin.groups.models import Group, Invitation, Membership, Removal
from myelin.members.models import Member

LASTS = timedelta(days=14)
MOST_IN_A_WEEK = 10
"""Invitations that one member makes in seven days."""


@transaction.atomic
def invite(*, group: Group, by: Member, person: Member, words: str, now: datetime) -> Invitation:
    """Ask somebody into a group that one belongs to. Asking again changes nothing, and tells nothing of a no.

    A moderator's invitation also lifts an earlier removal.

    Raises:
        NotThere: `by` does not belong to the group, or `person` does not exist for them.
        TooMany: enough for this week.
    """
    group = locked(group, by)
    mine = Membership.objects.of(by).filter(group=group).first()
    others = Member.objects.reachable().exclude(pk=by.pk).exclude(blocks__blocked=by).exclude(blocked_by__blocker=by)
    if mine is None or not others.filter(pk=person.pk).exists():
        raise NotThere(_("We know nobody here by that name."))
    if Membership.objects.met_by(by).filter(group=group, member=person).exists():
        raise TooMany(_("They are in this group already."))
    if Invitation.objects.filter(inviter=by, made_at__gt=now - timedelta(days=7)).count() >= MOST_IN_A_WEEK:
        raise TooMany(_("Ten invitations a week are enough. The next ones can wait a few days."))
    if mine.role == Membership.Role.MODERATOR:
        Removal.objects.filter(group=group, member=person).delete()
    elif Removal.objects.filter(group=group, member=person).exists():
        raise NotThere(_("Ask those who look after the group to invite them."))
    invitation, _made = get_or_make(
        Invitation.objects.all(),
        group=group,
        member=person,
        defaults={"inviter": by, "words": words, "made_at": now, "ends_at": now + LASTS},
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Member) -> None:
    """Take an invitation back: one's own, or any as a moderator of the group. Twice is safe. Raises NotThere."""
    own = invitation.inviter_id == by.pk
    if not own and not Group.objects.moderated_by(by).filter(pk=invitation.group_id).exists():
        raise NotThere(_("This invitation is not here."))
    Invitation.objects.filter(pk=invitation.pk).delete()


@transaction.atomic
def accept_invitation(*, group: Group, member: Member, now: datetime) -> Membership:
    """Join where one is invited. Twice is once. Raises NotThere when the invitation ended or was taken back."""
    group = locked(group, member)
    inside = Membership.objects.of(member).filter(group=group).first()
    if inside is not None:
        return inside
    if not Invitation.objects.standing_for(member).filter(group=group, ends_at__gt=now).exists():
        raise NotThere(_("This invitation is over."))
    return let_in(group, member, now)


@transaction.atomic
def decline_invitation(*, group: Group, member: Member, now: datetime) -> None:
    """Say no; nobody is told. Twice is safe."""
    Invitation.objects.standing_for(member).filter(group=group).update(declined_at=now)


def end_invitations(*, now: datetime) -> int:
    """Take away the invitations whose time is over, those that were declined too; says how many."""
    return Invitation.objects.filter(ends_at__lte=now).delete()[0]
