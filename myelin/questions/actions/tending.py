"""Look after a question: follow it, close it, move it, say that it was asked before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.rows import get_or_make
from myelin.base.text import excerpt
from myelin.discussion import actions as discussion
from myelin.discussion.authors import wrote
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic
from myelin.questions.actions.questions import NotThere, card_body, tell_search
from myelin.questions.models import Question, QuestionFollow


class NoReason(Refused):
    """A question is closed with a reason only."""

    status = 422


class NotTheFirst(Refused):
    """The other question cannot be the first of the same."""

    status = 422


@transaction.atomic
def follow_question(*, question: Question, member: Member, now: datetime) -> QuestionFollow:
    """Tell `member` of new answers. Twice is once. Raises NotThere."""
    if not Question.objects.visible_to(member).filter(pk=question.pk).exists():
        raise NotThere(_("This question is not here any more."))
    follow, _made = get_or_make(
        QuestionFollow.objects.all(), question=question, member=member, defaults={"followed_at": now}
    )
    return follow


@transaction.atomic
def unfollow_question(*, question: Question, member: Member) -> None:
    """Tell `member` no more of it."""
    QuestionFollow.objects.filter(question=question, member=member).delete()


@transaction.atomic
def close_question(*, question: Question, by: Member, because: str, now: datetime) -> Question:
    """Take no more answers; what is there can still be read, and followers are told. Closing twice changes nothing.

    because: what readers are told.

    Raises:
        NotThere: it is neither theirs nor theirs to look after.
        NoReason: `because` is empty.
    """
    question = _tended(question, by)
    if question.closed_at is not None:
        return question
    if not because.strip():
        raise NoReason(_("Say in a few words why it is closed. Readers see that."))
    # Who asked without their name closes without it.
    unnamed = question.thread.seal_id is not None and wrote(by, question.thread)
    question.closed_at, question.closed_by = now, None if unnamed else by
    question.closed_because = because.strip()
    question.save(update_fields=["closed_at", "closed_by", "closed_because"])
    _note(question, by, "question.closed", now)
    _tell(question, "closed", by)
    return question


@transaction.atomic
def open_again(*, question: Question, by: Member, now: datetime) -> Question:
    """Take answers again. Raises NotThere when it is neither theirs nor theirs to look after."""
    question = _tended(question, by)
    if question.closed_at is not None:
        question.closed_at, question.closed_by, question.closed_because = None, None, ""
        question.save(update_fields=["closed_at", "closed_by", "closed_because"])
        _note(question, by, "question.opened", now)
    return question


@transaction.atomic
def move_question(*, question: Question, by: Member, topics: Iterable[Topic], now: datetime) -> Question:
    """Put a question under other topics. Raises NotThere when it is neither theirs nor theirs to look after."""
    question, topics = _tended(question, by), list(topics)
    thread, edited_at = question.thread, question.thread.edited_at
    thread = discussion.revise_thread(
        thread=thread,
        title=thread.title,
        excerpt=excerpt(question.text or question.title),
        body=card_body(question.text),
        words=question.text,
        audience=Audience(thread.audience),
        topics=topics,
        now=now,
    )
    # Its words are as they were.
    thread.edited_at = edited_at
    thread.save(update_fields=["edited_at"])
    question.thread = thread
    tell_search(question, topics)
    _note(question, by, "question.moved", now)
    return question


@transaction.atomic
def mark_duplicate(*, question: Question, first: Question, by: Member, now: datetime) -> Question:
    """Say that the same was asked before, and lead there; followers are told.

    Where `first` points on itself, its own first is meant; what pointed at `question` points there too.

    Raises:
        NotThere: it is neither theirs nor theirs to look after, or `first` is not there for them.
        NotTheFirst: both are the same, or `first` has fewer readers than the question that would lead there.
    """
    seen = Question.objects.visible_to(by).select_related("thread", "duplicate_of__thread")
    found = seen.filter(pk=first.pk).first()
    question = _tended(question, by)
    if found is None:
        raise NotThere(_("The question that was asked first is not here any more."))
    first = found.duplicate_of or found
    if first.pk == question.pk:
        raise NotTheFirst(_("This is the same question. Choose the one that was asked first."))
    if first.thread.audience < question.thread.audience or first.thread.group_id not in {
        None,
        question.thread.group_id,
    }:
        raise NotTheFirst(_("Fewer people can read that question than this one. Choose another, or leave both."))
    question.duplicate_of = first
    question.save(update_fields=["duplicate_of"])
    Question.objects.filter(duplicate_of=question).update(duplicate_of=first)
    _note(question, by, "question.duplicate", now)
    _tell(question, "duplicate", by)
    return question


@transaction.atomic
def unmark_duplicate(*, question: Question, by: Member, now: datetime) -> Question:
    """Let a question stand for itself again. Raises NotThere when it is neither theirs nor theirs to look after."""
    question = _tended(question, by)
    if question.duplicate_of_id is not None:
        question.duplicate_of = None
        question.save(update_fields=["duplicate_of"])
        _note(question, by, "question.no_duplicate", now)
    return question


def _tended(question: Question, by: Member) -> Question:
    """The question, locked. Pairs are locked one at a time, so two duplicates never wait for each other."""
    mine = Question.objects.tended_by(by).filter(pk=question.pk).exists()
    found = Question.objects.select_for_update(of=("self",)).select_related("thread__seal").get(pk=question.pk)
    if not mine:
        raise NotThere(_("This question is not here any more."))
    return found


def _note(question: Question, by: Member, action: str, now: datetime) -> None:
    if not wrote(by, question.thread):
        audit.record(actor=by, action=action, subject=question, now=now)


def _tell(question: Question, kind: str, by: Member) -> None:
    app.configure_task("tell_followers").defer(question_id=question.pk, kind=kind, actor_id=by.pk)
