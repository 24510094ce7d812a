"""Search over everything that the reader may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from myelin.base.pages import Page
from myelin.members import lens
from myelin.search import queries

LONGEST = 2_000
KINDS = {
    "": _("Everything"),
    "question": _("Questions"),
    "update": _("Updates"),
    "article": _("Library"),
    "medicine": _("Medicines"),
    "person": _("People"),
}


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find people, questions, updates, articles and medicines."""
    q = request.GET.get("q", "")[:LONGEST].strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    kinds = [kind] if kind else None
    page = (
        queries.find(request.user, q, kinds=kinds, after=request.GET.get("after"), shown=lens.asked_to_show(request))
        if q
        else Page([], None)
    )
    return render(request, "home/search.html", {"q": q, "kind": kind, "kinds": KINDS.items(), "page": page})
