"""The shapes of questions and answers in JSON."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from myelin.discussion.api import Author
from myelin.members.models import Audience
from myelin.questions.models import Answer, Question

AUDIENCES = {"members": Audience.MEMBERS, "public": Audience.PUBLIC}


class NewQuestion(Schema):
    """A question in one line, with more if it helps; audience is "members" or "public".

    context_line stands beside it; left out, it is the line of one's profile, or when changing the line as it was.
    """

    title: str = ""
    text: str = ""
    audience: str = "members"
    topics: list[str] = []
    context_line: str | None = None


class NewAnswer(Schema):
    """An answer; context_line as with a question."""

    text: str = ""
    lived_this: bool = False
    context_line: str | None = None


class AnswerOut(Schema):
    id: int
    author: Author
    context_line: str
    text: str
    lived_this: bool
    helpfuls: int
    sames: int
    posted_at: datetime
    edited_at: datetime | None


class QuestionOut(Schema):
    """`duplicate_of` is the number of the question that was asked first."""

    id: int
    url: str
    title: str
    text: str
    author: Author
    context_line: str
    same_for: int
    best_answer: int | None
    closed_because: str | None
    duplicate_of: int | None
    answers: list[AnswerOut]


class BestAnswer(Schema):
    answer: int | None


class Closing(Schema):
    because: str = ""


class Topics(Schema):
    topics: list[str]


class Duplicate(Schema):
    """The number of the question that was asked first; null when there is none after all."""

    first: int | None


class VersionOut(Schema):
    title: str = ""
    text: str
    written_at: datetime


class CloseOut(Schema):
    id: int
    url: str
    title: str


class PageOut(Schema):
    kind: str
    url: str
    title: str


class AlikeOut(Schema):
    """Questions that were answered, and pages of the library or about medicines."""

    questions: list[CloseOut]
    pages: list[PageOut]


def author_out(member: object) -> Author:
    return Author.model_validate(member, from_attributes=True)


def answer_out(answer: Answer) -> AnswerOut:
    return AnswerOut(
        id=answer.pk,
        author=author_out(answer.author),
        context_line=answer.context_line,
        text=answer.text,
        lived_this=answer.lived_this,
        helpfuls=answer.helpfuls,
        sames=answer.sames,
        posted_at=answer.posted_at,
        edited_at=answer.edited_at,
    )


def question_out(question: Question, answers: list[Answer]) -> QuestionOut:
    return QuestionOut(
        id=question.pk,
        url=question.thread.url,
        title=question.title,
        text=question.text,
        author=author_out(question.thread.author),
        context_line=question.context_line,
        same_for=question.thread.me_toos,
        best_answer=question.best_answer_id,
        closed_because=question.closed_because if question.closed_at else None,
        duplicate_of=question.duplicate_of_id,
        answers=[answer_out(answer) for answer in answers],
    )
