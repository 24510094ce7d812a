"""What nobody can tell from anything they are shown: who wrote what has no name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from conftest import give_duty
from myelin.discussion import actions as discussion
from myelin.discussion.actions import saving
from myelin.discussion.models import Reaction, Thread
from myelin.live.models import Event
from myelin.members import actions as members
from myelin.members.models import Member, Profile
from myelin.members.staff import MODERATORS
from myelin.notifications import news
from myelin.notifications.models import Delivery, Notice, OutgoingMail, Rhythm
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.updates import actions as updates

TIES = ["nobody", "followed", "follower", "circle", "muted", "blocked by the reader", "moderator", "busy"]
PAGES = [
    "/", "/updates/", "/updates/?show=all", "/questions/", "/questions/waiting/", "/topics/tired/", "/people/",
    "/search/?q=sparrow", "/notifications/", "/saved/", "/settings/muted/?show=threads", "/settings/data/",
    "/api/v1/feed?show=all", "/api/v1/feed", "/api/v1/questions", "/api/v1/search?q=sparrow", "/api/v1/saved", "/api/v1/me",
]  # fmt: skip
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"|nonce-[\w-]+|name="once" value="[^"]*"')
NUMBER = re.compile(r"(?<!\d)7\d{6}(?!\d)")
NUMBERED = [
    "discussion_thread", "discussion_comment", "questions_answer", "notifications_notice", "search_document", "members_seal",
]  # fmt: skip
MEANT_FOR_ALL = re.compile(r"everyone:|thread:|topic:|author:|circle:")


@pytest.fixture
def reader(make_member):
    member = make_member("reader")
    Delivery.objects.create(member=member, rhythm=Rhythm.ONCE, quiet_from=None, quiet_until=None)
    Topic.objects.create(slug="tired", name="Tired", about="Tired", group="Body", position=0)
    return member


@pytest.fixture
def authors(make_member, reader, noon):
    """Members who could not be more different for the reader."""
    found: dict[str, Member] = {tie: make_member(f"a{number}", name=f"Author {tie}") for number, tie in enumerate(TIES)}
    members.follow(member=reader, person=found["followed"], now=noon)
    members.follow(member=found["follower"], person=reader, now=noon)
    members.let_in(member=found["circle"], person=reader, now=noon)
    members.mute(member=reader, person=found["muted"], now=noon)
    members.block(member=reader, person=found["blocked by the reader"], now=noon)
    give_duty(found["moderator"], MODERATORS)
    Profile.objects.filter(member=found["busy"]).update(context_line="9th year, two children", about="sparrow keeper")
    for number in range(3):
        updates.post_update(author=found["busy"], text=f"sparrow {number}", now=noon - timedelta(days=3))
    return found


def part_in(author: Member, reader: Member, words: str, now: datetime, *, kind: str) -> Thread:
    """Something without a name, and what both do with it after that."""
    with_words = {"topics": list(Topic.objects.filter(slug="tired")), "text": words, "without_name": True, "now": now}
    if kind == "question":
        question = questions.ask_question(author=author, title=words, **with_words)
        thread = question.thread
        given = questions.answer_question(question=question, author=reader, text="I see", now=now)
        questions.choose_best_answer(question=question, answer=given, by=author, now=now)
        questions.close_question(question=question, by=author, because="Settled", now=now)
    else:
        thread = updates.post_update(author=author, **with_words).thread
        discussion.write_comment(thread=thread, author=reader, text="I see", now=now)
        discussion.write_comment(thread=thread, author=author, text="@reader, thank you", now=now)
    discussion.react(thread=thread, member=reader, kind=Reaction.Kind.HUG, now=now)
    saving.save_for_later(thread=thread, member=reader, now=now)
    return thread


def all_that_reaches(reader: Member, client: Client, thread: Thread, now: datetime) -> list[str]:
    """Bytes of pages and JSON with their headers, letters, news, and what open pages hear."""
    own = [
        thread.url,
        f"/api/v1/{thread.kind}s/{thread.pk}",
        f"/threads/{thread.pk}/mute/",
        f"/threads/{thread.pk}/seal/",
    ]
    got = []
    for path in [*PAGES, *own]:
        response = client.get(path)
        got.append(f"{path} {response.status_code} {sorted(response.headers.items())} {response.text}")
    news.write_due(now=now + timedelta(days=1))
    got += [f"letter {row.subject}{row.text}{row.html}" for row in OutgoingMail.objects.filter(to=reader.email)]
    got += [f"news {row.kind} {row.actor_id} {row.url}" for row in Notice.objects.filter(member=reader).order_by("pk")]
    heard = Event.objects.order_by("pk").values_list("channels", "what")
    got += [f"heard {channels} {what}" for channels, what in heard if MEANT_FOR_ALL.search(channels)]
    return [NUMBER.sub("N", CHANGING.sub("", text)) for text in got]


def got_from(
    author: Member, reader: Member, client: Client, words: str, now: datetime, *, kind: str, gone: Member | None = None
) -> list[str]:
    """All that reaches `reader` of something by `author`; `gone` is suspended when it stands there."""
    with transaction.atomic():
        thread = part_in(author, reader, words, now, kind=kind)
        if gone is not None:
            Member.objects.filter(pk=gone.pk).update(suspended_at=now)
        got = all_that_reaches(reader, client, thread, now)
        transaction.set_rollback(True)
    return got


def parting(one: str, other: str) -> tuple[str, str, str]:
    """Which page, and how it reads in both where the two part."""
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    return one[:40], one[at - 60 : at + 60], other[at - 60 : at + 60]


def count_from_seven_millions() -> None:
    """So that the numbers of what is made here are like nothing else on a page."""
    with connection.cursor() as cursor:
        for table in NUMBERED:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 7000000)", [table])


@pytest.mark.slow
def test_nothing_that_anybody_is_shown_differs_by_who_the_author_is(reader, authors, noon):
    count_from_seven_millions()
    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")

    # Each example walks every page twice: a failing one is not made smaller, it says where the bytes part.
    @settings(max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(
        tie=st.sampled_from(TIES),
        kind=st.sampled_from(["update", "question"]),
        words=st.text("abc dé@<", max_size=30),
        whose_end=st.sampled_from(["of nobody", "of one author", "of the other"]),
    )
    def hold(tie, kind, words, whose_end):
        words = f"sparrow {words}"
        # Whoever is suspended: what goes with them is the same, whether they wrote it or not.
        gone = {"of nobody": None, "of one author": authors["nobody"], "of the other": authors[tie]}[whose_end]
        plain = got_from(authors["nobody"], reader, client, words, noon, kind=kind, gone=gone)
        other = got_from(authors[tie], reader, client, words, noon, kind=kind, gone=gone)
        assert [parting(*pair) for pair in zip(plain, other, strict=True) if pair[0] != pair[1]] == []
        assert any("sparrow" in text for text in plain)

    hold()


def test_the_same_words_with_a_name_differ(reader, authors, noon):
    """The control: what is compared would show an author."""
    count_from_seven_millions()
    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    found = []
    for tie in ("nobody", "followed"):
        with transaction.atomic():
            thread = updates.post_update(author=authors[tie], text="sparrow", now=noon).thread
            found.append(all_that_reaches(reader, client, thread, noon))
            transaction.set_rollback(True)
    assert found[0] != found[1]
