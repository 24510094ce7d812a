"""Finding anew what questions and answers are about."""

from __future__ import annotations

from collections.abc import Iterator

from myelin.discussion.themes import in_batches, settle
from myelin.pack.themes import themes_in
from myelin.questions.models import Answer, Question


def rebuild() -> Iterator[int]:
    """Look at all questions; tells how many each batch held."""
    for batch in in_batches(Question.objects.select_related("thread").prefetch_related("thread__topics")):
        settle((row.thread, row.text, f"question:{row.pk}") for row in batch)
        yield len(batch)


def rebuild_answers() -> Iterator[int]:
    """Look at all answers; tells how many each batch held."""
    for batch in in_batches(Answer.objects.all()):
        for answer in batch:
            answer.themes = themes_in(answer.text)
        Answer.objects.bulk_update(batch, ["themes"])
        yield len(batch)
