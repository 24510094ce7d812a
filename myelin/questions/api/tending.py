"""Following a question, and looking after it."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from myelin.base.api import check_form
from myelin.discussion.api import member_of
from myelin.questions import actions
from myelin.questions.api.questions import whole
from myelin.questions.api.schemas import Closing, Duplicate, QuestionOut, Topics
from myelin.questions.forms import ClosingForm, TopicsForm
from myelin.questions.models import Question

router = Router(tags=["questions"])


@router.put("questions/{question_id}/follow", response={204: None}, url_name="question_follow")
def follow(request: HttpRequest, question_id: int) -> tuple[int, None]:
    """Hear of new answers."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member), pk=question_id)
    actions.follow_question(question=found, member=member, now=timezone.now())
    return 204, None


@router.delete("questions/{question_id}/follow", response={204: None}, url_name="question_unfollow")
def unfollow(request: HttpRequest, question_id: int) -> tuple[int, None]:
    """Hear of it no more."""
    member = member_of(request)
    found = get_object_or_404(Question.objects.visible_to(member), pk=question_id)
    actions.unfollow_question(question=found, member=member)
    return 204, None


@router.put("questions/{question_id}/closing", response=QuestionOut, url_name="question_closing")
def close(request: HttpRequest, question_id: int, body: Closing) -> QuestionOut:
    """Take no more answers, as its asker or a moderator; readers are told why."""
    found = _tended(request, question_id)
    form = ClosingForm({"because": body.because})
    check_form(form)
    actions.close_question(question=found, by=member_of(request), now=timezone.now(), **form.cleaned_data)
    return whole(_tended(request, question_id), request)


@router.delete("questions/{question_id}/closing", response=QuestionOut, url_name="question_opening")
def open_again(request: HttpRequest, question_id: int) -> QuestionOut:
    """Take answers again."""
    found = _tended(request, question_id)
    actions.open_again(question=found, by=member_of(request), now=timezone.now())
    return whole(_tended(request, question_id), request)


@router.put("questions/{question_id}/topics", response=QuestionOut, url_name="question_topics")
def move(request: HttpRequest, question_id: int, body: Topics) -> QuestionOut:
    """Put a question under other topics, as its asker or a moderator."""
    found = _tended(request, question_id)
    form = TopicsForm({"topics": body.topics})
    check_form(form)
    actions.move_question(question=found, by=member_of(request), now=timezone.now(), **form.cleaned_data)
    return whole(_tended(request, question_id), request)


@router.put("questions/{question_id}/duplicate", response=QuestionOut, url_name="question_duplicate")
def duplicate(request: HttpRequest, question_id: int, body: Duplicate) -> QuestionOut:
    """Say, as its asker or a moderator, which question was asked first."""
    member, found = member_of(request), _tended(request, question_id)
    if body.first is None:
        actions.unmark_duplicate(question=found, by=member, now=timezone.now())
    else:
        first = get_object_or_404(Question.objects.visible_to(member), pk=body.first)
        actions.mark_duplicate(question=found, first=first, by=member, now=timezone.now())
    return whole(_tended(request, question_id), request)


def _tended(request: HttpRequest, number: int) -> Question:
    return get_object_or_404(Question.objects.tended_by(member_of(request)).for_page(), pk=number)
