"""Every list that comes in pages: it costs the same however long it is, and no row is shown twice or lost while others write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import NOON
from myelin.companion.actions import save_day
from myelin.discussion import mutes
from myelin.discussion.actions import saving
from myelin.groups import actions as groups
from myelin.groups.models import Group
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.messages import actions as messages
from myelin.messages.models import Conversation, Seat
from myelin.notifications import actions as notifications
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from myelin.visits import actions as visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROW = re.compile(r"kanari-(\d+)-")
OLDER = re.compile(r'href="(\?[^"]*\bafter=[^"]*)"')
PAGES = 3


@dataclass
class Place:
    """Whose lists they are, and whom and what the rows are made with."""

    reader: Member
    friend: Member
    topic: Topic
    circle: Group
    talk: Conversation
    now: datetime


type Maker = Callable[[Place, int, datetime], object]


def words(number: int) -> str:
    return f"kanari-{number}- of a list"


def somebody(number: int) -> Member:
    # A row is enough: whoever is on a list does not sign in.
    return Member.objects.create(
        email=f"kanari-{number}@example.org",
        handle=f"kanari-{number}-x",
        name=f"kanari-{number}-",
        joined_at=NOON,
        welcomed_at=NOON,
    )


def an_update(place: Place, number: int, at: datetime):
    return updates.post_update(author=place.friend, text=words(number), topics=[place.topic], now=at)


def in_circle(place: Place, number: int, at: datetime):
    return updates.post_update(author=place.friend, text=words(number), group=place.circle, now=at)


def a_question(place: Place, number: int, at: datetime):
    return questions.ask_question(author=place.friend, title=words(number), now=at)


def a_saved_one(place: Place, number: int, at: datetime):
    saving.save_for_later(thread=an_update(place, number, at).thread, member=place.reader, now=at)


def a_notice(place: Place, number: int, at: datetime):
    url = f"/updates/{number}/"
    notifications.notify(member=place.reader, kind="comment", actor=somebody(number), url=url, now=at)


def a_muted_thread(place: Place, number: int, at: datetime):
    mutes.mute_thread(thread=an_update(place, number, at).thread, member=place.reader, now=at)


def a_muted_topic(place: Place, number: int, at: datetime):
    topic = Topic.objects.create(slug=f"kanari-{number}-", name=words(number), about="x", group="x", position=number)
    mutes.mute_topic(topic=topic, member=place.reader, now=at)


def a_muted_person(place: Place, number: int, at: datetime):
    members.mute(member=place.reader, person=somebody(number), now=at)


def a_follower(place: Place, number: int, at: datetime):
    members.follow(member=somebody(number), person=place.reader, now=at)


def a_followed_one(place: Place, number: int, at: datetime):
    members.follow(member=place.reader, person=somebody(number), now=at)


def a_friend(place: Place, number: int, at: datetime):
    members.let_in(member=place.reader, person=somebody(number), now=at)


def a_blocked_one(place: Place, number: int, at: datetime):
    members.block(member=place.reader, person=somebody(number), now=at)


def a_group(place: Place, number: int, at: datetime):
    groups.open_group(by=somebody(number), name=words(number), now=at)


def a_member_of_the_circle(place: Place, number: int, at: datetime):
    groups.join_group(group=place.circle, member=somebody(number), now=at)


def a_message(place: Place, number: int, at: datetime):
    messages.send(conversation=place.talk, author=place.friend, key=uuid4(), text=words(number), now=at)


def a_request(place: Place, number: int, at: datetime):
    messages.begin(by=somebody(number), people=[place.reader], text=words(number), key=uuid4(), now=at)


def a_conversation(place: Place, number: int, at: datetime):
    # Nobody writes to many new people within an hour.
    later = place.now + timedelta(hours=number)
    messages.begin(by=place.reader, people=[somebody(number)], text=words(number), key=uuid4(), now=later)


def a_day(place: Place, number: int, at: datetime):
    day = place.now.date() - timedelta(days=1_000 - number)
    save_day(member=place.reader, day=day, today=place.now.date(), now=place.now, mood="okay", note=words(number))


def a_visit(place: Place, number: int, at: datetime):
    on = place.now.date() + timedelta(days=number)
    visits.make_visit(member=place.reader, on=on, with_whom=words(number), since=place.now.date(), now=at)


LISTS: dict[str, tuple[Maker, int]] = {
    "/updates/": (an_update, 20),
    "/updates/?show=all": (an_update, 20),
    "/people/friend/": (an_update, 20),
    "/topics/garden/": (an_update, 20),
    "/groups/circle/": (in_circle, 20),
    "/questions/": (a_question, 20),
    "/questions/waiting/": (a_question, 20),
    "/saved/": (a_saved_one, 20),
    "/search/?q=kanari": (an_update, 10),
    "/notifications/": (a_notice, 30),
    "/settings/muted/?show=people": (a_muted_person, 50),
    "/settings/muted/?show=threads": (a_muted_thread, 50),
    "/settings/muted/?show=topics": (a_muted_topic, 50),
    "/settings/followers/": (a_follower, 50),
    "/settings/following/": (a_followed_one, 50),
    "/settings/circle/": (a_friend, 50),
    "/settings/blocked/": (a_blocked_one, 50),
    "/groups/": (a_group, 20),
    "/groups/circle/members/": (a_member_of_the_circle, 20),
    "/messages/": (a_conversation, 20),
    "/messages/requests/": (a_request, 20),
    "/messages/{talk}/": (a_message, 30),
    "/care/diary/": (a_day, 30),
    "/care/visits/": (a_visit, 30),
    "/api/v1/feed": (an_update, 20),
    "/api/v1/feed?show=all": (an_update, 20),
    "/api/v1/questions": (a_question, 20),
    "/api/v1/waiting-questions": (a_question, 20),
    "/api/v1/search?q=kanari": (an_update, 10),
    "/api/v1/saved": (a_saved_one, 20),
    "/api/v1/mutes": (a_muted_person, 20),
    "/api/v1/conversations": (a_conversation, 20),
    "/api/v1/conversations/{talk}/messages": (a_message, 30),
    "/api/v1/diary": (a_day, 50),
}
"""The address of each list, who makes a row of it, and about how many make a page."""


@pytest.fixture
def place(make_member, noon) -> Place:
    now = timezone.now()
    reader, friend = make_member("reader"), make_member("friend")
    members.follow(member=reader, person=friend, now=noon)
    topic = Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    circle = groups.open_group(by=friend, name="Circle", now=noon)
    groups.join_group(group=circle, member=reader, now=noon)
    first = messages.begin(by=friend, people=[reader], text="Hi", key=uuid4(), now=now)
    messages.accept(seat=Seat.objects.get(member=reader), now=now)
    return Place(reader, friend, topic, circle, first.conversation, now)


class Rows:
    """Makes rows of one list, each a minute later than the one before."""

    def __init__(self, place: Place, make: Maker) -> None:
        self.place, self.make, self.made = place, make, 0

    def add(self, number: int) -> None:
        for _ in range(number):
            self.made += 1
            self.make(self.place, self.made, self.place.now - timedelta(days=3) + timedelta(minutes=self.made))


def walk(client: Client, path: str, between: Callable[[], None]) -> list[set[int]]:
    """The rows of each page, to the last one; `between` pages others write."""
    pages, where = [], path
    while where:
        response = client.get(where)
        assert response.status_code == 200, where
        text = response.text
        pages.append({int(number) for number in ROW.findall(text)})
        if path.startswith("/api/"):
            after = response.json()["next"]
            where = f"{path}{'&' if '?' in path else '?'}after={after}" if after else ""
        else:
            older = OLDER.search(text.partition("<main")[2])
            where = path.split("?")[0] + unescape(older[1]) if older else ""
        assert len(pages) < 20, "the list never ends"
        between()
    return pages


def twice_or_lost(pages: list[set[int]], before: int) -> list[int]:
    """The rows that stood on two pages, and those there from the beginning that stood on none."""
    met = Counter(number for page in pages for number in page)
    return [
        number for number in range(1, max(before, *met) + 1) if met[number] > 1 or not (met[number] or number > before)
    ]


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", LISTS)
def test_it_costs_the_same_and_loses_nothing_while_others_write(client, place, path):
    make, size = LISTS[path]
    path = path.format(talk=place.talk.pk)
    client.force_login(place.reader, backend="django.contrib.auth.backends.ModelBackend")
    rows = Rows(place, make)
    rows.add(size)
    one = cost(client, path)
    rows.add(size * (PAGES - 1) + 1)
    assert cost(client, path) == one
    before = rows.made
    pages = walk(client, path, lambda: rows.add(1))
    assert len(pages) >= PAGES
    assert twice_or_lost(pages, before) == []


class Counted:
    """A planted fault: a list, newest first, whose pages are counted off from the top each time."""

    def __init__(self) -> None:
        self.rows = list(range(1, 46))

    def get(self, where: str) -> Counted:
        start = int(where.partition("after=")[2] or 0)
        shown = sorted(self.rows, reverse=True)[start : start + 20]
        self.after = str(start + 20) if len(self.rows) > start + 20 else None
        self.status_code, self.text = 200, " ".join(words(number) for number in shown)
        return self

    def json(self) -> dict[str, str | None]:
        return {"next": self.after}


def test_a_list_that_counts_from_the_top_is_noticed():
    counted = Counted()
    pages = walk(counted, "/api/v1/counted", lambda: counted.rows.append(len(counted.rows) + 1))
    assert twice_or_lost(pages, 45) != []
    counted = Counted()
    assert twice_or_lost(walk(counted, "/api/v1/counted", lambda: None), 45) == []
