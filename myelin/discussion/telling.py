"""Telling members what happened to a thread."""

from __future__ import annotations

from datetime import datetime

from myelin.discussion.models import Thread, ThreadMute
from myelin.members.models import Member
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice


def tell(*, thread: Thread, member: Member, kind: str, actor: Member | None, url: str, now: datetime) -> Notice | None:
    """Tell `member` what happened to a thread at `url`, unless they muted it. Whoever tells of a thread does so here."""
    if ThreadMute.objects.filter(member=member, thread=thread).exists():
        return None
    return notifications.notify(member=member, kind=kind, actor=actor, url=url, group_id=thread.group_id, now=now)
