"""Questions that wait, by how far they were carried; and the figures of the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from myelin.audience.policy import Viewer
from myelin.discussion.models import stands, stands_sql
from myelin.helping.models import Clock, Tally
from myelin.members.models import Member
from myelin.questions.models import Question

WEEKS = 4
FEWEST = 10
"""Of fewer questions no share is told."""


def due(*, now: datetime, after: timedelta) -> QuerySet[Question]:
    """Waiting questions that are old enough and whose clock may have something to do, longest first."""
    unseen = Q(clock=None) | Q(clock__staff_at=None, clock__look_at__lte=now)
    rows = Question.objects.waiting().filter(unseen, stands("thread__"), asked_at__lte=now - after)
    rows = rows.select_related("thread__author__profile", "thread__seal", "clock").prefetch_related("thread__topics")
    return rows.order_by("asked_at", "pk")


def clock_of(question: Question) -> Clock | None:
    """How far a question was carried; None before its first step."""
    return getattr(question, "clock", None)


def waiting(viewer: Viewer) -> QuerySet[Question]:
    """What waits for an answer and `viewer` may see."""
    return Question.objects.visible_to(viewer).waiting().select_related("thread", "clock")


def on_the_desk(moderator: Member) -> QuerySet[Question]:
    """What nobody answered for a day, as far as a moderator may see it themselves."""
    return waiting(moderator).filter(clock__staff_at__isnull=False)


@dataclass(frozen=True)
class Figures:
    """The whole span and its weeks, newest first; nothing before the job counted for the first time."""

    whole: Tally | None
    weeks: list[Tally]


def figures() -> Figures:
    """The newest figures, in one statement."""
    rows = list(Tally.objects.order_by("-to_on", "from_on")[: WEEKS + 1])
    newest = [row for row in rows if row.to_on == rows[0].to_on]
    whole = newest[0] if len(newest) > 1 else None
    return Figures(whole=whole, weeks=[row for row in rows if row is not whole] if whole else [])


@transaction.atomic
def count(*, now: datetime) -> None:
    """Count how the questions of the last four weeks fared; a day that is not over for its last question is left out."""
    last = now.astimezone(UTC).date() - timedelta(days=2)
    spans = [(last - timedelta(days=7 * WEEKS - 1), last)]
    spans += [(last - timedelta(days=7 * week + 6), last - timedelta(days=7 * week)) for week in range(WEEKS)]
    Tally.objects.all().delete()
    with connection.cursor() as cursor:
        for from_on, to_on in spans:
            cursor.execute(_COUNT, {"from": from_on, "to": to_on, "until": to_on + timedelta(days=1), "now": now})


# What is asked in a group that not everybody reads is not counted: the figures are for everybody.
# Who got no answer waits without end, so that the half is the half of all and not of the lucky ones.
_COUNT = f"""
    INSERT INTO helping_tally (from_on, to_on, questions, within_a_day, half_within_minutes, to_staff, counted_at)
    SELECT %(from)s, %(to)s, count(*), count(*) FILTER (WHERE waited <= 86400),
      nullif(percentile_disc(0.5) WITHIN GROUP (ORDER BY waited), 'infinity') / 60, count(*) FILTER (WHERE staff),
      %(now)s
    FROM (
      SELECT coalesce(extract(epoch FROM q.first_answered_at - q.asked_at)::float8, 'infinity'::float8) AS waited,
        c.staff_at IS NOT NULL AS staff
      FROM questions_question q
      JOIN discussion_thread t ON t.id = q.thread_id AND {stands_sql("t")}
      LEFT JOIN helping_clock c ON c.question_id = q.thread_id
      LEFT JOIN groups_group g ON g.id = t.group_id
      WHERE (t.group_id IS NULL OR (g.access = 'open' AND NOT g.caregivers_only))
        AND q.asked_at >= %(from)s::timestamp AT TIME ZONE 'UTC' AND q.asked_at < %(until)s::timestamp AT TIME ZONE 'UTC'
        AND q.duplicate_of_id IS NULL) asked"""  # noqa: S608 - constants of our own
