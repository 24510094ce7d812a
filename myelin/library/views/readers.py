"""What everybody reads."""

from __future__ import annotations

from datetime import UTC, date
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from myelin.base.kept_pages import for_everybody
from myelin.base.pages import keyset
from myelin.discussion.models import Thread
from myelin.discussion.queries import talk
from myelin.library import queries
from myelin.library.body import read
from myelin.library.linked_data import linked_data
from myelin.library.models import ArticlePage, Sponsor
from myelin.library.shelves import Shown, kept
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
    """One article. What is the same for everybody is kept; for visitors that is the whole page."""
    # One day for all, wherever they read: what is kept says which facts and reviews are due.
    now = timezone.now()
    stamp = queries.stamp(slug, today=now.date())
    if stamp is None:
        raise Http404
    shown = partial(kept, stamp, request.get_host(), lambda: _shown(request, slug, today=now.date()))
    if request.user.is_authenticated:
        return _for_member(request, shown())
    return for_everybody(request, stamp, lambda: render(request, "library/article.html", {"shown": shown()}))


def _for_member(request: HttpRequest, shown: Shown) -> HttpResponse:
    thread = get_object_or_404(Thread.objects.standing(), pk=shown.thread_id)
    told = {"shown": shown, "thread": thread, "talk": talk(thread, request.user)}
    return render(request, "library/article.html", told)


def _shown(request: HttpRequest, slug: str, *, today: date) -> Shown:
    with timezone.override(UTC):
        found = get_object_or_404(ArticlePage.objects.on_site().for_page(), slug=slug)
        told = article_words(found, today=today)
        return Shown(
            thread_id=found.thread_id,
            title=found.title,
            description=found.search_description or queries.excerpt_of(found),
            linked_data=linked_data(found, url=request.build_absolute_uri(request.path)),
            reading=render_to_string("library/article_reading.html", told),
            more=render_to_string("library/article_more.html", told),
            rail=render_to_string("library/article_rail.html", told),
        )


def article_words(found: ArticlePage, *, today: date) -> dict[str, Any]:
    """What an article says, and around its body."""
    return {
        "article": found,
        "read": read(found.body, today=today),
        "signature": found.signature,
        "community": settings.COMMUNITY_NAME,
        "topics": list(found.topics.all()),
        "related": queries.related(found),
        "recent": queries.recent(found),
        "overdue": found.signature is not None and found.signature.next_review_on < today,
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
