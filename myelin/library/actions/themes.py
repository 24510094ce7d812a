"""Finding anew what articles are about."""

from __future__ import annotations

from collections.abc import Iterator

from myelin.discussion.themes import in_batches, settle
from myelin.library.models import ArticlePage


def rebuild() -> Iterator[int]:
    """Look at all articles that are in the feed; tells how many each batch held."""
    rows = ArticlePage.objects.filter(thread__isnull=False).select_related("thread").prefetch_related("thread__topics")
    for batch in in_batches(rows):
        settle((row.thread, row.thread.excerpt, f"article:{row.pk}") for row in batch)
        yield len(batch)
