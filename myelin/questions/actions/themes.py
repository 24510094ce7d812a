"""Finding anew what questions and answers are about."""

from __future__ import annotations

from myelin.discussion.themes import Batch, one_batch, settle
from myelin.pack.themes import themes_in
from myelin.questions.models import Answer, Question


def rebuild(after: int) -> Batch:
    """Look at the next questions."""

    def look(questions: list[Question]) -> None:
        settle((row.thread, row.text, f"question:{row.pk}") for row in questions)

    return one_batch(Question.objects.select_related("thread").prefetch_related("thread__topics"), after, look)


def rebuild_answers(after: int) -> Batch:
    """Look at the next answers."""

    def look(answers: list[Answer]) -> None:
        for answer in answers:
            answer.themes = themes_in(answer.text)
        Answer.objects.bulk_update(answers, ["themes"])

    return one_batch(Answer.objects.all(), after, look)
