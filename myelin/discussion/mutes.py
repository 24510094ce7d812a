"""Meet less of a topic or a thread. Nobody is told; people are muted in `members.actions`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from myelin.base.rows import get_or_make
from myelin.discussion.actions import NotThere, unfollow_topic
from myelin.discussion.models import Thread, ThreadMute, TopicMute
from myelin.members.models import Member, Mute
from myelin.pack.models import Topic


@transaction.atomic
def mute_topic(*, topic: Topic, member: Member, now: datetime) -> None:
    """Leave what is about a topic out of a member's feeds; they no longer follow it. Twice is once."""
    get_or_make(TopicMute.objects.all(), topic=topic, member=member, defaults={"muted_at": now})
    unfollow_topic(topic=topic, member=member)


def unmute_topic(*, topic: Topic, member: Member) -> None:
    """Take it back; a follow that it ended does not come back by itself."""
    TopicMute.objects.filter(topic=topic, member=member).delete()


@transaction.atomic
def mute_thread(*, thread: Thread, member: Member, now: datetime) -> None:
    """Leave a thread out of a member's feeds, and tell them no more of it. Twice is once. Raises NotThere."""
    if not Thread.objects.visible_to(member).filter(pk=thread.pk).exists():
        raise NotThere(_("This is not here any more."))
    get_or_make(ThreadMute.objects.all(), thread=thread, member=member, defaults={"muted_at": now})


def unmute_thread(*, thread: Thread, member: Member) -> None:
    """Take it back. Twice is safe."""
    ThreadMute.objects.filter(thread=thread, member=member).delete()


def lists_of(member: Member) -> dict[str, QuerySet[Any]]:
    """Whom and what `member` muted, by kind."""
    return {
        "people": Mute.objects.of(member),
        "threads": ThreadMute.objects.of(member),
        "topics": TopicMute.objects.of(member),
    }
