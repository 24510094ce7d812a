"""Telling members what happened to a thread."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from myelin.discussion.models import Thread, ThreadMute, ThreadTopic, TopicMute
from myelin.discussion.models.threads import by
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
    """Tell `member` what happened to a thread at `url`. Whoever tells of a thread does so here.

    Who muted the thread, or a topic of it when it is not their own, is told nothing.

    unnamed: `actor` did it without their name. Nothing is kept of them, and of the ties between the two only the actor's
        own block counts: any other could be used to find out who it is.
    """
    if unnamed and actor is not None:
        if Block.objects.filter(blocker=actor, blocked=member).exists():
            return None
        actor = None
    if Thread.objects.filter(_muted_by(member), pk=thread.pk).exists():
        return None
    return notifications.notify(
        member=member, kind=kind, actor=actor, url=url, group_id=thread.group_id, about=thread.pk, now=now
    )


def still_told(member: Member, threads: Collection[int]) -> set[int]:
    """Those of the threads that are there for `member` and that they did not mute. One statement."""
    if not threads:
        return set()
    rows = Thread.objects.visible_to(member).filter(pk__in=threads).exclude(_muted_by(member))
    return set(rows.values_list("pk", flat=True))


def _muted_by(member: Member) -> Q:
    """The threads that `member` muted, and what others shared about a topic that they muted."""
    own = Exists(ThreadMute.objects.filter(member=member, thread=OuterRef("pk")))
    topics = TopicMute.objects.filter(member=member).values("topic")
    about = Exists(ThreadTopic.objects.filter(thread=OuterRef("pk"), topic__in=topics))
    return Q(own) | (Q(about) & ~by(member))
