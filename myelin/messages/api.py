"""Conversations and their words as JSON: the same forms and the same actions as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema

from myelin.base.api import Size, check_form
from myelin.base.idempotency import FIELD
from myelin.discussion.api import Author, member_of
from myelin.members.models import Member
from myelin.messages import actions, queries
from myelin.messages.forms import MessageForm
from myelin.messages.models import Message, Seat

router = Router(tags=["messages"])


class PlacedPicture(Schema):
    """A picture that was sent before, and what it shows in words."""

    id: int
    alt: str = ""


class NewMessage(Schema):
    """Words, pictures, or both. The same `key` (a UUID) again changes nothing."""

    text: str = ""
    pictures: list[PlacedPicture] = []
    key: str = ""


class NewConversation(NewMessage):
    """The first words to one or up to seven people, by handle."""

    people: list[str] = []
    name: str = ""


class ConversationOut(Schema):
    id: int
    title: str
    is_group: bool
    is_new: bool
    moved_at: datetime | None


class Conversations(Schema):
    items: list[ConversationOut]
    next: str | None


class PictureOut(Schema):
    url: str
    alt: str


class MessageOut(Schema):
    id: int
    conversation: int
    author: Author | None
    event: str
    text: str
    pictures: list[PictureOut]
    sent_at: datetime


class Messages(Schema):
    items: list[MessageOut]
    next: str | None


def _form(body: NewMessage, author: Member) -> MessageForm:
    data: dict[str, Any] = {"text": body.text, FIELD: body.key}
    for number, picture in enumerate(body.pictures, 1):
        data |= {f"kept_{number}": picture.id, f"alt_{number}": picture.alt}
    form = MessageForm(data, author=author)
    check_form(form)
    return form


def _seat(request: HttpRequest, number: int) -> Seat:
    seat = queries.seat_in(member_of(request), number)
    if seat is None or seat.accepted_at is None:
        raise Http404
    return seat


def _out(message: Message) -> MessageOut:
    author = message.author
    return MessageOut(
        id=message.pk,
        conversation=message.conversation_id,
        author=None if author.erased_at else Author(handle=author.handle, name=author.name),
        event=message.event,
        text=message.text,
        pictures=[
            PictureOut(url=reverse("messages:picture", args=[placed.pk, 1280]), alt=placed.alt)
            for placed in message.placed_pictures.all()
        ],
        sent_at=message.sent_at,
    )


@router.get("conversations", response=Conversations, url_name="conversations")
def conversations(request: HttpRequest, after: str | None = None, size: Size = 20) -> Conversations:
    """My conversations, the newest words first."""
    page = queries.conversations(member_of(request), after=after, size=size)
    items = [
        ConversationOut(
            id=line.number, title=line.title, is_group=line.is_group, is_new=line.is_new, moved_at=line.moved_at
        )
        for line in page
    ]
    return Conversations(items=items, next=page.next)


@router.post("conversations", response={201: MessageOut}, url_name="begin_conversation")
def begin(request: HttpRequest, body: NewConversation) -> tuple[int, MessageOut]:
    """Write the first words to somebody, or to a new group."""
    member = member_of(request)
    people = [queries.person_to_write_to(member, handle) for handle in dict.fromkeys(body.people[:8])]
    form = _form(body, member)
    message = actions.begin(
        by=member,
        people=[person for person in people if person is not None] if None not in people else [],
        name=body.name[:60],
        key=form.key,
        text=form.cleaned_data["text"],
        pictures=form.pictures,
        now=timezone.now(),
    )
    return 201, _out(message)


@router.get("conversations/{number}/messages", response=Messages, url_name="messages")
def messages(request: HttpRequest, number: int, after: str | None = None, size: Size = 30) -> Messages:
    """The words of a conversation, the newest first."""
    page = queries.talk(_seat(request, number), after=after, size=size).page
    return Messages(items=[_out(message) for message in page], next=page.next)


@router.post("conversations/{number}/messages", response={201: MessageOut}, url_name="send_message")
def send(request: HttpRequest, number: int, body: NewMessage) -> tuple[int, MessageOut]:
    """Say something in a conversation."""
    member, seat = member_of(request), _seat(request, number)
    form = _form(body, member)
    message = actions.send(
        conversation=seat.conversation,
        author=member,
        key=form.key,
        text=form.cleaned_data["text"],
        pictures=form.pictures,
        now=timezone.now(),
    )
    return 201, _out(message)
