from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion.queries import read_diary
from myelin.companion.views.asking import refuse
from myelin.pack.models import Symptom
from myelin.visits import actions, fhir, libraries, pdf, queries
from myelin.visits.brief import fitted
from myelin.visits.forms import BriefForm, PartsForm, VisitForm
from myelin.visits.views.asking import material, my_visit


@require_http_methods(["GET", "POST"])
@login_required
@once
def visits(request: MemberRequest) -> HttpResponse:
    """Visits so far and to come; begin the page for one."""
    form = VisitForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _list(request, form, 422 if form.is_bound else 200)
    try:
        visit = actions.make_visit(member=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _list(request, form, refuse(form, refused))
    return see_other("visits:words", visit.pk)


@require_GET
@login_required
def visit(request: MemberRequest, pk: int) -> HttpResponse:
    """The page as it leaves."""
    found = my_visit(request, pk)
    brief = queries.shown_brief(material(request, found), request.user, today=timezone.localdate())
    words = {"visit": found, "brief": fitted(brief), "is_mine": True, "prints": not libraries.missing()}
    return render(request, "visits/visit.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def words(request: MemberRequest, pk: int) -> HttpResponse:
    """What the member writes: when, with whom, three questions, a note."""
    found = my_visit(request, pk)
    hides = read_diary(request.user, timezone.localdate()).hides_charts
    sent = request.POST if request.method == "POST" else None
    form = BriefForm(sent, hides_charts=hides, initial=BriefForm.initial_of(found))
    if not form.is_valid():
        return render(
            request, "visits/words.html", {"visit": found, "form": form}, status=422 if form.is_bound else 200
        )
    try:
        actions.write_visit(visit=found, by=request.user, now=timezone.now(), **form.told)
    except Refused as refused:
        return render(request, "visits/words.html", {"visit": found, "form": form}, status=refuse(form, refused))
    messages.success(request, _("Saved. This is your page. Nothing is sent to anyone."))
    return see_other("visits:visit", found.pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def parts(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose which parts and rows the page shows."""
    found = my_visit(request, pk)
    brief = queries.brief_of(material(request, found), request.user, today=timezone.localdate())
    form = PartsForm(request.POST if request.method == "POST" else None, brief=brief)
    if not form.is_valid():
        shown = [key for key in brief.keys if key not in found.hidden]
        told = {"visit": found, "brief": brief, "shown": shown, "changed": form.is_bound}
        return render(request, "visits/parts.html", told, status=422 if form.is_bound else 200)
    actions.hide(visit=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Saved. What you left out is in nothing that leaves."))
    return see_other("visits:visit", found.pk)


@require_GET
@login_required
def entries(request: MemberRequest, pk: int) -> HttpResponse:
    """The days that the numbers were made from."""
    found, today = my_visit(request, pk), timezone.localdate()
    stretch = queries.stretch_of(found, today)
    page = queries.entries_page(
        request.user, stretch.before, stretch.until, after=request.GET.get("after"), size=30
    )  # fmt: skip
    asked = read_diary(request.user, today).asked
    names = Symptom.objects.called() | {row.slug: row.called for row in asked}
    return render(request, "visits/entries.html", {"visit": found, "page": page, "names": names, "stretch": stretch})


@require_GET
@login_required
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """The page as a PDF. Neither its name nor its title says what it is."""
    found = my_visit(request, pk)
    brief = queries.shown_brief(material(request, found), request.user, today=timezone.localdate())
    response = HttpResponse(pdf.paper(brief), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="page-{found.on:%Y-%m-%d}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@login_required
def bundle(request: MemberRequest, pk: int) -> HttpResponse:
    """What the page tells, for another program: a FHIR R4 bundle."""
    found, now = my_visit(request, pk), timezone.now()
    told = material(request, found)
    brief = queries.shown_brief(told, request.user, today=timezone.localdate(now))
    response = HttpResponse(fhir.bundle_of(told, brief, request.user, now=now), content_type="application/fhir+json")
    response["Content-Disposition"] = f'attachment; filename="page-{found.on:%Y-%m-%d}.fhir.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a visit away, after asking."""
    found = my_visit(request, pk)
    if request.method == "POST":
        actions.remove_visit(visit=found, by=request.user, now=timezone.now())
        messages.success(request, _("It is gone, and its links no longer open."))
        return see_other("visits:visits")
    told = {
        "title": _("Remove this visit?"),
        "text": _("Its page, its questions and its links are deleted. Your diary and your care stay as they are."),
        "action": _("Remove it"),
        "back": reverse("visits:visit", args=[found.pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", told)


def _list(request: MemberRequest, form: VisitForm, status: int) -> HttpResponse:
    page = queries.visits_page(request.user, after=request.GET.get("after"), size=30)
    return render(request, "visits/visits.html", {"form": form, "page": page}, status=status)
