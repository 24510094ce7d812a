"""Finding anew what updates are about."""

from __future__ import annotations

from collections.abc import Iterator

from myelin.discussion.actions import options_of
from myelin.discussion.themes import in_batches, settle
from myelin.updates.actions import pictures_of, words_of
from myelin.updates.models import Update


def rebuild() -> Iterator[int]:
    """Look at all updates; tells how many each batch held."""
    rows = Update.objects.select_related("thread").prefetch_related("thread__topics")
    for batch in in_batches(rows):
        settle(
            (row.thread, words_of(row.text, pictures_of(row), options_of(row.thread)), f"update:{row.pk}")
            for row in batch
        )
        yield len(batch)
