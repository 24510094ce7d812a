"""Telling members what happened to a thread."""

from __future__ import annotations

from datetime import datetime

from myelin.discussion.models import Thread, ThreadMute
from myelin.members.models import Block, Member
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice


def tell(
    *,
    thread: Thread,
    member: Member,
    kind: str,
    actor: Member | None,
    url: str,
    now: datetime,
    unnamed: bool = False,
) -> Notice | None:
    """Tell `member` what happened to a thread at `url`, unless they muted it. Whoever tells of a thread does so here.

    unnamed: `actor` did it without their name. Nothing is kept of them, and of the ties between the two only the actor's
        own block counts: any other could be used to find out who it is.
    """
    if unnamed and actor is not None:
        if Block.objects.filter(blocker=actor, blocked=member).exists():
            return None
        actor = None
    if ThreadMute.objects.filter(member=member, thread=thread).exists():
        return None
    return notifications.notify(member=member, kind=kind, actor=actor, url=url, group_id=thread.group_id, now=now)
