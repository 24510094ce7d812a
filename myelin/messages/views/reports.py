"""Report messages; and, for moderators, the reports with the reported messages and nothing else."""

from __future__ import annotations

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.text import excerpt
from myelin.members.staff import MODERATORS, belongs_to
from myelin.messages import actions, queries
from myelin.messages.forms import ReportForm
from myelin.messages.views.asking import seat_of


@require_http_methods(["GET", "POST"])
@login_required
@once
def reporting(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose the messages that a moderator should look at."""
    seat = seat_of(request, pk, accepted=False)
    page = queries.reportable(seat, after=request.GET.get("after"))
    choices = [(row.pk, f"{queries.name_of(row.author)}: {excerpt(row.text) or _('A picture')}") for row in page]
    form = ReportForm(request.POST if request.method == "POST" else None, words=choices)
    if not form.is_valid():
        words = {"form": form, "seat": seat, "page": page}
        return render(request, "messages/reporting.html", words, status=422 if form.is_bound else 200)
    actions.report_messages(
        seat=seat,
        numbers=form.cleaned_data["messages"],
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        now=timezone.now(),
    )
    notes.success(request, _("Thank you. A moderator looks at these messages and at nothing else."))
    return see_other("messages:list")


@require_GET
@login_required
def reports(request: MemberRequest) -> HttpResponse:
    """For moderators: what waits, the oldest first."""
    _only_moderators(request)
    page = queries.reports(request.user, after=request.GET.get("after"))
    return render(request, "messages/reports.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """For moderators: the reported messages. Each look is written down; POST says that nothing more is needed."""
    _only_moderators(request)
    found = queries.report_for(request.user, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.close_report(report=found, by=request.user, now=timezone.now())
        return see_other("messages:reports")
    actions.look_at_report(report=found, by=request.user, now=timezone.now())
    copies = queries.copies_of(found, request.user)
    return render(request, "messages/report.html", {"report": found, "copies": copies})


def _only_moderators(request: MemberRequest) -> None:
    if not belongs_to(request.user, MODERATORS):
        raise Http404
