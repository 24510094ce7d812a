"""Following a question, and looking after it: close, move, say that it was asked before."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.questions import actions
from myelin.questions.forms import ClosingForm, DuplicateForm, TopicsForm
from myelin.questions.models import Question
from myelin.questions.queries import alike


@require_POST
@login_required
def follow(request: MemberRequest, pk: int) -> HttpResponse:
    """Hear of new answers, or (`stop`) no more."""
    found = get_object_or_404(Question.objects.visible_to(request.user).select_related("thread"), pk=pk)
    if "stop" in request.POST:
        actions.unfollow_question(question=found, member=request.user)
    else:
        actions.follow_question(question=found, member=request.user, now=timezone.now())
    return see_other(found.thread.url)


@require_http_methods(["GET", "POST"])
@login_required
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    """Take no more answers."""
    found = _tended(request, pk)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.close_question(question=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        return see_other(found.thread.url)
    words = {
        "title": _("Close this question?"),
        "text": _("It can still be read. Nobody can answer any more, until it is opened again."),
        "action": _("Close it"),
        "back": found.thread.url,
        "form": form,
    }
    return render(request, "components/confirm.html", words, status=422 if form.is_bound else 200)


@require_POST
@login_required
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    """Take answers again."""
    found = _tended(request, pk)
    actions.open_again(question=found, by=request.user, now=timezone.now())
    messages.success(request, _("The question is open again."))
    return see_other(found.thread.url)


@require_http_methods(["GET", "POST"])
@login_required
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a question under other topics."""
    found = _tended(request, pk)
    start = {"topics": found.thread.topics.all()}
    form = TopicsForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        actions.move_question(question=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        return see_other(found.thread.url)
    words = {"question": found, "form": form}
    return render(request, "questions/move.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def duplicate(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that the same was asked before (`first`), or (`none`) that it was not."""
    found = _tended(request, pk)
    if "none" in request.POST:
        actions.unmark_duplicate(question=found, by=request.user, now=timezone.now())
        return see_other(found.thread.url)
    form = DuplicateForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _marked(request, found, form):
        return see_other(found.thread.url)
    close = alike(request.user, f"{found.title}\n{found.text}", but=found.pk, answered=False)
    words = {"question": found, "form": form, "alike": close}
    return render(request, "questions/duplicate.html", words, status=422 if form.is_bound else 200)


def _marked(request: MemberRequest, found: Question, form: forms.Form) -> bool:
    first = Question.objects.visible_to(request.user).numbered(form.cleaned_data["first"])
    if first is None:
        form.add_error("first", _("There is no such question here. Look at the end of its address."))
        return False
    try:
        actions.mark_duplicate(question=found, first=first, by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error("first", str(refused))
        return False
    return True


def _tended(request: MemberRequest, pk: int) -> Question:
    return get_object_or_404(Question.objects.tended_by(request.user).select_related("thread"), pk=pk)
