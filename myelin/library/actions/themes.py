"""Finding anew what articles are about."""

from __future__ import annotations

from myelin.discussion.themes import Batch, one_batch, settle
from myelin.library.models import ArticlePage


def rebuild(after: int) -> Batch:
    """Look at the next articles that are in the feed."""

    def look(articles: list[ArticlePage]) -> None:
        settle((row.thread, row.thread.excerpt, f"article:{row.pk}") for row in articles if row.thread)

    rows = ArticlePage.objects.filter(thread__isnull=False).select_related("thread").prefetch_related("thread__topics")
    return one_batch(rows, after, look)
