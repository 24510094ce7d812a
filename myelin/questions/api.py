"""Questions and answers as JSON: the same forms and the same actions as the pages."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from myelin.base.api import form_problem
from myelin.discussion import queries as discussion
from myelin.discussion.api import Author, Feed, entry_of, member_of
from myelin.members.models import Audience
from myelin.questions import actions
from myelin.questions.forms import AnswerForm, QuestionForm
from myelin.questions.models import Answer, Question

router = Router(tags=["questions"])
AUDIENCES = {"members": Audience.MEMBERS, "public": Audience.PUBLIC}


class NewQuestion(Schema):
    """A question in one line, with more if it helps; audience is "members" or "public"."""

    title: str = ""
    text: str = ""
    audience: str = "members"
    topics: list[str] = []


class NewAnswer(Schema):
    text: str = ""
    lived_this: bool = False


class AnswerOut(Schema):
    id: int
    author: Author
    text: str
    lived_this: bool
    helpfuls: int
    sames: int
    posted_at: datetime


class QuestionOut(Schema):
    id: int
    url: str
    title: str
    text: str
    author: Author
    best_answer: int | None
    answers: list[AnswerOut]


class BestAnswer(Schema):
    answer: int | None


def _author(member: object) -> Author:
    return Author.model_validate(member, from_attributes=True)


def _answer(answer: Answer) -> AnswerOut:
    return AnswerOut(
        id=answer.pk,
        author=_author(answer.author),
        text=answer.text,
        lived_this=answer.lived_this,
        helpfuls=answer.helpfuls,
        sames=answer.sames,
        posted_at=answer.posted_at,
    )


def _question(question: Question, answers: list[Answer]) -> QuestionOut:
    return QuestionOut(
        id=question.pk,
        url=question.thread.url,
        title=question.title,
        text=question.text,
        author=_author(question.thread.author),
        best_answer=question.best_answer_id,
        answers=[_answer(answer) for answer in answers],
    )


@router.get("questions", response=Feed, url_name="questions")
def questions(request: HttpRequest, after: str | None = None, size: int = 20) -> Feed:
    """All questions that I may see, newest first."""
    page = discussion.of_kind(member_of(request), "question", after=after, size=size)
    return Feed(items=[entry_of(card) for card in page], next=page.next)


@router.post("questions", response={201: QuestionOut}, url_name="ask")
def ask(request: HttpRequest, body: NewQuestion) -> tuple[int, QuestionOut]:
    """Ask a question."""
    audience = AUDIENCES.get(body.audience)
    form = QuestionForm(
        {
            "title": body.title,
            "text": body.text,
            "audience": int(audience) if audience is not None else body.audience,
            "topics": body.topics,
        }
    )
    if not form.is_valid():
        raise form_problem(form)
    question = actions.ask_question(author=member_of(request), now=timezone.now(), **form.cleaned_data)
    return 201, _question(question, [])


@router.get("questions/{question_id}", response=QuestionOut, url_name="question")
def get_question(request: HttpRequest, question_id: int) -> QuestionOut:
    """One question with its answers."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member).for_page(), pk=question_id)
    return _question(found, list(Answer.objects.for_question(found, member).order_by("posted_at", "id")[:100]))


@router.post("questions/{question_id}/answers", response={201: AnswerOut}, url_name="answers")
def answer(request: HttpRequest, question_id: int, body: NewAnswer) -> tuple[int, AnswerOut]:
    """Answer a question."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member), pk=question_id)
    form = AnswerForm({"text": body.text, "lived_this": body.lived_this})
    if not form.is_valid():
        raise form_problem(form)
    given = actions.answer_question(question=found, author=member, now=timezone.now(), **form.cleaned_data)
    return 201, _answer(given)


@router.put("questions/{question_id}/best-answer", response=QuestionOut, url_name="best_answer")
def best_answer(request: HttpRequest, question_id: int, body: BestAnswer) -> QuestionOut:
    """Say, as the asker, which answer helped most; null takes the choice back."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member).for_page(), pk=question_id)
    chosen = get_object_or_404(found.answers.standing(), pk=body.answer) if body.answer is not None else None
    found = actions.choose_best_answer(question=found, answer=chosen, by=member, now=timezone.now())
    return _question(found, list(Answer.objects.for_question(found, member).order_by("posted_at", "id")[:100]))
