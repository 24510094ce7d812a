"""Pages about questions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.kept_pages import for_everybody
from myelin.base.pressed import Marks
from myelin.discussion import queries as discussion
from myelin.discussion.actions import forget_draft
from myelin.discussion.authors import wrote
from myelin.discussion.covers import cover_page
from myelin.live.page import hear, pressed
from myelin.members import lens
from myelin.members.sealing import TwoToday
from myelin.questions import actions
from myelin.questions.dressing import dress_for
from myelin.questions.forms import AnswerForm, QuestionChangeForm, QuestionForm
from myelin.questions.heading import head_of
from myelin.questions.models import Question
from myelin.questions.queries import Alike, alike
from myelin.questions.reading import Reading, place_of_answer, read_question
from myelin.questions.stamps import stamp_for_visitors

LONGEST = 2_000
"""Letters that are looked at to find what is close."""


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """All questions that the reader may see, newest first."""
    page = discussion.of_kind(request.user, "question", after=request.GET.get("after"))
    return render(request, "questions/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
@once
def new(request: MemberRequest) -> HttpResponse:
    """Ask a question; `look` shows first what was asked before, with nothing lost."""
    if "look" in request.POST:
        words = {
            "form": QuestionForm(initial=_typed(request), author=request.user),
            "alike": _close(request),
            "looked": True,
        }
        return render(request, "questions/new.html", words)
    draft = discussion.draft_of(request.user, "question") if request.method == "GET" else None
    start = {"context_line": request.user.profile.context_line, "group": request.GET.get("group", "")}
    start |= draft.initial(many={"topics"}) if draft else {}
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=start, author=request.user)
    question = _asked(request, form) if form.is_valid() else None
    if question is None:
        words = {"form": form, "draft": draft}
        return render(request, "questions/new.html", words, status=422 if form.is_bound else 200)
    if "draft" in request.POST:
        forget_draft(member=request.user, place="question")
    messages.success(request, _("Your question is there. We tell you when somebody answers."))
    return see_other("questions:question", question.pk)


def _asked(request: MemberRequest, form: QuestionForm) -> Question | None:
    try:
        return actions.ask_question(author=request.user, now=timezone.now(), **form.cleaned_data)
    except TwoToday as refused:
        form.add_error("without_name", str(refused))
        return None


@require_POST
@login_required
def similar(request: MemberRequest) -> HttpResponse:
    """What is close to a question that somebody is typing, as a piece of the page."""
    return render(request, "questions/alike.html", {"alike": _close(request), "looked": True})


def _typed(request: HttpRequest) -> dict[str, object]:
    names = ("title", "text", "audience", "context_line", "group", "without_name")
    return {name: request.POST.get(name, "") for name in names} | {"topics": request.POST.getlist("topics")}


def _close(request: HttpRequest) -> Alike:
    words = f"{request.POST.get('title', '')}\n{request.POST.get('text', '')}"
    return alike(request.user, words[:LONGEST])


def question_page(request: HttpRequest, pk: int, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a question, with an empty answer form or with `form` as it stands."""
    reading = read_question(request.user, pk, shown=lens.asked_to_show(request))
    if reading is None:
        raise Http404
    hear(request, f"thread:{pk}")
    found, thread, place = reading.question, reading.question.thread, place_of_answer(pk)
    # Who just wrote an answer that needs mending has seen it, and must lose nothing.
    if form is None and (covered := cover_page(request, thread, kind="question")):
        return covered
    mine = wrote(request.user, thread)
    parts = {
        "head": head_of(request, reading, mine=mine),
        "given": dress_for(request, reading.answers, question=found),
    }
    waiting = mine and found.takes_answers and found.first_answered_at is None
    if (
        request.user.is_authenticated
        and form is None
        and not (reading.taken_back or reading.began_to_answer or waiting)
    ):
        return _usual_page(request, reading, parts, mine=mine)
    draft = discussion.draft_of(request.user, place) if form is None and reading.began_to_answer else None
    words = {
        **parts,
        "question": found,
        "thread": thread,
        "taken_back": reading.taken_back,
        "form": form
        or AnswerForm(initial={"context_line": reading.readers_line, **(draft.initial() if draft else {})}),
        "draft": draft,
        "place": place,
        "asked_by_me": mine,
        "alike": alike(request.user, f"{found.title}\n{found.text}"[:LONGEST], but=pk) if waiting else None,
    }
    return render(request, "questions/question.html", words, status=status)


def _usual_page(request: HttpRequest, reading: Reading, parts: dict[str, SafeString], *, mine: bool) -> HttpResponse:
    """The page for a member who neither began nor took back an answer of theirs: nearly always."""
    found, thread = reading.question, reading.question.thread
    blanks = {
        **parts,
        "title": found.title,
        "number": str(found.pk),
        "url": thread.url,
        "place": place_of_answer(found.pk),
        "line": reading.readers_line,
    }
    # Who asked without their name does not answer with it.
    takes = found.takes_answers and not (mine and thread.seal_id is not None)
    look = {"asked_by_me": mine, "takes": takes, "audience": int(thread.audience)}

    def more(marks: Marks) -> dict[str, object]:
        return {
            "question": {"title": marks["title"], "pk": marks["number"], "takes_answers": look["takes"]},
            "thread": {"url": marks["url"], "audience": look["audience"]},
            "form": AnswerForm(initial={"context_line": marks["line"]}),
        }

    return pressed(request, "questions/question.html", look=look, blanks=blanks, more=more)


@require_GET
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answers, the most helpful first. Visitors all get the same page, kept until it changes."""
    if request.user.is_authenticated:
        return question_page(request, pk)
    stamp = stamp_for_visitors(pk, now=timezone.now())
    if stamp is None:
        raise Http404
    return for_everybody(request, stamp, lambda: question_page(request, pk))


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """How a question read before it was changed."""
    found = get_object_or_404(Question.objects.visible_to(request.user).for_page(), pk=pk)
    if covered := cover_page(request, found.thread, kind="question"):
        return covered
    words = {"back": found.thread.url, "versions": found.versions.order_by("-replaced_at")[:100]}
    return render(request, "questions/history.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one's own question."""
    found = get_object_or_404(Question.objects.of(request.user).select_related("thread__seal"), pk=pk)
    start = {"audience": found.thread.audience, "topics": found.thread.topics.all()}
    form = QuestionChangeForm(request.POST if request.method == "POST" else None, instance=found, initial=start)
    if not form.is_valid():
        words = {"form": form, "question": found}
        return render(request, "questions/edit.html", words, status=422 if form.is_bound else 200)
    actions.edit_question(question=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    return see_other("questions:question", found.pk)


@require_http_methods(["GET", "POST"])
@login_required
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own question back."""
    found = get_object_or_404(Question.objects.of(request.user).select_related("thread__seal"), pk=pk)
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
