"""Pages about questions and answers."""

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
from myelin.discussion import queries as discussion
from myelin.questions import actions
from myelin.questions.forms import AnswerForm, QuestionForm
from myelin.questions.models import Answer, AnswerReaction, Question


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """All questions that the reader may see, newest first."""
    page = discussion.of_kind(request.user, "question", after=request.GET.get("after"))
    return render(request, "questions/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
@once
def new(request: MemberRequest) -> HttpResponse:
    """Ask a question."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "questions/new.html", {"form": form}, status=422 if form.is_bound else 200)
    question = actions.ask_question(author=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Your question is there. We tell you when somebody answers."))
    return see_other("questions:question", question.pk)


def question_page(request: HttpRequest, found: Question, form: AnswerForm, status: int = 200) -> HttpResponse:
    """The page of a question, with the answer form as it stands."""
    rows = list(Answer.objects.for_question(found, request.user).order_by("posted_at", "id")[:100])
    rows.sort(key=lambda row: row.pk != found.best_answer_id)
    words = {
        "question": found,
        "thread": found.thread,
        "answers": rows,
        "form": form,
        "asked_by_me": request.user.pk is not None and request.user.pk == found.thread.author_id,
    }
    return render(request, "questions/question.html", words, status=status)


@require_GET
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answers, the most helpful first."""
    found = get_object_or_404(Question.objects.visible_to(request.user).for_page(), pk=pk)
    return question_page(request, found, AnswerForm())


@require_POST
@login_required
@once
def answers(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a question."""
    found = get_object_or_404(Question.objects.visible_to(request.user).for_page(), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer = actions.answer_question(
                question=found, author=request.user, now=timezone.now(), **form.cleaned_data
            )
            return see_other(f"{found.thread.url}#answer-{answer.pk}")
        except Refused as refused:
            form.add_error("text", str(refused))
    return question_page(request, found, form, status=422)


@require_http_methods(["GET", "POST"])
@login_required
@once
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one's own question."""
    found = get_object_or_404(Question.objects.of(request.user).select_related("thread"), pk=pk)
    start = {"audience": found.thread.audience, "topics": found.thread.topics.all()}
    form = QuestionForm(request.POST if request.method == "POST" else None, instance=found, initial=start)
    if not form.is_valid():
        words = {"form": form, "question": found}
        return render(request, "questions/edit.html", words, status=422 if form.is_bound else 200)
    actions.edit_question(question=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    return see_other("questions:question", found.pk)


@require_http_methods(["GET", "POST"])
@login_required
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own question back."""
    found = get_object_or_404(Question.objects.of(request.user).select_related("thread"), pk=pk)
    if request.method == "POST":
        actions.withdraw_question(question=found, by=request.user, now=timezone.now())
        messages.success(request, _("Your question is taken back. Nobody sees it any more."))
        return see_other("questions:list")
    words = {
        "title": _("Take this question back?"),
        "text": _("Nobody will see it any more, nor its answers."),
        "action": _("Take it back"),
        "back": found.thread.url,
    }
    return render(request, "components/confirm.html", words)


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
        return see_other(f"{answer.question.thread.url}#answers")
    words = {
        "title": _("Take this answer back?"),
        "text": _("Nobody will see it any more."),
        "action": _("Take it back"),
        "back": answer.question.thread.url,
    }
    return render(request, "components/confirm.html", words)
