from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import ResultForm
from myelin.companion.models import Course, Result
from myelin.companion.views.asking import my_course, refuse
from myelin.therapies.models import BaselineTest


@require_GET
@login_required
def tests(request: MemberRequest, pk: int) -> HttpResponse:
    """The tests of a treatment: which are due when, ordered, done, clear."""
    found = my_course(request, pk)
    today = found.today(timezone.now())
    words = {"course": found, "cards": queries.test_cards(found, request.user, today=today)}
    return render(request, "companion/tests.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def test(request: MemberRequest, pk: int, slug: str) -> HttpResponse:
    """One test of a treatment: what was noted, and a form to note more."""
    found = my_course(request, pk)
    asked_for = queries.test_of(found, slug)
    if asked_for is None:
        raise Http404
    form = ResultForm(
        request.POST if request.method == "POST" else None, request.FILES or None,
        author=request.user, codes=queries.codes_of(asked_for),
    )  # fmt: skip
    if not form.is_valid():
        return _page(request, found, asked_for, form, 422 if form.is_bound else 200)
    try:
        actions.note_result(course=found, test=asked_for, by=request.user, told=form.told, now=timezone.now())
    except Refused as refused:
        return _page(request, found, asked_for, form, refuse(form, refused))
    messages.success(request, _("Noted. Only you can see it."))
    return see_other("companion:tests", pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def result(request: MemberRequest, pk: int) -> HttpResponse:
    """One result: say it anew, or take it away."""
    found = _mine(request, pk)
    codes = queries.codes_of(found.test)
    form = ResultForm(
        request.POST if request.method == "POST" else None, request.FILES or None,
        author=request.user, codes=codes, initial=ResultForm.initial_of(found, codes),
    )  # fmt: skip
    if not form.is_valid():
        return _page(request, found.course, found.test, form, 422 if form.is_bound else 200, result=found)
    try:
        actions.change_result(result=found, by=request.user, told=form.told, now=timezone.now())
    except Refused as refused:
        return _page(request, found.course, found.test, form, refuse(form, refused), result=found)
    messages.success(request, _("Your changes are saved."))
    return see_other("companion:test", found.course_id, found.test.slug)


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a result away, after asking."""
    found = _mine(request, pk)
    if request.method == "POST":
        actions.remove_result(result=found, by=request.user, now=timezone.now())
        messages.success(request, _("It is gone from your care."))
        return see_other("companion:test", found.course_id, found.test.slug)
    words = {
        "title": _("Remove this result?"),
        "text": _("Its numbers, notes, photos and PDFs go with it. This cannot be undone."),
        "action": _("Remove it"),
        "back": f"/care/results/{found.pk}/",
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def _mine(request: MemberRequest, pk: int) -> Result:
    found = queries.result_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _page(
    request: MemberRequest, course: Course, asked_for: BaselineTest, form: ResultForm, status: int,
    *, result: Result | None = None,
) -> HttpResponse:  # fmt: skip
    words = {
        "course": course,
        "test": asked_for,
        "form": form,
        "result": result,
        "results": [] if result else [
            (row, queries.measured(row.measures)) for row in queries.results_of(course, asked_for, request.user)
        ],
    }  # fmt: skip
    return render(request, "companion/test.html", words, status=status)
