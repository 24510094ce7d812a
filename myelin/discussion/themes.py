"""Finding anew what threads and comments are about, after the pack's words for it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models, transaction

from myelin.discussion.models import Comment, Thread
from myelin.pack.themes import themes_in
from myelin.search import actions as search

AT_ONCE = 500


def in_batches[Row: models.Model](rows: models.QuerySet[Row]) -> Iterator[list[Row]]:
    """Rows by their number, some hundred at a time; each batch in a transaction of its own."""
    after = 0
    while True:
        with transaction.atomic():
            batch = list(rows.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
            if not batch:
                return
            yield batch
        after = batch[-1].pk


def settle(told: Iterable[tuple[Thread, str, str]]) -> None:
    """Keep anew what threads are about: each with its words and with the name that search knows it by."""
    for thread, words, ref in told:
        found = themes_in(f"{thread.title}\n{words}\n{thread.note}", thread.topics.all())
        if found != thread.themes:
            Thread.objects.filter(pk=thread.pk).update(themes=found)
            search.retheme(ref, found)


def rebuild_comments() -> Iterator[int]:
    """Look at all comments; tells how many each batch held."""
    for batch in in_batches(Comment.objects.all()):
        for comment in batch:
            comment.themes = themes_in(comment.text)
        Comment.objects.bulk_update(batch, ["themes"])
        yield len(batch)
