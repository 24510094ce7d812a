"""Meeting less of a person, a thread or a topic, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from myelin.base.api import Size
from myelin.base.errors import Refused
from myelin.base.pages import keyset
from myelin.discussion import mutes
from myelin.discussion.api import member_of
from myelin.discussion.models import Thread
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.pack.models import Topic

router = Router(tags=["talk"])


class NotOneThing(Refused):
    """None of the three was named, or several were."""

    status = 422


class Muted(Schema):
    """Whom or what I muted: the handle of a person, the number of a thread or the slug of a topic."""

    handle: str | None = None
    thread: int | None = None
    topic: str | None = None
    muted_at: datetime


class ToMute(Schema):
    """One of the three: the handle of a person, the number of a thread, or the slug of a topic."""

    handle: str | None = None
    thread: int | None = None
    topic: str | None = None


class MutedList(Schema):
    """A page of them, the newest first; `next` is the cursor of the page after it, null at the end."""

    items: list[Muted]
    next: str | None


@router.get("mutes", response=MutedList, url_name="mutes")
def muted(
    request: HttpRequest,
    show: Literal["people", "threads", "topics"] = "people",
    after: str | None = None,
    size: Size = 20,
) -> MutedList:
    """Whom or what I muted, one kind at a time; each is taken back here or at its own address."""
    page = keyset(mutes.lists_of(member_of(request))[show], order=("-muted_at", "-id"), after=after, size=size)
    items = [
        Muted(
            handle=row.muted.handle if show == "people" else None,
            thread=row.thread_id if show == "threads" else None,
            topic=row.topic.slug if show == "topics" else None,
            muted_at=row.muted_at,
        )
        for row in page
    ]
    return MutedList(items=items, next=page.next)


@router.post("mutes", response={204: None}, url_name="mutes_more")
def mute(request: HttpRequest, body: ToMute) -> tuple[int, None]:
    """Mute a person, a thread or a topic. Twice is once, and nobody is told."""
    member, now = member_of(request), timezone.now()
    match _meant(member, body):
        case Member() as person:
            members.mute(member=member, person=person, now=now)
        case Thread() as thread:
            mutes.mute_thread(thread=thread, member=member, now=now)
        case Topic() as topic:
            mutes.mute_topic(topic=topic, member=member, now=now)
    return 204, None


@router.delete("mutes", response={204: None}, url_name="mutes_less")
def unmute(request: HttpRequest, meant: Query[ToMute]) -> tuple[int, None]:
    """Take it back: `DELETE mutes?handle=ben`. Twice is safe."""
    member = member_of(request)
    match _meant(member, meant):
        case Member() as person:
            members.unmute(member=member, person=person)
        case Thread() as thread:
            mutes.unmute_thread(thread=thread, member=member)
        case Topic() as topic:
            mutes.unmute_topic(topic=topic, member=member)
    return 204, None


def _meant(member: Member, asked: ToMute) -> Member | Thread | Topic:
    """What one word of the three names, as far as it is there for `member`."""
    match asked:
        case ToMute(handle=str() as handle, thread=None, topic=None):
            return get_object_or_404(Member.objects.present().met_by(member), handle=handle)
        case ToMute(handle=None, thread=int() as number, topic=None):
            return get_object_or_404(Thread.objects.visible_to(member), pk=number)
        case ToMute(handle=None, thread=None, topic=str() as slug):
            return get_object_or_404(Topic, slug=slug)
    raise NotOneThing(_("Name one thing: a handle, a thread or a topic."))


@router.put("threads/{thread_id}/mute", response={204: None}, url_name="thread_mute")
def mute_thread(request: HttpRequest, thread_id: int) -> tuple[int, None]:
    """Leave a thread out of my feeds, and tell me no more of it."""
    member = member_of(request)
    found = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    mutes.mute_thread(thread=found, member=member, now=timezone.now())
    return 204, None


@router.delete("threads/{thread_id}/mute", response={204: None}, url_name="thread_unmute")
def unmute_thread(request: HttpRequest, thread_id: int) -> tuple[int, None]:
    """Bring it back."""
    member = member_of(request)
    found = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    mutes.unmute_thread(thread=found, member=member)
    return 204, None


@router.put("topics/{slug}/mute", response={204: None}, url_name="topic_mute")
def mute_topic(request: HttpRequest, slug: str) -> tuple[int, None]:
    """Leave what is about a topic out of my feeds."""
    mutes.mute_topic(topic=get_object_or_404(Topic, slug=slug), member=member_of(request), now=timezone.now())
    return 204, None


@router.delete("topics/{slug}/mute", response={204: None}, url_name="topic_unmute")
def unmute_topic(request: HttpRequest, slug: str) -> tuple[int, None]:
    """Bring it back."""
    mutes.unmute_topic(topic=get_object_or_404(Topic, slug=slug), member=member_of(request))
    return 204, None
