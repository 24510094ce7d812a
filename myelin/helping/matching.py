"""Choose whom to ask: members who said yes, fit the question, may see it, and were asked longest ago.

The question's side uses only what its asker shows to all members: words and topics of the question, the line beside
it, and, as far as their profile shows these to members, the year they were told and the medicines they are on. The
other side is what a helper said yes to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection

from myelin.audience.sql import visible_to_each_sql
from myelin.discussion.authors import author_of
from myelin.helping.models import Energy, Helper, HelpInvitation
from myelin.members.models import Audience, Block
from myelin.people.models import Treatment, When
from myelin.questions.models import Question
from myelin.therapies.models import Brand, Therapy

A_WEEK = timedelta(days=7)
SHORT = 300
"""Letters of a question that "only short questions" still lets through, title and all."""
STRETCH = 4
"""A helper is on the same stretch of road when told in the asker's year, or up to so many years before."""


class Free:
    """Who may be asked at this moment, and how often still this week: awake, not resting, below their cap.

    Read once under the lock and kept in step with what is asked under it.
    """

    def __init__(self, now: datetime) -> None:
        zones = list(Helper.objects.values_list("member__time_zone", flat=True).distinct())
        times = [now.astimezone(_zone(zone)).time() for zone in zones]
        with connection.cursor() as cursor:
            cursor.execute(_FREE, {"now": now, "week": now - A_WEEK, "zones": zones, "times": times})
            self.people = {row[0]: _Yes(*row[1:]) for row in cursor.fetchall()}

    def fitting(self, *, topics: list[int], medicines: list[int], anybody: bool, volunteer: bool) -> list[int]:
        """Who of them said yes to one of these, or to anything as a volunteer."""
        return [
            member
            for member, yes in self.people.items()
            if (yes.volunteers or not volunteer)
            and (anybody or not yes.topics.isdisjoint(topics) or not yes.medicines.isdisjoint(medicines))
        ]

    def take(self, members: Iterable[int]) -> None:
        """One place less for each of them."""
        for member in members:
            self.people[member].places -= 1
            if self.people[member].places < 1:
                del self.people[member]


class _Yes:
    def __init__(self, places: int, volunteers: bool, agreed: bool, topics: list[int], medicines: list[int]) -> None:
        self.places, self.volunteers, self.agreed = places, volunteers, agreed
        self.topics, self.medicines = set(topics), set(medicines if agreed else [])


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


class Names:
    """The names of medicines, generic and brand, to be found in what somebody wrote."""

    def __init__(self) -> None:
        named = {name.lower(): pk for name, pk in Therapy.objects.current().values_list("name", "pk")}
        named |= {name.lower(): pk for name, pk in Brand.objects.shown().values_list("name", "therapy_id")}
        self.named = named
        words = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
        self.pattern = re.compile(rf"\b(?:{words})\b") if named else None

    def found_in(self, text: str) -> list[int]:
        """The medicines that a text names."""
        found = self.pattern.findall(text.lower()) if self.pattern else []
        return sorted({self.named[name] for name in found})


class TakenBy:
    """The medicines that the askers of some questions are on, as far as they show these to all members; read once."""

    def __init__(self, questions: Iterable[Question]) -> None:
        askers = {question.thread.author_id for question in questions}
        shown = Treatment.objects.shown_to(Audience.MEMBERS).filter(member__in=askers - {None}, when=When.NOW)
        self.medicines: defaultdict[int | None, list[int]] = defaultdict(list)
        for member, therapy in shown.values_list("member", "therapy"):
            self.medicines[member].append(therapy)


def invite(
    question: Question,
    *,
    way: HelpInvitation.Way,
    most: int,
    names: Names,
    taken_by: TakenBy,
    free: Free,
    now: datetime,
) -> list[int]:
    """Ask up to `most` members about a question, in one statement, and say whom.

    The caller holds the lock under which all asking happens, so nobody is asked above their cap.
    """
    if most <= 0:
        return []
    words = f"{question.title}\n{question.text}"
    topics = [topic.pk for topic in question.thread.topics.all()]
    written = names.found_in(f"{words}\n{question.context_line}")
    # What a question is not about draws those who fit to the front, and keeps nobody else away.
    medicines = sorted({*written, *taken_by.medicines[question.thread.author_id]})
    volunteer = way == HelpInvitation.Way.VOLUNTEER
    anybody = volunteer or not (topics or written)
    fitting = free.fitting(topics=topics, medicines=medicines, anybody=anybody, volunteer=volunteer)
    if not fitting:
        return []
    asked = {
        "question": question.pk,
        "way": way.value,
        "most": most,
        "now": now.astimezone(UTC),
        "fitting": fitting,
        "not_these": _apart_from_asker(question),
        "agreed": [member for member in fitting if free.people[member].agreed],
        "short": len(words) <= SHORT,
        "easy": Energy.EASY.value,
        "topics": topics,
        "medicines": medicines,
        "told": _told_year(question),
        "stretch": STRETCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INVITE, asked)
        members = [row[0] for row in cursor.fetchall()]
    free.take(members)
    return members


def _apart_from_asker(question: Question) -> list[int]:
    """Of a question without a name: who asked, and whom they blocked; the gate of the statement cannot know."""
    asker = author_of(question.thread) if question.thread.seal_id is not None else None
    if asker is None:
        return []
    return [asker.pk, *Block.objects.filter(blocker=asker).values_list("blocked", flat=True)]


def _told_year(question: Question) -> int | None:
    author = question.thread.author
    if author is None or author.profile.told_year_audience < Audience.MEMBERS:
        return None
    return author.profile.told_year


_FREE = """
    SELECT member_id, weekly_cap - asked, volunteers,
      EXISTS (SELECT FROM members_consent k WHERE k.member_id = awake.member_id AND k.purpose = 'account'
        AND k.withdrawn_at IS NULL),
      ARRAY(SELECT x.topic_id FROM helping_helper_topics x WHERE x.helper_id = member_id),
      ARRAY(SELECT x.therapy_id FROM helping_helper_medicines x WHERE x.helper_id = member_id)
    FROM (
      SELECT h.member_id, h.weekly_cap, h.volunteers, (SELECT count(*) FROM helping_helpinvitation i
        WHERE i.member_id = h.member_id AND i.asked_at > %(week)s) AS asked
      FROM helping_helper h
      JOIN members_member m ON m.id = h.member_id
        AND m.is_active AND m.suspended_at IS NULL AND m.erased_at IS NULL AND m.remembered_at IS NULL
      JOIN unnest(%(zones)s::text[], %(times)s::time[]) AS here(zone, clock) ON here.zone = m.time_zone
      WHERE h.paused_at IS NULL AND coalesce(h.resting_until <= %(now)s, true)
        AND NOT CASE WHEN h.quiet_from <= h.quiet_to THEN here.clock >= h.quiet_from AND here.clock < h.quiet_to
          ELSE here.clock >= h.quiet_from OR here.clock < h.quiet_to END) awake
    WHERE asked < weekly_cap"""

_GATE = visible_to_each_sql(row="t", viewer="m.id", role="m.role")

# What is health counts only while its member's yes to keeping it stands.
# Who fits best comes first, and among them who was asked longest ago.
_INVITE = f"""
    WITH fitting AS (
      SELECT h.member_id, h.last_asked_at,
        h.member_id = ANY(%(agreed)s) AND EXISTS (SELECT FROM helping_helper_medicines x
          WHERE x.helper_id = h.member_id AND x.therapy_id = ANY(%(medicines)s)) AS medicine,
        EXISTS (SELECT FROM helping_helper_topics x
          WHERE x.helper_id = h.member_id AND x.topic_id = ANY(%(topics)s)) AS topic,
        h.member_id = ANY(%(agreed)s)
          AND coalesce(h.told_year BETWEEN %(told)s::int - %(stretch)s AND %(told)s::int, false) AS stretch
      FROM helping_helper h
      JOIN members_member m ON m.id = h.member_id
      JOIN discussion_thread t ON t.id = %(question)s AND t.author_id IS DISTINCT FROM h.member_id
      WHERE h.member_id = ANY(%(fitting)s) AND h.member_id <> ALL(%(not_these)s)
        AND (h.energy <> %(easy)s OR %(short)s)
        AND {_GATE}
        AND NOT EXISTS (SELECT FROM members_mute x WHERE x.muter_id = h.member_id AND x.muted_id = t.author_id)
        AND NOT EXISTS (SELECT FROM discussion_threadmute x WHERE x.member_id = h.member_id AND x.thread_id = t.id)
        AND NOT EXISTS (SELECT FROM discussion_topicmute x JOIN discussion_threadtopic y ON y.topic_id = x.topic_id
          WHERE x.member_id = h.member_id AND y.thread_id = t.id)
        AND NOT EXISTS (SELECT FROM questions_answer a WHERE a.question_id = t.id AND a.author_id = h.member_id)
        AND NOT EXISTS (SELECT FROM helping_helpinvitation i WHERE i.question_id = t.id AND i.member_id = h.member_id)
    ), chosen AS (
      SELECT f.member_id FROM fitting f
      ORDER BY f.medicine::int + f.topic::int + f.stretch::int DESC, f.last_asked_at NULLS FIRST, f.member_id
      LIMIT %(most)s
    ), asked AS (
      INSERT INTO helping_helpinvitation (question_id, member_id, way, asked_at)
      SELECT %(question)s, member_id, %(way)s, %(now)s FROM chosen
      ON CONFLICT DO NOTHING RETURNING member_id
    )
    UPDATE helping_helper h SET last_asked_at = %(now)s FROM asked WHERE h.member_id = asked.member_id
    RETURNING h.member_id"""  # noqa: S608 - constants of the house; what people type is bound
