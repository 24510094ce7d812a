from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import RecordForm
from myelin.companion.models import Record
from myelin.companion.views.asking import refuse


@require_http_methods(["GET", "POST"])
@login_required
@once
def records(request: MemberRequest) -> HttpResponse:
    """What was noted beside the days; note a new one. Its kind is told by the form, never by an address."""
    if request.method != "POST":
        return _page(request, None, 200)
    kind = request.POST.get("kind", "")
    if kind not in Record.Kind.values:
        return _page(request, None, 422)
    form = RecordForm(request.POST, kind=Record.Kind(kind))
    if not form.is_valid():
        return _page(request, form, 422)
    now = timezone.now()
    try:
        actions.note_record(member=request.user, kind=form.kind, today=timezone.localdate(now), now=now, **form.said)
    except Refused as refused:
        return _page(request, form, refuse(form, refused))
    messages.success(request, _("Noted. Only you can see it."))
    return see_other("companion:records")


@require_http_methods(["GET", "POST"])
@login_required
@once
def record(request: MemberRequest, pk: int) -> HttpResponse:
    """Read and change one of them."""
    found = _mine(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = RecordForm(sent, kind=Record.Kind(found.kind), initial=RecordForm.initial_of(found))
    words = {"record": found, "form": form}
    if not form.is_valid():
        return render(request, "companion/record.html", words, status=422 if form.is_bound else 200)
    now = timezone.now()
    try:
        actions.note_record(
            member=request.user, kind=form.kind, today=timezone.localdate(now), now=now, record=found, **form.said
        )
    except Refused as refused:
        return render(request, "companion/record.html", words, status=refuse(form, refused))
    messages.success(request, _("Changed."))
    return see_other("companion:records")


@require_http_methods(["GET", "POST"])
@login_required
@once
def record_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one away, after asking."""
    found = _mine(request, pk)
    if request.method == "POST":
        actions.remove_record(record=found, by=request.user)
        messages.success(request, _("It is gone."))
        return see_other("companion:records")
    words = {
        "title": _("Remove this note?"),
        "text": _("What you noted is deleted. This cannot be undone."),
        "action": _("Remove it"),
        "back": reverse("companion:record", args=[found.pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def _mine(request: MemberRequest, pk: int) -> Record:
    found = queries.record_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _page(request: MemberRequest, sent: RecordForm | None, status: int) -> HttpResponse:
    forms = [
        sent if sent is not None and sent.kind == kind else RecordForm(kind=kind, auto_id=f"id_{kind.value}_%s")
        for kind in Record.Kind
    ]
    page = queries.records_page(request.user, after=request.GET.get("after"), size=30)
    words = {"forms": forms, "open": sent.kind if sent is not None else "", "page": page, "advice": queries.advice()}
    return render(request, "companion/records.html", words, status=status)
