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
from myelin.companion.views.asking import refuse
from myelin.visits import actions, queries
from myelin.visits.forms import AgreedForm
from myelin.visits.models import Visit
from myelin.visits.views.asking import my_visit


@require_http_methods(["GET", "POST"])
@login_required
@once
def agreed(request: MemberRequest, pk: int) -> HttpResponse:
    """What was agreed on; note one more thing."""
    found = my_visit(request, pk)
    tests, has_dose = queries.what_it_can_become(request.user)
    form = AgreedForm(request.POST if request.method == "POST" else None, tests=tests, has_dose=has_dose)
    if not form.is_valid():
        return _page(request, found, form, 422 if form.is_bound else 200)
    try:
        actions.agree(visit=found, by=request.user, now=timezone.now(), **form.told)
    except Refused as refused:
        return _page(request, found, form, refuse(form, refused))
    messages.success(request, _("Noted."))
    return see_other("visits:agreed", found.pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int, line: int) -> HttpResponse:
    """Take a line away, after asking."""
    found = my_visit(request, pk)
    row = queries.agreed_of(request.user, found, line)
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.take_back(agreed=row, by=request.user, now=timezone.now())
        messages.success(request, _("The line is gone."))
        return see_other("visits:agreed", found.pk)
    words = {
        "title": _("Remove this line?"),
        "text": _("A step or a test that it became stays in your care. You can remove it there."),
        "action": _("Remove it"),
        "back": reverse("visits:agreed", args=[found.pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def _page(request: MemberRequest, visit: Visit, form: AgreedForm, status: int) -> HttpResponse:
    lines = queries.agreed_at(visit, request.user)
    return render(request, "visits/agreed.html", {"visit": visit, "form": form, "lines": lines}, status=status)
