"""Every list that comes in pages: it costs the same however long it is, and no row is shown twice or lost while others write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from operator import attrgetter
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import give_duty
from myelin.groups import actions as groups
from myelin.groups.models import Access
from myelin.library.tests.factories import author, reviewer
from myelin.members import actions as members
from myelin.members.models import BuddyWish, Profile
from myelin.members.staff import MODERATORS, REVIEWERS
from myelin.messages import actions as messages
from myelin.messages.models import Seat
from myelin.pack.models import Topic
from myelin.people import actions as people
from tests.lists import makers as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROW = re.compile(r"kanari-(\d+)-")
OLDER = re.compile(r'href="(\?[^"]*\bafter=[^"]*)"')
PAGES = 3


LISTS: dict[str, tuple[make.Maker, int]] = {
    "/updates/": (make.an_update, 20),
    "/updates/?show=all": (make.an_update, 20),
    "/people/friend/": (make.an_update, 20),
    "/topics/garden/": (make.an_update, 20),
    "/groups/circle/": (make.in_circle, 20),
    "/questions/": (make.a_question, 20),
    "/questions/waiting/": (make.a_question, 20),
    "/saved/": (make.a_saved_one, 20),
    "/search/?q=kanari": (make.an_update, 10),
    "/notifications/": (make.a_notice, 30),
    "/settings/muted/?show=people": (make.a_muted_person, 50),
    "/settings/muted/?show=threads": (make.a_muted_thread, 50),
    "/settings/muted/?show=topics": (make.a_muted_topic, 50),
    "/settings/followers/": (make.a_follower, 50),
    "/settings/following/": (make.a_followed_one, 50),
    "/settings/circle/": (make.a_friend, 50),
    "/settings/blocked/": (make.a_blocked_one, 50),
    "/groups/": (make.a_group, 20),
    "/groups/circle/members/": (make.a_member_of_the_circle, 20),
    "/messages/": (make.a_conversation, 20),
    "/messages/requests/": (make.a_request, 20),
    "/messages/{talk}/": (make.a_message, 30),
    "/care/diary/": (make.a_day, 30),
    "/care/visits/": (make.a_visit, 30),
    "/care/records/": (make.a_record, 20),
    "/care/reminders/": (make.a_reminder, 30),
    "/care/circle/log/": (make.a_look, 30),
    "/care/circle/notes/": (make.a_note_about_me, 30),
    "/circle/friend/notes/": (make.a_note_of_mine, 20),
    "/library/": (make.an_article, 20),
    "/library/topics/garden/": (make.an_article, 20),
    "/facts/": (make.a_fact, 20),
    "/questions/desk/": (make.a_question_on_the_desk, 20),
    "/messages/reports/": (make.a_report, 30),
    "/people/": (make.somebody_alike, 12),
    "/people/?show=all": (make.somebody_here, 12),
    "/people/?near=region": (make.somebody_alike, 12),
    "/people/buddy/": (make.a_possible_buddy, 12),
    "/groups/door/requests/": (make.a_join_request, 20),
    "/groups/door/invitations/": (make.an_invitation, 20),
    "/api/v1/feed": (make.an_update, 20),
    "/api/v1/feed?show=all": (make.an_update, 20),
    "/api/v1/questions": (make.a_question, 20),
    "/api/v1/waiting-questions": (make.a_question, 20),
    "/api/v1/search?q=kanari": (make.an_update, 10),
    "/api/v1/saved": (make.a_saved_one, 20),
    "/api/v1/mutes": (make.a_muted_person, 20),
    "/api/v1/conversations": (make.a_conversation, 20),
    "/api/v1/conversations/{talk}/messages": (make.a_message, 30),
    "/api/v1/diary": (make.a_day, 50),
    "/api/v1/articles": (make.an_article, 20),
    "/api/v1/articles?topic=garden": (make.an_article, 20),
    "/api/v1/buddy/candidates": (make.a_possible_buddy, 12),
    "/api/v1/visits": (make.a_visit, 30),
    "/api/v1/circle/looks": (make.a_look, 30),
    "/api/v1/circle/notes": (make.a_note_about_me, 30),
    "/api/v1/cares/friend/notes": (make.a_note_of_mine, 20),
}
"""The address of each list, who makes a row of it, and about how many make a page."""
ROWS = {"/messages/reports/": re.compile(r'href="/messages/reports/(\d+)/"')}
"""What tells the rows of a list apart that shows no words."""


@pytest.fixture
def place(make_member, noon) -> make.Place:
    now = timezone.now()
    # Whoever reads them all has every duty, and is new to the road.
    reader, friend = make_member("reader", joined_at=now - timedelta(days=5)), author(make_member("friend"))
    for duty in (MODERATORS, REVIEWERS):
        give_duty(reader, duty)
    Profile.objects.filter(member=reader).update(**make.PLACE)
    people.wish_for_buddy(member=reader, side=BuddyWish.Side.NEW, now=now)
    members.follow(member=reader, person=friend, now=noon)
    topic = Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    circle = groups.open_group(by=friend, name="Circle", now=noon)
    groups.join_group(group=circle, member=reader, now=noon)
    door = groups.open_group(by=reader, name="Door", access=Access.REQUEST, now=noon)
    first = messages.begin(by=friend, people=[reader], text="Hi", key=uuid4(), now=now)
    messages.accept(seat=Seat.objects.get(member=reader), now=now)
    return make.Place(reader, friend, reviewer(make_member("dr")), topic, circle, door, first.conversation, now)


class Rows:
    """Makes rows of some lists, each a minute later than the one before."""

    def __init__(self, place: make.Place, maker: make.Maker) -> None:
        self.place, self.maker, self.made = place, maker, 0

    def add(self, number: int) -> None:
        for _ in range(number):
            self.made += 1
            self.maker(self.place, self.made, self.place.now - timedelta(days=3) + timedelta(minutes=self.made))


def walk(client: Client, path: str, between: Callable[[], None], row: re.Pattern[str] = ROW) -> list[set[int]]:
    """The rows of each page, to the last one; `between` pages others write."""
    pages, where = [], path
    while where:
        response = client.get(where)
        assert response.status_code == 200, where
        text = response.text
        pages.append({int(number) for number in row.findall(text)})
        if path.startswith("/api/"):
            after = response.json()["next"]
            where = f"{path}{'&' if '?' in path else '?'}after={after}" if after else ""
        else:
            older = OLDER.search(text.partition("<main")[2])
            where = path.split("?")[0] + unescape(older[1]) if older else ""
        assert len(pages) < 20, "the list never ends"
        between()
    return pages


def from_one(pages: list[set[int]]) -> list[set[int]]:
    """The rows by their place instead of their number, where the numbers begin somewhere."""
    least = min(number for page in pages for number in page)
    return [{number - least + 1 for number in page} for page in pages]


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


MAKERS = sorted({maker for maker, _size in LISTS.values()}, key=attrgetter("__name__"))


@pytest.mark.parametrize("maker", MAKERS, ids=attrgetter("__name__"))
def test_they_cost_the_same_and_lose_nothing_while_others_write(client, place, subtests, maker):
    """Lists of the same rows share them: the shortest pages first, so that each is asked when its first one is full."""
    paths = sorted((path for path in LISTS if LISTS[path][0] is maker), key=lambda path: LISTS[path][1])
    client.force_login(place.reader, backend="django.contrib.auth.backends.ModelBackend")
    rows, costs = Rows(place, maker), {}
    for path in paths:
        rows.add(LISTS[path][1] - rows.made)
        costs[path] = cost(client, path.format(talk=place.talk.pk))
    rows.add(LISTS[paths[-1]][1] * (PAGES - 1) + 1)
    for path in paths:
        with subtests.test(path):
            row, where = ROWS.get(path, ROW), path.format(talk=place.talk.pk)
            assert cost(client, where) == costs[path]
            before = rows.made
            pages = walk(client, where, lambda: rows.add(1), row)
            assert len(pages) >= PAGES
            assert twice_or_lost(pages if row is ROW else from_one(pages), before) == []


class Counted:
    """A planted fault: a list, newest first, whose pages are counted off from the top each time."""

    def __init__(self) -> None:
        self.rows = list(range(1, 46))

    def get(self, where: str) -> Counted:
        start = int(where.partition("after=")[2] or 0)
        shown = sorted(self.rows, reverse=True)[start : start + 20]
        self.after = str(start + 20) if len(self.rows) > start + 20 else None
        self.status_code, self.text = 200, " ".join(make.words(number) for number in shown)
        return self

    def json(self) -> dict[str, str | None]:
        return {"next": self.after}


def test_a_list_that_counts_from_the_top_is_noticed():
    counted = Counted()
    pages = walk(counted, "/api/v1/counted", lambda: counted.rows.append(len(counted.rows) + 1))
    assert twice_or_lost(pages, 45) != []
    counted = Counted()
    assert twice_or_lost(walk(counted, "/api/v1/counted", lambda: None), 45) == []
