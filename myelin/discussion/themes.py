"""Finding anew what threads and comments are about, after the pack's words for it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import models, transaction

from myelin.discussion.models import Comment, Thread
from myelin.pack.themes import themes_in
from myelin.search import actions as search

AT_ONCE = 200
"""Rows of a batch: about a second, for which other work of the queue waits."""


class Batch(NamedTuple):
    """How many rows were looked at, and the number of the last: the next batch comes after it."""

    looked_at: int
    last: int


@transaction.atomic
def one_batch[Row: models.Model](rows: models.QuerySet[Row], after: int, look: Callable[[list[Row]], object]) -> Batch:
    """Look at the next rows by their number; none are left when none were looked at."""
    batch = list(rows.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    look(batch)
    return Batch(len(batch), batch[-1].pk if batch else after)


def settle(told: Iterable[tuple[Thread, str, str]]) -> None:
    """Keep anew what threads are about: each with its words and with the name that search knows it by."""
    for thread, words, ref in told:
        found = themes_in(f"{thread.title}\n{words}\n{thread.note}", thread.topics.all())
        if found != thread.themes:
            Thread.objects.filter(pk=thread.pk).update(themes=found)
            search.retheme(ref, found)


def rebuild_comments(after: int) -> Batch:
    """Look at the next comments."""

    def look(comments: list[Comment]) -> None:
        for comment in comments:
            comment.themes = themes_in(comment.text)
        Comment.objects.bulk_update(comments, ["themes"])

    return one_batch(Comment.objects.all(), after, look)
