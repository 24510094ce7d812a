"""The feed as JSON, and the shape of a thread that rooms above share."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError

from myelin.base.api import Size, check_form
from myelin.base.pages import LONGEST_PAGE
from myelin.discussion import actions, queries
from myelin.discussion.actions import saving
from myelin.discussion.cards import Card
from myelin.discussion.forms import CommentForm, KindForm, NoteForm
from myelin.discussion.models import Comment, Draft, Reaction, Thread
from myelin.discussion.polls import read_poll
from myelin.discussion.saved import saved_by
from myelin.members.models import Member

router = Router(tags=["talk"])


class Author(Schema):
    handle: str
    name: str


class OptionOut(Schema):
    """`votes` is null until one voted or the poll closed."""

    id: int
    words: str
    votes: int | None
    mine: bool


class PollOut(Schema):
    several: bool
    closes_at: datetime
    voters: int | None
    options: list[OptionOut]


class Entry(Schema):
    """One thing in a feed. `mine`: my hug, like, me_too, "saved". What I have covered has no words but a title that says so."""

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
    note: str
    is_tip: bool
    poll: PollOut | None
    is_covered: bool


class Feed(Schema):
    """A page of entries (`author` null: the library's, or without a name); `next`: the cursor of the next page, or null."""

    items: list[Entry]
    next: str | None


class SavedEntry(Schema):
    """Something I saved, with the note that only I can read."""

    entry: Entry
    note: str
    saved_at: datetime


class SavedList(Schema):
    """A page of what I saved; `next` is the cursor of the page after it, null at the end."""

    items: list[SavedEntry]
    next: str | None


class Note(Schema):
    note: str | None = None


class NewComment(Schema):
    text: str = ""
    parent: int | None = None


class NewVote(Schema):
    """Ids of the options; they take the place of what was chosen before."""

    options: list[int] = []


class NewDraft(Schema):
    """The fields of the form by name, each with its values."""

    fields: dict[str, list[str]]


class DraftOut(Schema):
    place: str
    fields: dict[str, list[str]]
    saved_at: datetime


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
        note=card.note,
        is_tip=card.is_tip,
        poll=_poll_of(card),
        is_covered=card.is_covered,
    )


def _poll_of(card: Card) -> PollOut | None:
    poll = read_poll(card.poll, now=timezone.now())
    if poll is None:
        return None
    options = [
        OptionOut(id=one.id, words=one.words, votes=one.votes if poll.shown else None, mine=one.mine)
        for one in poll.options
    ]
    voters = poll.voters if poll.shown else None
    return PollOut(several=poll.several, closes_at=poll.closes_at, voters=voters, options=options)


@router.get("feed", response=Feed, url_name="feed")
def feed(request: HttpRequest, after: str | None = None, show: str = "followed", size: Size = 20) -> Feed:
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
    check_form(form)
    parent = get_object_or_404(thread.comments.standing(), pk=body.parent) if body.parent else None
    comment = actions.write_comment(
        thread=thread, author=member, text=form.cleaned_data["text"], parent=parent, now=timezone.now()
    )
    return 201, CommentOut(id=comment.pk, url=f"{thread.url}#comment-{comment.pk}")


@router.put("comments/{comment_id}", response=CommentOut, url_name="comment_edit")
def edit_comment(request: HttpRequest, comment_id: int, body: NewComment) -> CommentOut:
    """Change one's own comment, in its first 15 minutes."""
    member = member_of(request)
    found = get_object_or_404(Comment.objects.of(member).select_related("thread"), pk=comment_id)
    form = CommentForm({"text": body.text})
    check_form(form)
    actions.edit_comment(comment=found, by=member, text=form.cleaned_data["text"], now=timezone.now())
    return CommentOut(id=found.pk, url=f"{found.thread.url}#comment-{found.pk}")


@router.delete("comments/{comment_id}", response={204: None}, url_name="comment_gone")
def withdraw_comment(request: HttpRequest, comment_id: int) -> tuple[int, None]:
    """Take one's own comment back."""
    member = member_of(request)
    found = get_object_or_404(Comment.objects.of(member), pk=comment_id)
    actions.withdraw_comment(comment=found, by=member, now=timezone.now())
    return 204, None


@router.delete("comments/{comment_id}/withdrawal", response={204: None}, url_name="comment_back")
def put_comment_back(request: HttpRequest, comment_id: int) -> tuple[int, None]:
    """Put one's own comment back, within 10 minutes."""
    member = member_of(request)
    found = get_object_or_404(Comment.objects.written_by(member), pk=comment_id)
    actions.put_comment_back(comment=found, by=member, now=timezone.now())
    return 204, None


@router.get("drafts", response=list[DraftOut], url_name="drafts")
def drafts(request: HttpRequest) -> list[DraftOut]:
    """What I began to write and did not send, the newest first; at most one a place."""
    rows = Draft.objects.of(member_of(request)).order_by("-saved_at", "-pk")[:LONGEST_PAGE]
    return [DraftOut(place=row.place, fields=row.fields, saved_at=row.saved_at) for row in rows]


@router.put("drafts/{place}", response={204: None}, url_name="draft")
def put_draft(request: HttpRequest, place: str, body: NewDraft) -> tuple[int, None]:
    """Keep the fields of a form as they stand: `update`, `question`, `answer:12` or `comment:34`."""
    actions.keep_draft(member=member_of(request), place=place, fields=body.fields, now=timezone.now())
    return 204, None


@router.delete("drafts/{place}", response={204: None}, url_name="draft_gone")
def delete_draft(request: HttpRequest, place: str) -> tuple[int, None]:
    """Let a draft go."""
    actions.forget_draft(member=member_of(request), place=place)
    return 204, None


@router.put("threads/{thread_id}/votes", response={204: None}, url_name="votes")
def put_votes(request: HttpRequest, thread_id: int, body: NewVote) -> tuple[int, None]:
    """Vote in a poll, or change the choice until it closes."""
    member = member_of(request)
    thread = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    actions.vote(thread=thread, member=member, options=body.options, now=timezone.now())
    return 204, None


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


@router.get("saved", response=SavedList, url_name="saved")
def saved(request: HttpRequest, kind: str = "", after: str | None = None, size: Size = 20) -> SavedList:
    """What I saved, saved last first; `kind` is update, question or article."""
    check_form(KindForm({"kind": kind}))
    page = saved_by(member_of(request), kind=kind, after=after, size=size)
    items = [SavedEntry(entry=entry_of(row.card), note=row.note, saved_at=row.saved_at) for row in page]
    return SavedList(items=items, next=page.next)


@router.put("threads/{thread_id}/bookmark", response={204: None}, url_name="bookmark")
def put_bookmark(request: HttpRequest, thread_id: int, body: Note) -> tuple[int, None]:
    """Save it for later; `note` replaces the note to myself, without one it stays as it is."""
    member = member_of(request)
    thread = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    form = NoteForm({"note": body.note or ""})
    check_form(form)
    bookmark = saving.save_for_later(thread=thread, member=member, now=timezone.now())
    if body.note is not None:
        saving.write_note(bookmark=bookmark, note=form.cleaned_data["note"])
    return 204, None


@router.delete("threads/{thread_id}/bookmark", response={204: None}, url_name="bookmark_gone")
def delete_bookmark(request: HttpRequest, thread_id: int) -> tuple[int, None]:
    """Save it no longer."""
    member = member_of(request)
    thread = get_object_or_404(Thread.objects.visible_to(member), pk=thread_id)
    saving.let_go(thread=thread, member=member)
    return 204, None


def _kind(word: str) -> Reaction.Kind:
    if word not in Reaction.Kind.values:
        raise HttpError(404, "Not found.")
    return Reaction.Kind(word)
