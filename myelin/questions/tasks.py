"""Work for the queue."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.questions import actions


@app.task(name="tell_followers", retry=3)
def tell_followers(*, question_id: int, kind: str, answer_id: int | None = None, actor_id: int | None = None) -> None:
    actions.tell_followers(
        question_id=question_id, kind=kind, answer_id=answer_id, actor_id=actor_id, now=timezone.now()
    )
