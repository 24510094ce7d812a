"""The shelf "What I wish I had known in month 1": posts whose authors said yes to that, each for themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.discussion.actions.threads import NotYours
from myelin.discussion.models import Thread
from myelin.members.models import Audience, Member


class NotForAll(Refused):
    """What stands on the shelf is for all members."""


@transaction.atomic
def put_on_shelf(*, thread: Thread, by: Member, now: datetime) -> Thread:
    """Let people who were told lately find a post of one's own there. Twice is once.

    Who may see it stays as it is: a post that is narrowed later is on the shelf for those alone.

    Raises:
        NotYours: somebody else wrote it.
        NotForAll: it lies in a group, or not all members may see it.
    """
    thread = _mine(thread, by)
    if thread.group_id is not None or thread.audience < Audience.MEMBERS:
        raise NotForAll(_("The shelf is for all members. Let all of them see this first."))
    if thread.for_newcomers_at is None:
        thread.for_newcomers_at = now
        thread.save(update_fields=["for_newcomers_at"])
    return thread


@transaction.atomic
def take_off_shelf(*, thread: Thread, by: Member) -> Thread:
    """Take one's yes back, at once. Twice is safe. Raises NotYours."""
    thread = _mine(thread, by)
    thread.for_newcomers_at = None
    thread.save(update_fields=["for_newcomers_at"])
    return thread


def _mine(thread: Thread, by: Member) -> Thread:
    mine = Thread.objects.filter(pk__in=Thread.objects.written_by(by).standing().values("pk"))
    found = mine.select_for_update().filter(pk=thread.pk).first()
    if found is None:
        raise NotYours(_("This is not yours to put there."))
    return found
