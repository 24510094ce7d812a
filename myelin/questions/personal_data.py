from __future__ import annotations

from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from myelin.discussion.models import Thread
from myelin.members.models import Audience, Member
from myelin.questions.actions import settle_first_answers
from myelin.questions.models import Answer, AnswerReaction, Question, QuestionFollow


def export_for(member: Member) -> dict[str, object]:
    """What a member asked and answered, and which answers they found helpful."""
    asked = Question.objects.asked_by(member).select_related("thread")
    asked = asked.prefetch_related("versions").order_by("thread__posted_at", "pk")
    answers = Answer.objects.filter(author=member).select_related("question__thread")
    answers = answers.prefetch_related("versions").order_by("posted_at", "id")
    follows = QuestionFollow.objects.filter(member=member).select_related("question__thread").order_by("id")
    marks = AnswerReaction.objects.filter(member=member).select_related("answer__question__thread").order_by("id")
    return {
        "questions": [
            {
                "url": row.thread.url,
                "title": row.title,
                "text": row.text,
                "context_line": row.context_line,
                "audience": Audience(row.thread.audience).word,
                "without_name": row.thread.seal_id is not None,
                "closed": row.closed_because if row.closed_at else None,
                "earlier": [
                    {"title": old.title, "text": old.text, "written_at": old.written_at.isoformat()}
                    for old in row.versions.all()
                ],
                "posted_at": row.thread.posted_at.isoformat(),
                "withdrawn_at": row.thread.withdrawn_at and row.thread.withdrawn_at.isoformat(),
            }
            for row in asked
        ],
        "answers": [
            {
                "to": row.question.thread.url,
                "text": row.text,
                "lived_this": row.lived_this,
                "context_line": row.context_line,
                "earlier": [{"text": old.text, "written_at": old.written_at.isoformat()} for old in row.versions.all()],
                "posted_at": row.posted_at.isoformat(),
                "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
            }
            for row in answers
        ],
        "marked": [{"in": row.answer.question.thread.url, "kind": row.kind} for row in marks],
        "follows": [{"question": row.question.thread.url, "since": row.followed_at.isoformat()} for row in follows],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take questions, answers and marks away, and count anew."""
    Thread.objects.filter(pk__in=Question.objects.asked_by(member).values("pk")).delete()
    answered = set(Answer.objects.filter(author=member).values_list("question", flat=True))
    marked = set(AnswerReaction.objects.filter(member=member).values_list("answer", flat=True))
    Answer.objects.filter(author=member).delete()
    AnswerReaction.objects.filter(member=member).delete()
    QuestionFollow.objects.filter(member=member).delete()
    Question.objects.filter(closed_by=member).update(closed_by=None)
    settle_first_answers(answered)
    standing = Answer.objects.standing()
    Thread.objects.filter(pk__in=answered).update(replies=_number(standing, "question"))
    for kind, counter in AnswerReaction.COUNTERS.items():
        marks = AnswerReaction.objects.filter(kind=kind)
        Answer.objects.filter(pk__in=marked).update(**{counter: _number(marks, "answer")})


def _number(rows: QuerySet[Answer] | QuerySet[AnswerReaction], of: str) -> Coalesce:
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
