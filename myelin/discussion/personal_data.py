from __future__ import annotations

from datetime import datetime

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from myelin.discussion.models import (
    Bookmark,
    Comment,
    Draft,
    Poll,
    PollOption,
    PollVote,
    Reaction,
    SealOpening,
    TakenOut,
    Thread,
    ThreadMute,
    TopicFollow,
    TopicMute,
    by,
)
from myelin.members.models import Audience, Member


def export_for(member: Member) -> dict[str, object]:
    """What a member wrote under posts, how they reacted, what they saved and follow; withdrawn words too."""
    threads = Thread.objects.written_by(member).order_by("posted_at", "id").prefetch_related("topics")
    comments = Comment.objects.written_by(member).select_related("thread").order_by("posted_at", "id")
    reactions = Reaction.objects.filter(member=member).select_related("thread").order_by("reacted_at", "id")
    follows = TopicFollow.objects.filter(member=member).select_related("topic").order_by("followed_at", "id")
    saved = Bookmark.objects.of(member).select_related("thread").order_by("saved_at", "id")
    return {
        "posts": [
            {
                "kind": row.kind,
                "title": row.title,
                "note": row.note,
                "url": row.url,
                "audience": Audience(row.audience).word,
                "without_name": row.seal_id is not None,
                "topics": [topic.called for topic in row.topics.all()],
                "posted_at": row.posted_at.isoformat(),
                "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
            }
            for row in threads
        ],
        "comments": [
            {
                "under": row.thread.url,
                "text": row.text,
                "posted_at": row.posted_at.isoformat(),
                "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
            }
            for row in comments
        ],
        "reactions": [{"to": row.thread.url, "kind": row.kind, "at": row.reacted_at.isoformat()} for row in reactions],
        "drafts": [
            {"place": row.place, "fields": row.fields, "saved_at": row.saved_at.isoformat()}
            for row in Draft.objects.of(member).order_by("pk")
        ],
        "votes": [
            {"in": row.poll.thread.url, "for": row.option.words, "at": row.voted_at.isoformat()}
            for row in PollVote.objects.filter(member=member).select_related("poll__thread", "option").order_by("pk")
        ],
        "saved": [{"url": row.thread.url, "note": row.note, "at": row.saved_at.isoformat()} for row in saved],
        "topics": [row.topic.called for row in follows],
        "taken_out": [
            {"url": row.thread.url, "why": row.reason, "at": row.taken_at.isoformat()}
            for row in TakenOut.objects.of(member).order_by("taken_at", "pk")
        ],
        "seals_opened": [
            {"url": row.thread.url, "why": row.reason, "asked_at": row.asked_at.isoformat()}
            for row in SealOpening.objects.of(member).select_related("thread").order_by("asked_at", "pk")
        ],
        "muted_topics": [row.topic.name for row in TopicMute.objects.of(member).order_by("muted_at", "id")],
        "muted_posts": [
            row.thread.url
            for row in ThreadMute.objects.filter(member=member).select_related("thread").order_by("muted_at", "id")
        ],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take comments and reactions away and count anew. What others replied stays; articles stay with the library.

    What was written without a name goes with its seal, in `members`.
    """
    talked = set(Comment.objects.written_by(member).values_list("thread", flat=True))
    reacted = set(Reaction.objects.filter(member=member).values_list("thread", flat=True))
    Comment.objects.filter(by(member, path="parent__")).exclude(by(member)).update(parent=None)
    Comment.objects.filter(pk__in=Comment.objects.written_by(member).values("pk")).delete()
    Reaction.objects.filter(member=member).delete()
    Bookmark.objects.of(member).delete()
    TopicFollow.objects.filter(member=member).delete()
    TakenOut.objects.filter(by=member).update(by=None)
    SealOpening.objects.of(member).update(by=None)
    TopicMute.objects.filter(member=member).delete()
    ThreadMute.objects.filter(member=member).delete()
    # The replies of a question are its answers, which are counted where they live.
    Thread.objects.filter(pk__in=talked).exclude(kind="question").update(replies=_number(Comment.objects.standing()))
    for kind, counter in Reaction.COUNTERS.items():
        Thread.objects.filter(pk__in=reacted).update(**{counter: _number(Reaction.objects.filter(kind=kind))})
    Draft.objects.of(member).delete()
    _erase_votes(member)


def _erase_votes(member: Member) -> None:
    voted = list(PollVote.objects.filter(member=member).values_list("poll", flat=True))
    # As voting does: the poll first, so that a vote on its way is counted or not, but never half.
    list(Poll.objects.select_for_update().filter(pk__in=voted).order_by("pk").values_list("pk", flat=True))
    PollVote.objects.filter(member=member).delete()
    PollOption.objects.filter(poll__in=voted).update(votes=_number(PollVote.objects.all(), of="option"))
    Poll.objects.filter(pk__in=voted).update(voters=_number(PollVote.objects.all(), of="poll", what="member"))


def _number[Row: Model](rows: QuerySet[Row], *, of: str = "thread", what: str = "pk") -> Coalesce:
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(number=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
