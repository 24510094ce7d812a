"""What people do in groups, with the news that it brings: groups stand below the notices and know none of them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from myelin.audience.policy import may_be_met
from myelin.discussion.actions import caring
from myelin.discussion.models import TakenOut, Thread
from myelin.groups import actions as groups
from myelin.groups.models import Group, Invitation, JoinRequest, Membership
from myelin.members.models import Member
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice
from myelin.updates import actions as updates
from myelin.updates.models import Update


def person_named(name: str, *, by: Member) -> Member:
    """Whom `by` means. Raises NotThere when nobody that exists for `by` goes by that name, or several do."""
    found = list(may_be_met(Member.objects.reachable().named(name), by).exclude(pk=by.pk)[:2])
    if not found:
        raise groups.NotThere(_("We know nobody here by that name."))
    if len(found) > 1:
        exact = [person for person in found if person.handle == name.strip().lower()]
        if len(exact) != 1:
            raise groups.NotThere(_("Several people go by that name. Write it as in the address of their page."))
        found = exact
    return found[0]


@transaction.atomic
def invite(*, group: Group, by: Member, person: Member, words: str, now: datetime) -> Invitation:
    """Ask somebody into a group and tell them, once. Raises what `groups.invite` does."""
    invitation = groups.invite(group=group, by=by, person=person, words=words, now=now)
    if invitation.inviter_id == by.pk and invitation.made_at == now:
        _tell(person, Notice.Kind.GROUP_INVITATION, by, group, "home:group", now)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Member) -> None:
    """Take an invitation back, and its notice with it. Raises NotThere."""
    groups.withdraw_invitation(invitation=invitation, by=by)
    notifications.take_back(member=invitation.member, kind=Notice.Kind.GROUP_INVITATION, group_id=invitation.group_id)


@transaction.atomic
def decline_invitation(*, group: Group, member: Member, now: datetime) -> None:
    """Say no. Nobody is told; the notice goes."""
    groups.decline_invitation(group=group, member=member, now=now)
    notifications.take_back(member=member, kind=Notice.Kind.GROUP_INVITATION, group_id=group.pk)


@transaction.atomic
def ask_to_join(*, group: Group, member: Member, words: str, now: datetime) -> JoinRequest:
    """Ask those who look after a group, and tell them, once. Raises what `groups.ask_to_join` does."""
    request = groups.ask_to_join(group=group, member=member, words=words, now=now)
    if request.asked_at == now:
        for row in group.memberships.moderators().select_related("member"):
            _tell(row.member, Notice.Kind.GROUP_REQUEST, member, group, "home:group_requests", now)
    return request


@transaction.atomic
def accept_request(*, request: JoinRequest, by: Member, now: datetime) -> Membership:
    """Let somebody in and tell them. Raises NotThere."""
    membership = groups.accept_request(request=request, by=by, now=now)
    if membership.joined_at == now:
        _tell(request.member, Notice.Kind.GROUP_WELCOME, by, request.group, "home:group", now)
    return membership


@transaction.atomic
def take_post_out(*, thread: Thread, by: Member, reason: str, now: datetime) -> TakenOut:
    """Take a post out of the group it lies in, hide it and its pictures, and tell its author why. Raises NotThere."""
    taken = caring.take_out_of_group(thread=thread, by=by, reason=reason, now=now)
    for update in Update.objects.filter(pk=thread.pk):
        updates.put_pictures_away(update=update)
    if thread.author is not None:
        # No name and no group: the reason is on a page that is theirs alone, also after they left.
        url = reverse("home:taken_out", args=[thread.pk])
        notifications.notify(member=thread.author, kind=Notice.Kind.GROUP_TAKEN_OUT, actor=None, url=url, now=now)
    return taken


def _tell(member: Member, kind: Notice.Kind, actor: Member, group: Group, page: str, now: datetime) -> None:
    url = reverse(page, args=[group.slug])
    notifications.notify(member=member, kind=kind, actor=actor, url=url, group_id=group.pk, now=now)
