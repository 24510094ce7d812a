"""Finding anew what updates are about."""

from __future__ import annotations

from myelin.discussion.actions import options_of
from myelin.discussion.themes import Batch, one_batch, settle
from myelin.updates.actions import pictures_of, words_of
from myelin.updates.models import Update


def rebuild(after: int) -> Batch:
    """Look at the next updates."""

    def look(updates: list[Update]) -> None:
        settle(
            (row.thread, words_of(row.text, pictures_of(row), options_of(row.thread)), f"update:{row.pk}")
            for row in updates
        )

    return one_batch(Update.objects.select_related("thread").prefetch_related("thread__topics"), after, look)
