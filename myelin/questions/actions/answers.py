"""Answer, change an answer and take it back, and say what helped."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Min, OuterRef, Subquery
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from myelin.base.errors import Refused
from myelin.base.rows import get_or_make
from myelin.discussion import mentions
from myelin.discussion.authors import author_of, wrote
from myelin.discussion.models import Thread
from myelin.discussion.telling import tell
from myelin.live import actions as live
from myelin.members.models import Member
from myelin.pack.themes import themes_in
from myelin.questions.actions.questions import NotThere, NotYours, line_of
from myelin.questions.models import Answer, AnswerReaction, AnswerVersion, Question, QuestionFollow


class NotTheAsker(Refused):
    """Only the one who asked says what helped most."""

    status = 403


class AskedUnnamed(Refused):
    """Who asked without their name would answer with it, and be seen to."""


class TakesNoAnswers(Refused):
    """The question is closed, or was asked before."""


@transaction.atomic
def answer_question(
    *,
    question: Question,
    author: Member,
    text: str,
    now: datetime,
    lived_this: bool = False,
    context_line: str | None = None,
) -> Answer:
    """Give advice, and tell the asker at once and other followers by the queue.

    context_line: what stands beside it; None for the line of the author's profile as it reads now.

    Raises:
        NotThere: the question went away.
        TakesNoAnswers: it was closed, or was asked before.
        AskedUnnamed: it is the author's own, asked without their name.
    """
    question = _seen(question, author)
    if not question.takes_answers:
        raise TakesNoAnswers(_("This question takes no more answers. Your words are still here."))
    if question.thread.seal_id is not None and wrote(author, question.thread):
        raise AskedUnnamed(_("You asked this without your name, and an answer shows it. Add to your question instead."))
    words = mentions.read(text, author=author)
    answer = Answer.objects.create(
        question=question,
        author=author,
        text=text,
        html=words.html,
        themes=themes_in(text),
        lived_this=lived_this,
        context_line=line_of(author) if context_line is None else context_line,
        posted_at=now,
    )
    Thread.objects.filter(pk=question.pk).update(replies=F("replies") + 1)
    live.announce(channels=[f"thread:{question.pk}"], what="answer", now=now)
    asker = author_of(question.thread)
    if asker is not None and asker.pk != author.pk:
        Question.objects.filter(pk=question.pk, first_answered_at=None).update(first_answered_at=now)
        _tell_the_asker(question, asker, answer, now)
    _tell_named(question, answer, words, now)
    app.configure_task("tell_followers").defer(question_id=question.pk, kind="followed_answer", answer_id=answer.pk)
    return answer


def _tell_named(question: Question, answer: Answer, words: mentions.Words, now: datetime) -> None:
    followers = QuestionFollow.objects.filter(question=question, member__in=words.people)
    url = f"{question.thread.url}#answer-{answer.pk}"
    besides = set(followers.values_list("member", flat=True))
    mentions.tell(words, thread=question.thread, author=answer.author, url=url, now=now, besides=besides)


def _tell_the_asker(question: Question, asker: Member, answer: Answer, now: datetime) -> None:
    # Who asked without their name follows without a row that says so.
    if question.thread.seal_id or QuestionFollow.objects.filter(question=question, member=asker).exists():
        url = f"{question.thread.url}#answer-{answer.pk}"
        tell(thread=question.thread, member=asker, kind="answer", actor=answer.author, url=url, now=now)


@transaction.atomic
def edit_answer(*, answer: Answer, by: Member, text: str, lived_this: bool, context_line: str, now: datetime) -> Answer:
    """Change one's own answer; how it read before stays in its history. Raises NotYours for anybody else's."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.author_id != by.pk:
        raise NotYours(_("This answer is not yours to change."))
    if text != answer.text:
        AnswerVersion.objects.create(
            answer=answer, text=answer.text, written_at=answer.edited_at or answer.posted_at, replaced_at=now
        )
        words = mentions.read(text, author=by)
        answer.text, answer.html, answer.themes, answer.edited_at = text, words.html, themes_in(text), now
        _tell_named(Question.objects.select_related("thread").get(pk=answer.question_id), answer, words, now)
    answer.lived_this, answer.context_line = lived_this, context_line
    answer.save(update_fields=["text", "html", "themes", "edited_at", "lived_this", "context_line"])
    return answer


@transaction.atomic
def withdraw_answer(*, answer: Answer, by: Member, now: datetime) -> Answer:
    """Take one's own answer back. Twice is safe. Raises NotYours for anybody but the author."""
    answer = _locked(answer)
    if answer.author_id != by.pk:
        raise NotYours(_("This answer is not yours to take back."))
    if answer.withdrawn_at is None:
        answer.withdrawn_at = now
        answer.save(update_fields=["withdrawn_at"])
        Question.objects.filter(best_answer=answer).update(best_answer=None)
        Thread.objects.filter(pk=answer.question_id, replies__gt=0).update(replies=F("replies") - 1)
        settle_first_answers([answer.question_id])
    return answer


@transaction.atomic
def put_answer_back(*, answer: Answer, by: Member) -> Answer:
    """Undo taking one's own answer back. Twice is safe. Raises NotYours for anybody but the author."""
    answer = _locked(answer)
    if answer.author_id != by.pk:
        raise NotYours(_("This answer is not yours to put back."))
    if answer.withdrawn_at is not None:
        answer.withdrawn_at = None
        answer.save(update_fields=["withdrawn_at"])
        Thread.objects.filter(pk=answer.question_id).update(replies=F("replies") + 1)
        settle_first_answers([answer.question_id])
    return answer


def _locked(answer: Answer) -> Answer:
    # The question first, as choosing the best answer does: neither waits for the other.
    Question.objects.select_for_update().only("pk").get(pk=answer.question_id)
    return Answer.objects.select_for_update().get(pk=answer.pk)


def settle_first_answers(questions: Collection[int]) -> None:
    """Work out anew when each of `questions` had its first answer, after answers went or came back."""
    given = Answer.objects.standing().filter(question=OuterRef("pk")).exclude(author=F("question__thread__author"))
    first = given.order_by().values("question").annotate(first=Min("posted_at")).values("first")
    Question.objects.filter(pk__in=questions).update(first_answered_at=Subquery(first))


@transaction.atomic
def choose_best_answer(*, question: Question, answer: Answer | None, by: Member, now: datetime) -> Question:
    """Say which answer helped most, change it, or (None) take the choice back.

    Raises:
        NotTheAsker: somebody else asked this question.
        NotThere: the answer belongs to another question, or was taken back.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("thread__seal").get(pk=question.pk)
    if not wrote(by, question.thread):
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
        tell(
            thread=question.thread,
            member=answer.author,
            kind="best_answer",
            actor=by,
            url=url,
            now=now,
            unnamed=question.thread.seal_id is not None,
        )
    return question


@transaction.atomic
def react_to_answer(*, answer: Answer, member: Member, kind: AnswerReaction.Kind, now: datetime) -> AnswerReaction:
    """Say that an answer is helpful, or that it was the same for me. Two taps are one. Raises NotThere."""
    if not Answer.objects.visible_to(member).filter(pk=answer.pk).exists():
        raise NotThere(_("This answer is not here any more."))
    reaction, made = get_or_make(
        AnswerReaction.objects.all(), answer=answer, member=member, kind=kind, defaults={"reacted_at": now}
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
