"""Answering, and what happens to an answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other, way_back
from myelin.base.idempotency import once
from myelin.discussion.actions import forget_draft
from myelin.discussion.covers import cover_page
from myelin.questions import actions
from myelin.questions.forms import AnswerForm
from myelin.questions.models import Answer, AnswerReaction, Question
from myelin.questions.views.questions import question_page


@require_POST
@login_required
@once
def answers(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a question."""
    found = get_object_or_404(Question.objects.visible_to(request.user).select_related("thread"), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer = actions.answer_question(
                question=found, author=request.user, now=timezone.now(), **form.cleaned_data
            )
            if "draft" in request.POST:
                forget_draft(member=request.user, place=f"answer:{found.pk}")
            return see_other(f"{found.thread.url}#answer-{answer.pk}")
        except Refused as refused:
            form.add_error("text", str(refused))
    return question_page(request, pk, form, status=422)


@require_http_methods(["GET", "POST"])
@login_required
@once
def answer_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one's own answer."""
    answer = get_object_or_404(Answer.objects.of(request.user).select_related("question__thread"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, instance=answer)
    if not form.is_valid():
        words = {"form": form, "answer": answer}
        return render(request, "questions/answer_edit.html", words, status=422 if form.is_bound else 200)
    actions.edit_answer(answer=answer, by=request.user, now=timezone.now(), **form.cleaned_data)
    return see_other(f"{answer.question.thread.url}#answer-{answer.pk}")


@require_GET
def answer_history(request: HttpRequest, pk: int) -> HttpResponse:
    """How an answer read before it was changed."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__thread"), pk=pk)
    thread = answer.question.thread
    covered = cover_page(request, thread, kind="question") or cover_page(request, answer, kind="answer")
    if covered:
        return covered
    versions = answer.versions.order_by("-replaced_at")[:100]
    words = {"back": f"{answer.question.thread.url}#answer-{answer.pk}", "versions": versions}
    return render(request, "questions/history.html", words)


@require_POST
@login_required
def best_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """The asker says which answer helped most, or (`none`) takes the choice back."""
    found = get_object_or_404(Question.objects.visible_to(request.user).select_related("thread"), pk=pk)
    answer = None
    if "none" not in request.POST:
        chosen = request.POST.get("answer", "")
        answer = get_object_or_404(
            found.answers.standing().select_related("author"), pk=int(chosen) if chosen.isdecimal() else 0
        )
    actions.choose_best_answer(question=found, answer=answer, by=request.user, now=timezone.now())
    return see_other(f"{found.thread.url}#answers")


@require_POST
@login_required
def answer_reaction(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that an answer helped (`put`), or take that back (`take`)."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__thread"), pk=pk)
    wanted, unwanted = request.POST.get("put"), request.POST.get("take")
    if wanted in AnswerReaction.Kind.values:
        kind = AnswerReaction.Kind(wanted)
        actions.react_to_answer(answer=answer, member=request.user, kind=kind, now=timezone.now())
    elif unwanted in AnswerReaction.Kind.values:
        actions.take_answer_reaction_back(answer=answer, member=request.user, kind=AnswerReaction.Kind(unwanted))
    return see_other(way_back(request, f"{answer.question.thread.url}#answer-{answer.pk}"))


@require_http_methods(["GET", "POST"])
@login_required
def answer_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own answer back."""
    answer = get_object_or_404(Answer.objects.of(request.user).select_related("question__thread"), pk=pk)
    if request.method == "POST":
        actions.withdraw_answer(answer=answer, by=request.user, now=timezone.now())
        messages.success(request, _("Your answer is taken back. Below the answers you can put it back."))
        return see_other(f"{answer.question.thread.url}#answers")
    words = {
        "title": _("Take this answer back?"),
        "text": _("Nobody will see it any more."),
        "action": _("Take it back"),
        "back": answer.question.thread.url,
    }
    return render(request, "components/confirm.html", words)


@require_POST
@login_required
def answer_withdrawal_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Put one's own answer back."""
    answer = get_object_or_404(Answer.objects.written_by(request.user).select_related("question__thread"), pk=pk)
    actions.put_answer_back(answer=answer, by=request.user)
    return see_other(f"{answer.question.thread.url}#answer-{answer.pk}")
