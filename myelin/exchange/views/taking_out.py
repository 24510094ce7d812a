from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from myelin.base.http import MemberRequest
from myelin.exchange import actions

BUNDLE = "application/fhir+json"
TABLES = "application/zip"


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required
def copy(request: MemberRequest) -> HttpResponseBase:
    """My care as a file, after a fresh password: for another program, or for a spreadsheet."""
    if request.method != "POST":
        return render(request, "exchange/copy.html")
    as_tables, now = request.POST.get("as") == "tables", timezone.now()
    file = actions.take_out(member=request.user, as_tables=as_tables, now=now)
    # Nothing in the name says whose it is.
    name = f"my-care-{now:%Y-%m-%d}.{'zip' if as_tables else 'fhir.json'}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TABLES if as_tables else BUNDLE)
