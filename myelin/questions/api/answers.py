"""Answering, and what happens to an answer."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from ninja.errors import HttpError

from myelin.base.api import check_form
from myelin.discussion.api import member_of
from myelin.members import lens
from myelin.questions import actions
from myelin.questions.api.questions import whole
from myelin.questions.api.schemas import AnswerOut, BestAnswer, NewAnswer, QuestionOut, VersionOut, answer_out
from myelin.questions.forms import AnswerForm
from myelin.questions.models import Answer, AnswerReaction, Question

router = Router(tags=["questions"])


def form_of(body: NewAnswer, line: str) -> AnswerForm:
    """The form of the page, filled by a program; without a line it keeps `line`."""
    form = AnswerForm(
        {
            "text": body.text,
            "lived_this": body.lived_this,
            "context_line": line if body.context_line is None else body.context_line,
        }
    )
    check_form(form)
    return form


@router.post("questions/{question_id}/answers", response={201: AnswerOut}, url_name="answers")
def answer(request: HttpRequest, question_id: int, body: NewAnswer) -> tuple[int, AnswerOut]:
    """Answer a question."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member), pk=question_id)
    form = form_of(body, actions.line_of(member))
    given = actions.answer_question(question=found, author=member, now=timezone.now(), **form.cleaned_data)
    return 201, answer_out(given, member, shown=True)


@router.put("questions/{question_id}/best-answer", response=QuestionOut, url_name="best_answer")
def best_answer(request: HttpRequest, question_id: int, body: BestAnswer) -> QuestionOut:
    """Say, as the asker, which answer helped most; null takes the choice back."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member).for_page(), pk=question_id)
    chosen = get_object_or_404(found.answers.standing(), pk=body.answer) if body.answer is not None else None
    return whole(actions.choose_best_answer(question=found, answer=chosen, by=member, now=timezone.now()), request)


@router.put("answers/{answer_id}", response=AnswerOut, url_name="answer_edit")
def edit_answer(request: HttpRequest, answer_id: int, body: NewAnswer) -> AnswerOut:
    """Change one's own answer; how it read before stays in its history."""
    member = member_of(request)
    found = get_object_or_404(Answer.objects.of(member), pk=answer_id)
    form = form_of(body, found.context_line)
    changed = actions.edit_answer(answer=found, by=member, now=timezone.now(), **form.cleaned_data)
    return answer_out(changed, member, shown=True)


@router.get("answers/{answer_id}/versions", response=list[VersionOut], url_name="answer_versions")
def versions(request: HttpRequest, answer_id: int, show: bool = False) -> list[VersionOut]:
    """How an answer read before it was changed, newest first; nothing of what I have covered without `show=1`."""
    member = member_of(request)
    found = get_object_or_404(Answer.objects.visible_to(member).select_related("question__thread"), pk=answer_id)
    thread = found.question.thread
    if not show and lens.covered([*found.themes, *thread.themes], member, found.author_id):
        return []
    return [
        VersionOut(text=old.text, written_at=old.written_at) for old in found.versions.order_by("-replaced_at")[:100]
    ]


@router.delete("answers/{answer_id}", response={204: None}, url_name="answer_gone")
def withdraw_answer(request: HttpRequest, answer_id: int) -> tuple[int, None]:
    """Take one's own answer back."""
    member = member_of(request)
    found = get_object_or_404(Answer.objects.of(member), pk=answer_id)
    actions.withdraw_answer(answer=found, by=member, now=timezone.now())
    return 204, None


@router.delete("answers/{answer_id}/withdrawal", response={204: None}, url_name="answer_back")
def put_answer_back(request: HttpRequest, answer_id: int) -> tuple[int, None]:
    """Put one's own answer back."""
    member = member_of(request)
    found = get_object_or_404(Answer.objects.written_by(member), pk=answer_id)
    actions.put_answer_back(answer=found, by=member)
    return 204, None


@router.put("answers/{answer_id}/reactions/{kind}", response={204: None}, url_name="answer_reaction")
def put_reaction(request: HttpRequest, answer_id: int, kind: str) -> tuple[int, None]:
    """Say that an answer was helpful, or the same for me."""
    member = member_of(request)
    found = get_object_or_404(Answer.objects.visible_to(member), pk=answer_id)
    actions.react_to_answer(answer=found, member=member, kind=_kind(kind), now=timezone.now())
    return 204, None


@router.delete("answers/{answer_id}/reactions/{kind}", response={204: None}, url_name="answer_reaction_gone")
def delete_reaction(request: HttpRequest, answer_id: int, kind: str) -> tuple[int, None]:
    """Take it back."""
    member = member_of(request)
    found = get_object_or_404(Answer.objects.visible_to(member), pk=answer_id)
    actions.take_answer_reaction_back(answer=found, member=member, kind=_kind(kind))
    return 204, None


def _kind(word: str) -> AnswerReaction.Kind:
    if word not in AnswerReaction.Kind.values:
        raise HttpError(404, "Not found.")
    return AnswerReaction.Kind(word)
