"""The feed as JSON, and the shape of a thread that rooms above share."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError

from myelin.base.api import form_problem
from myelin.discussion import actions, queries
from myelin.discussion.cards import Card
from myelin.discussion.forms import CommentForm
from myelin.discussion.models import Reaction, Thread
from myelin.members.models import Member

router = Router(tags=["talk"])


class Author(Schema):
    handle: str
    name: str


class Entry(Schema):
    """One thing in a feed. `html` is its words as the page shows them."""

    id: int
    kind: str
    url: str
    title: str
    excerpt: str
    author: Author | None
    posted_at: datetime
    hugs: int
    likes: int
    me_toos: int
    replies: int
    mine: list[str]


class Feed(Schema):
    """A page of entries; `next` is the cursor of the page after it, null at the end."""

    items: list[Entry]
    next: str | None


class NewComment(Schema):
    text: str = ""
    parent: int | None = None


class CommentOut(Schema):
    id: int
    url: str


def member_of(request: HttpRequest) -> Member:
    """The member whose key or session this is."""
    assert isinstance(request.user, Member)
    return request.user


def entry_of(card: Card) -> Entry:
    """A card as JSON."""
    author = Author(handle=card.handle, name=card.name) if card.author_id else None
    return Entry(
        id=card.id,
        kind=card.kind,
        url=card.url,
        title=card.title,
        excerpt=card.excerpt,
        author=author,
        posted_at=card.posted_at,
        hugs=card.hugs,
        likes=card.likes,
        me_toos=card.me_toos,
        replies=card.replies,
        mine=list(card.mine),
    )


@router.get("feed", response=Feed, url_name="feed")
def feed(request: HttpRequest, after: str | None = None, show: str = "followed", size: int = 20) -> Feed:
    """What the people, topics and groups that I follow shared; `show=all` for what all members share."""
    read = queries.everything if show == "all" else queries.followed
    page = read(member_of(request), after=after, size=size)
    return Feed(items=[entry_of(card) for card in page], next=page.next)


@router.post("threads/{thread_id}/comments", response={201: CommentOut}, url_name="comments")
def comments(request: HttpRequest, thread_id: int, body: NewComment) -> tuple[int, CommentOut]:
    """Write a comment."""
    member = member_of(request)
    thread = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    form = CommentForm({"text": body.text, "parent": body.parent})
    if not form.is_valid():
        raise form_problem(form)
    parent = get_object_or_404(thread.comments.standing(), pk=body.parent) if body.parent else None
    comment = actions.write_comment(
        thread=thread, author=member, text=form.cleaned_data["text"], parent=parent, now=timezone.now()
    )
    return 201, CommentOut(id=comment.pk, url=f"{thread.url}#comment-{comment.pk}")


@router.put("threads/{thread_id}/reactions/{kind}", response={204: None}, url_name="reaction")
def put_reaction(request: HttpRequest, thread_id: int, kind: str) -> tuple[int, None]:
    """Give a hug, a like or a me_too."""
    member = member_of(request)
    thread = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    actions.react(thread=thread, member=member, kind=_kind(kind), now=timezone.now())
    return 204, None


@router.delete("threads/{thread_id}/reactions/{kind}", response={204: None}, url_name="reaction_gone")
def delete_reaction(request: HttpRequest, thread_id: int, kind: str) -> tuple[int, None]:
    """Take it back."""
    member = member_of(request)
    thread = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    actions.take_reaction_back(thread=thread, member=member, kind=_kind(kind))
    return 204, None


def _kind(word: str) -> Reaction.Kind:
    if word not in Reaction.Kind.values:
        raise HttpError(404, "Not found.")
    return Reaction.Kind(word)
