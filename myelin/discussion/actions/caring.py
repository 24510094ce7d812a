"""What those who look after a group do with what lies in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.discussion.models import TakenOut, Thread
from myelin.discussion.queries import MOST_PINNED
from myelin.groups.models import Group
from myelin.members.models import Member
from myelin.search import actions as search


class NotThere(Refused):
    """There is no such thread in a group that this member looks after."""

    status = 404


class EnoughPinned(Refused):
    """A group keeps only a few things on top."""


@transaction.atomic
def pin_thread(*, thread: Thread, by: Member, now: datetime) -> Thread:
    """Keep a thread on top of its group. Twice is safe.

    Raises:
        NotThere: `by` does not look after its group, or cannot see it.
        EnoughPinned: three are there already.
    """
    thread = _cared_for(thread, by)
    if thread.pinned_at is not None:
        return thread
    if Thread.objects.standing().filter(group=thread.group_id, pinned_at__isnull=False).count() >= MOST_PINNED:
        raise EnoughPinned(_("Three posts are on top already. Take one down first."))
    thread.pinned_at = now
    thread.save(update_fields=["pinned_at"])
    return thread


@transaction.atomic
def unpin_thread(*, thread: Thread, by: Member) -> None:
    """Let a thread go back among the others. Twice is safe. Raises NotThere as `pin_thread` does."""
    thread = _cared_for(thread, by)
    thread.pinned_at = None
    thread.save(update_fields=["pinned_at"])


@transaction.atomic
def take_out_of_group(*, thread: Thread, by: Member, reason: str, now: datetime) -> TakenOut:
    """Hide a thread from everybody and keep the reason for its author. Raises NotThere as `pin_thread` does."""
    thread = _cared_for(thread, by)
    thread.hidden_at, thread.pinned_at = now, None
    thread.save(update_fields=["hidden_at", "pinned_at"])
    search.remove(f"{thread.kind}:{thread.pk}")
    return TakenOut.objects.create(thread=thread, by=by, reason=reason, taken_at=now)


def _cared_for(thread: Thread, by: Member) -> Thread:
    """The thread with its group locked, so that two moderators do not do it twice."""
    group = Group.objects.moderated_by(by).select_for_update(of=("self",)).filter(pk=thread.group_id or 0).first()
    found = Thread.objects.visible_to(by).filter(pk=thread.pk).first() if group is not None else None
    if found is None:
        raise NotThere(_("This post is not here any more."))
    return found
