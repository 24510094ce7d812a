from __future__ import annotations

from myelin.audience.policy import Viewer
from myelin.questions.models import Answer, Question


def helped_lately(viewer: Viewer) -> tuple[Question, Answer] | None:
    """The newest question that `viewer` may see whose asker was helped, and the answer that did it. Two statements."""
    question = Question.objects.visible_to(viewer).helped().for_page().order_by("-pk").first()
    if question is None:
        return None
    answer = Answer.objects.for_question(question, viewer).filter(best_of=question).first()
    return (question, answer) if answer else None
