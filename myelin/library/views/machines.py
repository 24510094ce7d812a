"""What programs read: the feed, the sitemap, robots.txt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as answer_sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from myelin.library.models import ArticlePage
from myelin.library.queries import excerpt_of

IN_FEED = 20
IN_SITEMAP = 5000
KEPT_FROM_ROBOTS = ("/api/", "/care/", "/cms/", "/library/reviews/", "/people/", "/search/", "/settings/")


class ArticleFeed(Feed):  # type: ignore[type-arg]  # takes no argument when it runs
    """The newest articles as Atom; a sponsor's label stands before the title here too."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Library")

    def link(self) -> str:
        return reverse("library:index")

    def subtitle(self) -> str:
        return _("Articles that a clinician has signed.")

    def items(self) -> QuerySet[ArticlePage]:
        newest = ArticlePage.objects.on_site().select_related("sponsor", "author")
        return newest.order_by("-first_published_at", "-pk")[:IN_FEED]

    def item_title(self, item: ArticlePage) -> str:
        return f"{item.sponsor.label}: {item.title}" if item.sponsor else item.title

    def item_description(self, item: ArticlePage) -> str:
        return excerpt_of(item)

    def item_link(self, item: ArticlePage) -> str:
        return reverse("library:article", args=[item.slug])

    def item_author_name(self, item: ArticlePage) -> str | None:
        return item.author.name if item.author else None

    def item_pubdate(self, item: ArticlePage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: ArticlePage) -> datetime | None:
        return item.last_published_at


class ArticleSitemap(Sitemap):  # type: ignore[type-arg]  # takes no argument when it runs
    """Every article on the site, and the index."""

    limit = IN_SITEMAP

    def items(self) -> list[tuple[str, datetime | None]]:
        rows = ArticlePage.objects.on_site().order_by("pk").values_list("slug", "last_published_at")[:IN_SITEMAP]
        index: list[tuple[str, datetime | None]] = [(reverse("library:index"), None)]
        return index + [(reverse("library:article", args=[slug]), moment) for slug, moment in rows]

    def location(self, item: Any) -> str:
        return str(item[0])

    def lastmod(self, item: Any) -> datetime | None:
        moment: datetime | None = item[1]
        return moment


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The feed of the library."""
    return ArticleFeed()(request)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that search engines may show."""
    return answer_sitemap(request, {"library": ArticleSitemap})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone."""
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in KEPT_FROM_ROBOTS]]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('library:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
