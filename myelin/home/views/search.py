"""Search over everything that the reader may see."""

from __future__ import annotations

from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from myelin.base.pages import Page
from myelin.base.pressed import pressed_part
from myelin.base.templatetags.myelin import ago
from myelin.discussion.posts import older
from myelin.home.forms import KINDS
from myelin.live.page import pressed
from myelin.members import lens
from myelin.search import queries
from myelin.search.queries import Hit

LONGEST = 2_000


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
    tabs = {"kinds": KINDS.items()}
    look = {"kind": kind}
    blanks = {"q": q, "sought": quote_plus(q), "hits": _listed(request, page), "older": older(request, page)}
    if request.user.is_authenticated:
        return pressed(request, "home/search.html", look=look, blanks=blanks, more=lambda marks: tabs)
    return render(request, "home/search.html", {**tabs, **look, **blanks})


def _listed(request: HttpRequest, page: Page[Hit]) -> SafeString:
    uncover = f"?{urlencode({**request.GET.dict(), 'show': 1})}"
    shown = [
        pressed_part(
            request,
            "home/hit.html",
            look={"kind": hit.kind},
            blanks={
                "label": hit.label,
                "url": hit.url or uncover,
                "title": hit.title,
                "name": hit.author_name,
                "excerpt": hit.excerpt,
                "when": ago(hit.posted_at),
            },
        )
        for hit in page
    ]
    return format_html_join("\n", "<li>{}</li>", ((one,) for one in shown))
