"""What members do with questions: ask, change, withdraw, answer, and say what helped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.html import format_html
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.base.text import excerpt, render_markdown
from myelin.discussion import actions as discussion
from myelin.discussion.cards import harmless
from myelin.discussion.models import Thread
from myelin.live import actions as live
from myelin.members.models import Audience, Member
from myelin.notifications import actions as notifications
from myelin.pack.models import Topic
from myelin.questions.models import Answer, AnswerReaction, Question
from myelin.search import actions as search


class NotYours(Refused):
    """Only the author may do this."""

    status = 404


class NotThere(Refused):
    """The question or the answer is not there for this member."""

    status = 404


class NotTheAsker(Refused):
    """Only the one who asked says what helped most."""

    status = 403


@transaction.atomic
def ask_question(
    *,
    author: Member,
    title: str,
    now: datetime,
    text: str = "",
    audience: Audience = Audience.MEMBERS,
    topics: Iterable[Topic] = (),
) -> Question:
    """Ask the community something."""
    topics = list(topics)
    thread = discussion.open_thread(
        kind="question",
        author=author,
        audience=audience,
        url="/questions/{id}/",
        title=title,
        excerpt=excerpt(text or title),
        body=_card_body(text),
        topics=topics,
        now=now,
    )
    question = Question.objects.create(thread=thread, title=title, text=text, html=render_markdown(text))
    tell_search(question, topics)
    return question


@transaction.atomic
def edit_question(
    *, question: Question, by: Member, title: str, text: str, audience: Audience, topics: Iterable[Topic], now: datetime
) -> Question:
    """Change one's own question. Raises NotYours for anybody but the author."""
    question = Question.objects.select_for_update(of=("self",)).select_related("thread").get(pk=question.pk)
    if question.thread.author_id != by.pk:
        raise NotYours(_("This question is not yours to change."))
    topics = list(topics)
    question.title, question.text, question.html = title, text, render_markdown(text)
    question.save(update_fields=["title", "text", "html"])
    question.thread = discussion.revise_thread(
        thread=question.thread,
        title=title,
        excerpt=excerpt(text or title),
        body=_card_body(text),
        audience=audience,
        topics=topics,
        now=now,
    )
    tell_search(question, topics)
    return question


@transaction.atomic
def withdraw_question(*, question: Question, by: Member, now: datetime) -> Question:
    """Take one's own question back, answers and all. Twice is safe. Raises NotYours for anybody but the author."""
    if question.thread.author_id != by.pk:
        raise NotYours(_("This question is not yours to take back."))
    discussion.withdraw_thread(thread=question.thread, now=now)
    search.remove(f"question:{question.pk}")
    return question


@transaction.atomic
def answer_question(
    *, question: Question, author: Member, text: str, now: datetime, lived_this: bool = False
) -> Answer:
    """Give advice, and tell the asker. Raises NotThere when the question went away."""
    question = _seen(question, author)
    answer = Answer.objects.create(
        question=question, author=author, text=text, html=render_markdown(text), lived_this=lived_this, posted_at=now
    )
    Thread.objects.filter(pk=question.pk).update(replies=F("replies") + 1)
    live.announce(channels=[f"thread:{question.pk}"], what="answer", now=now)
    asker = question.thread.author
    if asker is not None and asker.pk != author.pk:
        url = f"{question.thread.url}#answer-{answer.pk}"
        notifications.notify(
            member=asker, kind="answer", actor=author, url=url, group_id=question.thread.group_id, now=now
        )
    return answer


@transaction.atomic
def withdraw_answer(*, answer: Answer, by: Member, now: datetime) -> Answer:
    """Take one's own answer back. Twice is safe. Raises NotYours for anybody but the author."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.author_id != by.pk:
        raise NotYours(_("This answer is not yours to take back."))
    if answer.withdrawn_at is None:
        answer.withdrawn_at = now
        answer.save(update_fields=["withdrawn_at"])
        Question.objects.filter(best_answer=answer).update(best_answer=None)
        Thread.objects.filter(pk=answer.question_id, replies__gt=0).update(replies=F("replies") - 1)
    return answer


@transaction.atomic
def choose_best_answer(*, question: Question, answer: Answer | None, by: Member, now: datetime) -> Question:
    """Say which answer helped most, change it, or (None) take the choice back.

    Raises:
        NotTheAsker: somebody else asked this question.
        NotThere: the answer belongs to another question, or was taken back.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("thread").get(pk=question.pk)
    if question.thread.author_id != by.pk:
        raise NotTheAsker(_("Only the one who asked says which answer helped most."))
    if answer is not None:
        standing = Answer.objects.standing().filter(question=question, pk=answer.pk).exists()
        if not standing:
            raise NotThere(_("This answer is not here any more."))
    before = question.best_answer_id
    question.best_answer = answer
    question.save(update_fields=["best_answer"])
    if answer is not None and answer.pk != before and answer.author_id != by.pk:
        url = f"{question.thread.url}#answer-{answer.pk}"
        notifications.notify(
            member=answer.author, kind="best_answer", actor=by, url=url, group_id=question.thread.group_id, now=now
        )
    return question


@transaction.atomic
def react_to_answer(*, answer: Answer, member: Member, kind: AnswerReaction.Kind, now: datetime) -> AnswerReaction:
    """Say that an answer is helpful, or that it was the same for me. Two taps are one. Raises NotThere."""
    if not Answer.objects.visible_to(member).filter(pk=answer.pk).exists():
        raise NotThere(_("This answer is not here any more."))
    reaction, made = AnswerReaction.objects.get_or_create(
        answer=answer, member=member, kind=kind, defaults={"reacted_at": now}
    )
    if made:
        _count(answer, kind, 1)
    return reaction


@transaction.atomic
def take_answer_reaction_back(*, answer: Answer, member: Member, kind: AnswerReaction.Kind) -> None:
    """Take it back; nothing happens when there is none."""
    gone, _per_model = AnswerReaction.objects.filter(answer=answer, member=member, kind=kind).delete()
    if gone:
        _count(answer, kind, -1)


def _count(answer: Answer, kind: AnswerReaction.Kind, step: int) -> None:
    counter = AnswerReaction.COUNTERS[kind]
    Answer.objects.filter(pk=answer.pk).update(**{counter: F(counter) + step})


def _seen(question: Question, member: Member) -> Question:
    found = Question.objects.visible_to(member).for_page().filter(pk=question.pk).first()
    if found is None:
        raise NotThere(_("This question is not here any more. Your words are still here."))
    return found


def _card_body(text: str) -> str:
    return format_html("<p>{}</p>", harmless(excerpt(text, 200))) if text else ""


def tell_search(question: Question, topics: Iterable[Topic]) -> None:
    """Let those find it who may see it."""
    thread = question.thread
    search.put(
        ref=f"question:{question.pk}",
        kind="question",
        title=question.title,
        body=f"{question.text} {' '.join(topic.name for topic in topics)}",
        audience=Audience(thread.audience),
        author_id=thread.author_id,
        group_id=thread.group_id,
        url=thread.url,
        excerpt=thread.excerpt,
        posted_at=thread.posted_at,
    )
