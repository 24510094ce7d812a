"""The shapes of questions and answers in JSON."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from myelin.discussion.api import Author
from myelin.members import lens
from myelin.members.models import Audience, Member
from myelin.questions.models import Answer, Question

AUDIENCES = {"members": Audience.MEMBERS, "public": Audience.PUBLIC}


class NewQuestion(Schema):
    """A question in one line, with more if it helps; audience is "members" or "public".

    context_line stands beside it; left out, it is the line of one's profile, or when changing the line as it was.
    group: the slug of a group of mine that is asked; where a question lies does not change later.
    without_name: all members read it, except people I blocked, and nobody sees whose it is; twice a day, not when changing.
    """

    title: str = ""
    text: str = ""
    audience: str = "members"
    topics: list[str] = []
    group: str | None = None
    context_line: str | None = None
    without_name: bool = False


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
    is_covered: bool
    lived_this: bool
    helpfuls: int
    sames: int
    posted_at: datetime
    edited_at: datetime | None


class QuestionOut(Schema):
    """`duplicate_of` is the number of the question that was asked first. What I have covered has a title that says so.

    `author` is null when it was asked without a name.
    """

    id: int
    url: str
    title: str
    text: str
    is_covered: bool
    author: Author | None
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


def answer_out(answer: Answer, viewer: Member, *, shown: bool) -> AnswerOut:
    covered = [] if shown else lens.covered(answer.themes, viewer, answer.author_id)
    return AnswerOut(
        id=answer.pk,
        author=author_out(answer.author),
        context_line=answer.context_line,
        text=lens.cover("answer", covered) if covered else answer.text,
        is_covered=bool(covered),
        lived_this=answer.lived_this,
        helpfuls=answer.helpfuls,
        sames=answer.sames,
        posted_at=answer.posted_at,
        edited_at=answer.edited_at,
    )


def question_out(question: Question, answers: list[Answer], viewer: Member, *, shown: bool) -> QuestionOut:
    thread = question.thread
    covered = [] if shown else lens.covered(thread.themes, viewer, thread.author_id)
    return QuestionOut(
        id=question.pk,
        url=question.thread.url,
        title=lens.cover("question", covered) if covered else question.title,
        text="" if covered else question.text,
        is_covered=bool(covered),
        author=author_out(thread.author) if thread.author is not None else None,
        context_line=question.context_line,
        same_for=question.thread.me_toos,
        best_answer=question.best_answer_id,
        closed_because=question.closed_because if question.closed_at else None,
        duplicate_of=question.duplicate_of_id,
        answers=[] if covered else [answer_out(answer, viewer, shown=shown) for answer in answers],
    )
