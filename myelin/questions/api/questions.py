"""Asking, and what an asker does with a question."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from myelin.base.api import Size, check_form
from myelin.discussion import queries as discussion
from myelin.discussion.api import Feed, entry_of, member_of
from myelin.members import lens
from myelin.questions import actions
from myelin.questions.api.schemas import (
    AUDIENCES,
    AlikeOut,
    CloseOut,
    NewQuestion,
    PageOut,
    QuestionOut,
    VersionOut,
    question_out,
)
from myelin.questions.forms import QuestionChangeForm, QuestionForm
from myelin.questions.models import Answer, Question
from myelin.questions.queries import alike

router = Router(tags=["questions"])


def whole(question: Question, request: HttpRequest, *, shown: bool = False) -> QuestionOut:
    """A question with its answers, as the caller sees it; what they have covered only when they asked for it."""
    member = member_of(request)
    answers = Answer.objects.for_question(question, member).filter(withdrawn_at=None)
    return question_out(question, list(answers.order_by("posted_at", "id")[:100]), member, shown=shown)


def fields_of(body: NewQuestion, line: str) -> dict[str, object]:
    """What a program sends, as the form of the page takes it; without a line it keeps `line`."""
    audience = AUDIENCES.get(body.audience)
    return {
        "title": body.title,
        "text": body.text,
        "audience": int(audience) if audience is not None else body.audience,
        "topics": body.topics,
        "group": body.group or "",
        "context_line": line if body.context_line is None else body.context_line,
        "without_name": body.without_name,
    }


@router.get("questions", response=Feed, url_name="questions")
def questions(request: HttpRequest, after: str | None = None, size: Size = 20) -> Feed:
    """All questions that I may see, newest first."""
    page = discussion.of_kind(member_of(request), "question", after=after, size=size)
    return Feed(items=[entry_of(card) for card in page], next=page.next)


@router.post("questions", response={201: QuestionOut}, url_name="ask")
def ask(request: HttpRequest, body: NewQuestion) -> tuple[int, QuestionOut]:
    """Ask a question."""
    member = member_of(request)
    form = QuestionForm(fields_of(body, actions.line_of(member)), author=member)
    check_form(form)
    question = actions.ask_question(author=member, now=timezone.now(), **form.cleaned_data)
    return 201, question_out(question, [], member, shown=True)


@router.post("questions/similar", response=AlikeOut, url_name="similar")
def similar(request: HttpRequest, body: NewQuestion) -> AlikeOut:
    """What was asked and answered before, and which pages are close; nothing is kept."""
    found = alike(member_of(request), f"{body.title}\n{body.text}"[:2_000])
    return AlikeOut(
        questions=[CloseOut(id=one.number, url=one.url, title=one.title) for one in found.questions],
        pages=[PageOut(kind=hit.kind, url=hit.url, title=hit.title) for hit in found.pages],
    )


@router.get("questions/{question_id}", response=QuestionOut, url_name="question")
def get_question(request: HttpRequest, question_id: int, show: bool = False) -> QuestionOut:
    """One question with its answers; `show=1` also what I have covered."""
    found = get_object_or_404(Question.objects.visible_to(member_of(request)).for_page(), pk=question_id)
    return whole(found, request, shown=show)


@router.put("questions/{question_id}", response=QuestionOut, url_name="question_edit")
def edit_question(request: HttpRequest, question_id: int, body: NewQuestion) -> QuestionOut:
    """Change one's own question; how it read before stays in its history."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.of(member).for_page(), pk=question_id)
    form = QuestionChangeForm(fields_of(body, found.context_line))
    check_form(form)
    actions.edit_question(question=found, by=member, now=timezone.now(), **form.cleaned_data)
    return whole(Question.objects.of(member).for_page().get(pk=question_id), request)


@router.delete("questions/{question_id}", response={204: None}, url_name="question_gone")
def withdraw_question(request: HttpRequest, question_id: int) -> tuple[int, None]:
    """Take one's own question back."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.of(member).select_related("thread__seal"), pk=question_id)
    actions.withdraw_question(question=found, by=member, now=timezone.now())
    return 204, None


@router.get("questions/{question_id}/versions", response=list[VersionOut], url_name="question_versions")
def versions(request: HttpRequest, question_id: int, show: bool = False) -> list[VersionOut]:
    """How a question read before it was changed, newest first; nothing of what I have covered without `show=1`."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member).select_related("thread"), pk=question_id)
    if not show and lens.covered(found.thread.themes, member, found.thread.author_id):
        return []
    return [
        VersionOut(title=old.title, text=old.text, written_at=old.written_at)
        for old in found.versions.order_by("-replaced_at")[:100]
    ]
