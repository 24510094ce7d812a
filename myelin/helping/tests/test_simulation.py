"""A thousand questions over ten days, with a fixed seed, on the real clock: caps, turns and nobody left alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from myelin.discussion.models import Thread, ThreadTopic
from myelin.helping import actions
from myelin.helping.models import Clock, Helper, HelpInvitation
from myelin.members.models import Block, Member, Profile
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.questions.models import Question

SEED = 8
QUESTIONS, HELPERS, ASKERS, DAYS = 1_000, 180, 60, 10
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
ZONES = ["Europe/Madrid", "America/New_York", "Asia/Tokyo"]


def people(number, prefix, noon):
    made = Member.objects.bulk_create(
        Member(
            email=f"{prefix}{one}@example.org", handle=f"{prefix}{one}", name=f"{prefix}{one}", joined_at=noon,
            welcomed_at=noon, time_zone=ZONES[one % 3],
        )
        for one in range(number)
    )  # fmt: skip
    Profile.objects.bulk_create(Profile(member=member) for member in made)
    return made


@pytest.fixture
def town(db, noon):
    """Helpers of five topics, three zones and caps of one to three; a tenth of them volunteer, some blocked askers."""
    rng = Random(SEED)
    topics = [Topic.objects.create(slug=f"t{n}", name=f"T{n}", about="T", group="G", position=n) for n in range(5)]
    helpers, askers = people(HELPERS, "h", noon), people(ASKERS, "a", noon)
    rows = Helper.objects.bulk_create(
        Helper(member=member, said_yes_at=noon, weekly_cap=1 + n // 15 % 3, volunteers=n % 10 == 0)
        for n, member in enumerate(helpers)
    )
    through = Helper.topics.through
    through.objects.bulk_create(through(helper=row, topic=topics[n // 3 % 5]) for n, row in enumerate(rows))
    Block.objects.bulk_create(
        Block(blocker=rng.choice(helpers), blocked=asker, blocked_at=noon) for asker in askers[::3]
    )
    hours = sorted(rng.randrange(24 * DAYS) for _question in range(QUESTIONS))
    threads = Thread.objects.bulk_create(
        Thread(kind="question", author=rng.choice(askers), url="/", card="", posted_at=noon + hour * HOUR)
        for hour in hours
    )
    Question.objects.bulk_create(
        Question(thread=thread, title=f"{thread.pk}?", asked_at=thread.posted_at) for thread in threads
    )
    ThreadTopic.objects.bulk_create(
        ThreadTopic(thread=thread, topic=rng.choice(topics), posted_at=thread.posted_at) for thread in threads
    )
    return rng


def learn():
    """Let PostgreSQL look at its tables, as it does by itself outside of a test's one transaction."""
    tables = (
        "questions_question, discussion_thread, helping_clock, helping_helpinvitation, helping_helper, members_profile"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}, members_member")


def live(rng, noon):
    """Let the hours pass: the clock runs, and a part of those who are asked answers some hours later."""
    coming, seen = defaultdict(list), 0
    for hour in range(24 * (DAYS + 1) + 1):
        now = noon + hour * HOUR
        if hour % 24 == 0:
            learn()
        for question, member in coming.pop(hour, []):
            questions.answer_question(question=question, author=member, text="I did.", context_line="", now=now)
        actions.keep_the_clock(now=now)
        fresh = HelpInvitation.objects.filter(pk__gt=seen).select_related("question", "member").order_by("pk")
        for invitation in fresh:
            seen = invitation.pk
            if rng.random() < 0.2:
                coming[hour + rng.randint(1, 9)].append((invitation.question, invitation.member))


def most_in_a_week(moments):
    return max(sum(1 for other in moments if start <= other < start + WEEK) for start in moments)


@pytest.mark.slow
def test_a_thousand_questions(town, noon):
    live(town, noon)
    helpers = {row.pk: row for row in Helper.objects.select_related("member")}
    asked = defaultdict(list)
    for row in HelpInvitation.objects.select_related("question__thread"):
        asked[row.member_id].append(row.asked_at)
        local = row.asked_at.astimezone(ZoneInfo(helpers[row.member_id].member.time_zone))
        assert 9 <= local.hour < 21
        assert row.asked_at >= row.question.asked_at + 2 * HOUR

    # Nobody above their cap in any seven days, and nobody twice about one question.
    assert all(most_in_a_week(moments) <= helpers[pk].weekly_cap for pk, moments in asked.items())

    # Answered, or with the moderators, within a day.
    staffed = dict(Clock.objects.exclude(staff_at=None).values_list("pk", "staff_at"))
    carried = [
        min(filter(None, [row.first_answered_at, staffed.get(row.pk)])) - row.asked_at <= 24 * HOUR
        for row in Question.objects.all()
        if row.first_answered_at or row.pk in staffed
    ]
    assert len(carried) == QUESTIONS
    assert sum(carried) / QUESTIONS > 0.95

    # Members with the same yes in the same zone are asked as often as one another, give or take one.
    pairs = {
        (invitation.member_id, invitation.question.thread.author_id)
        for invitation in HelpInvitation.objects.select_related("question__thread")
    }
    assert not pairs & set(Block.objects.values_list("blocker", "blocked"))
    equals = defaultdict(list)
    blockers = set(Block.objects.values_list("blocker", flat=True))
    for number, (pk, row) in enumerate(sorted(helpers.items())):
        if pk not in blockers:
            equals[number // 3 % 5, number % 3, row.weekly_cap, row.volunteers].append(len(asked[pk]))
    for counts in equals.values():
        assert max(counts) - min(counts) <= 2, Counter(counts)

    # An invitation holds nothing of anybody.
    held = {field.name for field in HelpInvitation._meta.fields}
    assert held == {"id", "question", "member", "way", "asked_at", "declined_at"}
