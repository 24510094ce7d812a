"""Tell the followers of a question; done by the queue, so that answering does not grow with them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from myelin.discussion.authors import author_of
from myelin.discussion.telling import tell
from myelin.members.models import Member
from myelin.notifications.models import Notice
from myelin.questions.models import Answer, Question


@transaction.atomic
def tell_followers(
    *, question_id: int, kind: str, now: datetime, answer_id: int | None = None, actor_id: int | None = None
) -> int:
    """Tell who follows a question, and say how many were told. Each hears of one thing once, however often this runs.

    The asker hears of an answer when it is given, and whoever did it knows.
    """
    question = (
        Question.objects.select_related("thread__seal", "thread__author")
        .filter(pk=question_id, thread__withdrawn_at=None)
        .first()
    )
    answer = Answer.objects.standing().filter(pk=answer_id).first() if answer_id is not None else None
    if question is None or (answer_id is not None and answer is None):
        return 0
    actor = Member.objects.filter(pk=answer.author_id if answer is not None else actor_id or 0).first()
    url = question.thread.url if answer is None else f"{question.thread.url}#answer-{answer.pk}"
    followers = question.followers.filter(is_active=True, suspended_at=None, erased_at=None, remembered_at=None)
    told = Exists(Notice.objects.filter(member=OuterRef("pk"), kind=kind, url=url))
    rest = followers.exclude(told).exclude(pk=actor.pk if actor else 0)
    asker = author_of(question.thread)
    if answer is not None:
        rest = rest.exclude(pk=asker.pk if asker else 0)
    unnamed = question.thread.seal_id is not None and actor is not None and actor == asker
    number = 0
    for member in rest.order_by("pk"):
        if Question.objects.visible_to(member).filter(pk=question.pk).exists():
            told_now = tell(
                thread=question.thread, member=member, kind=kind, actor=actor, url=url, now=now, unnamed=unnamed
            )
            number += told_now is not None
    return number
