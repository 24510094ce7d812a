"""Opening who wrote something without their name: two moderators, each with a reason, and the author is told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.discussion.actions.threads import NotThere
from myelin.discussion.authors import author_of
from myelin.discussion.models import SealOpening, Thread
from myelin.members.models import Member
from myelin.members.staff import is_moderator
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice

MODERATORS = 2
STANDS_FOR = timedelta(days=7)
"""How long a reason waits for the second one, and how long the name is shown after that."""


class NoReason(Refused):
    """A seal is opened with a reason only."""

    status = 422


@transaction.atomic
def open_seal(*, thread: Thread, by: Member, reason: str, now: datetime) -> Member | None:
    """Say why one has to know who wrote a thread; the author once a second moderator says so too, else None.

    Both reasons are in the author's log then, and the author is told. The same moderator twice is one.

    Raises:
        NotThere: `by` is no moderator, does not see the thread, or it has a name.
        NoReason: `reason` is empty.
    """
    thread = _sealed(thread, by)
    if not reason.strip():
        raise NoReason(_("Say in a line why. Whoever wrote it reads that."))
    asked = {"reason": reason.strip(), "asked_at": now, "opened_at": None}
    row = _standing(thread, now).filter(by=by).first()
    if row is None:
        row, _made = SealOpening.objects.update_or_create(thread=thread, by=by, defaults=asked)
        audit.record(actor=by, action="seal.asked", subject=thread, now=now, reason=row.reason)
    author = author_of(thread)
    rows = list(_standing(thread, now).filter(by__isnull=False).select_related("by").order_by("asked_at", "pk"))
    if len(rows) < MODERATORS or author is None:
        return None
    fresh = [row for row in rows if row.opened_at is None]
    for row in fresh:
        row.opened_at = now
        row.save(update_fields=["opened_at"])
        audit.record(actor=row.by, action="seal.opened", subject=author, now=now, reason=row.reason)
    if fresh:
        # By nobody in person: neither a block nor a mute keeps this from the author. Their log says who.
        kind = Notice.Kind.SEAL_OPENED
        notifications.notify(member=author, kind=kind, actor=None, url="/settings/data/", now=now)
    return author


def opened_for(*, thread: Thread, by: Member, now: datetime) -> tuple[SealOpening | None, Member | None]:
    """What a moderator said about a thread, and who wrote it if two opened it, within `STANDS_FOR`. Raises NotThere."""
    if not is_moderator(by) or thread.seal_id is None:
        raise NotThere(_("This is not here any more."))
    mine = _standing(thread, now).filter(by=by).first()
    return mine, author_of(thread) if mine is not None and mine.opened_at is not None else None


def _sealed(thread: Thread, by: Member) -> Thread:
    # Locked: two moderators at the same moment are two, whoever comes second opens it.
    locked = Thread.objects.select_for_update(of=("self",)).select_related("seal").filter(pk=thread.pk).first()
    seen = Thread.objects.visible_to(by).filter(pk=thread.pk).exists()
    if locked is None or locked.seal_id is None or not seen or not is_moderator(by):
        raise NotThere(_("This is not here any more."))
    return locked


def _standing(thread: Thread, now: datetime) -> QuerySet[SealOpening]:
    return SealOpening.objects.filter(thread=thread, asked_at__gt=now - STANDS_FOR)
