"""What everybody reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from myelin.base.pages import keyset
from myelin.discussion.queries import talk
from myelin.library import queries
from myelin.library.body import read
from myelin.library.linked_data import linked_data
from myelin.library.models import ArticlePage, Sponsor
from myelin.library.shelves import for_everybody, kept_body
from myelin.pack.models import Topic

NEWEST_FIRST = ("-first_published_at", "-pk")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All articles, the newest first, and the topics they are about."""
    found = ArticlePage.objects.on_site().for_cards()
    page = keyset(found, order=NEWEST_FIRST, after=request.GET.get("after"))
    topics = Topic.objects.current().filter(articles__in=ArticlePage.objects.on_site()).distinct()
    return render(request, "library/index.html", {"page": page, "topics": topics})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles about one topic, the newest first."""
    about = get_object_or_404(Topic.objects.current(), slug=slug)
    found = ArticlePage.objects.on_site().about(about).for_cards()
    page = keyset(found, order=NEWEST_FIRST, after=request.GET.get("after"))
    return render(request, "library/topic.html", {"topic": about, "page": page})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article. Visitors all get the same page, kept until something on it changes."""
    stamp = queries.stamp(slug)
    if stamp is None:
        raise Http404
    if not request.user.is_authenticated:
        return for_everybody(request, stamp, lambda: _page(request, slug, stamp))
    return _page(request, slug, stamp)


def _page(request: HttpRequest, slug: str, stamp: str) -> HttpResponse:
    found = get_object_or_404(ArticlePage.objects.on_site().for_page(), slug=slug)
    body = kept_body(stamp, lambda: read(found.body, today=timezone.localdate()))
    told = article_words(request, found, today=timezone.localdate()) | {"read": body}
    if request.user.is_authenticated:
        told["talk"] = talk(found.thread, request.user)
    return render(request, "library/article.html", told)


def article_words(request: HttpRequest, found: ArticlePage, *, today: date) -> dict[str, Any]:
    """What the page of an article says around its body."""
    return {
        "article": found,
        "thread": found.thread,
        "signature": found.signature,
        "excerpt": queries.excerpt_of(found),
        "topics": list(found.topics.all()),
        "related": queries.related(found),
        "recent": queries.recent(found),
        "overdue": found.signature is not None and found.signature.next_review_on < today,
        "linked_data": linked_data(found, url=request.build_absolute_uri(request.path)),
    }


@require_safe
def sponsors(request: HttpRequest) -> HttpResponse:
    """The public register: who paid for what, and that they had no say in it."""
    rows = [(sponsor, found) for sponsor, found in queries.sponsored() if found]
    return render(request, "library/sponsors.html", {"rows": rows, "any": Sponsor.objects.exists()})


@require_safe
def nowhere(request: HttpRequest, path: str) -> HttpResponse:
    """Addresses under the library at which nothing stands."""
    raise Http404
