from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import AddCourseForm, EndCourseForm
from myelin.companion.models import Course
from myelin.companion.views.asking import my_course, posted, refuse
from myelin.therapies import queries as therapies
from myelin.therapies.naming import due_name
from myelin.therapies.words import why_words

PREVIEWED = 6


@require_http_methods(["GET", "POST"])
@login_required
@once
def add(request: MemberRequest) -> HttpResponse:
    """Add a treatment: look at the dates that follow, then save."""
    groups = _medicines()
    start = {"time_zone": request.user.time_zone}
    form = AddCourseForm(request.POST or None, medicines=groups, initial=start)
    if not form.is_valid():
        return _add_page(request, form, 422 if form.is_bound else 200)
    if "preview" in request.POST:
        return _add_page(request, form, 200, preview=True)
    assert form.therapy is not None
    data = form.cleaned_data
    try:
        course = actions.add_course(
            member=request.user,
            therapy=form.therapy,
            regimen=form.chosen,
            follows_rule=form.chosen is not None,
            jurisdiction=form.chosen.jurisdiction if form.chosen else "any",
            started_on=data["started_on"],
            last_given_on=data["last_given_on"],
            place=data["place"],
            time_zone=data["time_zone"],
            now=timezone.now(),
        )
    except Refused as refused:
        return _add_page(request, form, refuse(form, refused))
    messages.success(request, _("Saved to your care. Only you can see it."))
    return see_other("companion:course", course.pk)


@require_GET
@login_required
def listing(request: MemberRequest) -> HttpResponse:
    """All treatments, also those that ended."""
    return render(request, "companion/courses.html", {"courses": queries.courses_of(request.user)})


@require_GET
@login_required
def course(request: MemberRequest, pk: int) -> HttpResponse:
    """One treatment with all its dates, and why each stands where it stands."""
    return _page(request, my_course(request, pk))


@posted("companion:course")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a treatment ended."""
    found, form = my_course(request, pk), EndCourseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    try:
        actions.end_course(course=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, found, form, refuse(form, refused))
    last_on = form.cleaned_data["ended_on"]
    if last_on > found.today(timezone.now()):
        messages.success(
            request, _("Noted. It is planned until %(day)s.") % {"day": date_format(last_on, "DATE_FORMAT")}
        )
    else:
        messages.success(request, _("Noted. What you had stays here, and no new dates come."))
    return see_other("companion:course", pk)


@posted("companion:course")
def end_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a treatment goes on after all."""
    actions.resume_course(course=my_course(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("It goes on. The dates are back."))
    return see_other("companion:course", pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a treatment out of one's care, after asking."""
    found = my_course(request, pk)
    if request.method == "POST":
        actions.remove_course(course=found, by=request.user, now=timezone.now())
        messages.success(request, _("It is gone from your care."))
        return see_other("companion:care")
    words = {
        "title": _("Remove this treatment?"),
        "text": _("Its dates, ticks and notes go with it. This cannot be undone. Your diary stays."),
        "action": _("Remove it"),
        "back": f"/care/courses/{found.pk}/",
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def _page(request: MemberRequest, course: Course, form: EndCourseForm | None = None, status: int = 200) -> HttpResponse:
    today = course.today(timezone.now())
    words = {
        "course": course,
        "story": queries.story(course, today=today),
        "today": today,
        "form": form or EndCourseForm(initial={"ended_on": today}),
    }
    return render(request, "companion/course.html", words, status=status)


def _medicines() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for medicine in therapies.medicines():
        groups.setdefault(str(medicine.way), []).append((medicine.therapy.slug, medicine.title))
    return list(groups.items())


def _add_page(request: MemberRequest, form: AddCourseForm, status: int, *, preview: bool = False) -> HttpResponse:
    words: dict[str, object] = {"form": form}
    if preview:
        try:
            words |= _preview(form)
        except Refused as refused:
            status = refuse(form, refused)
    return render(request, "companion/add.html", words, status=status)


def _preview(form: AddCourseForm) -> dict[str, object]:
    regimen, data = form.chosen, form.cleaned_data
    if regimen is None:
        return {"preview": True}
    days = {name: data[name] for name in ("started_on", "last_given_on", "time_zone")}
    dues = actions.propose_dates(regimen=regimen, now=timezone.now(), **days)
    given = [due for due in dues if due.given_on][-1:]
    ahead = [due for due in dues if not due.given_on and not due.optional][:PREVIEWED]
    return {
        "preview": True,
        "is_daily": regimen.parsed().is_daily,
        "step_up": queries.step_up(regimen.parsed(), anchor=data["started_on"]),
        "dates": [(due, due_name(regimen.parsed(), due), why_words(due)) for due in [*given, *ahead]],
        "rule": queries.facts_by_key([regimen.fact.key]).get(regimen.fact.key),
    }
