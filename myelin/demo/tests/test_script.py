"""The words of the demo community: enough of them, no two alike, and nothing in them that it must not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from myelin.demo import pictures, script
from myelin.demo.script import FIELDS, Script
from myelin.discussion.models import Comment
from myelin.members.models import Audience, Member, MsType, Profile, Role
from myelin.pack.folder import Pack, read_pack
from myelin.updates.models import Mood, Update

LOGINS = {
    "member", "on_ocrelizumab", "newly_diagnosed", "caregiver", "author", "reviewer", "moderator", "operator",
}  # fmt: skip
FORBIDDEN = {
    "a link": r"https?:|www\.|\.com\b",
    "an address": r"\w@|@\w+\.\w",
    "a percentage": r"%|\bper ?cent\b",
    "a dose": r"\b\d+ ?(mg|mcg|ml|milligrams?|micrograms?)\b",
    "a promise of a cure": r"\bcures?d?\b",
    "the word patients": r"\bpatients\b",
    "a phone number": r"\d{3}[ -]\d{3}",
}


@pytest.fixture(scope="module")
def demo() -> Script:
    return script.read(settings.PACK_DIR / "demo")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(settings.PACK_DIR)


def everything_said(demo: Script) -> Iterator[tuple[str, str]]:
    """Every text with who says it."""
    for person in demo.people:
        yield person.handle, person.about
    for post in demo.posts:
        yield post.by, post.text
        yield post.by, post.alt
        yield from ((said.by, said.text) for said in post.comments)
    for ask in demo.asks:
        yield ask.by, ask.title
        yield ask.by, ask.text
        yield from ((said.by, said.text) for said in ask.answers)
    for diary in demo.diaries:
        yield from ((diary.by, note) for note in diary.notes)
    for exchange in demo.exchanges:
        yield from ((said.by, said.text) for said in exchange.words)
    yield from (("", group.about) for group in demo.groups)


def test_there_is_enough_of_it(demo):
    assert 58 <= len(demo.people) <= 64
    assert len(demo.posts) == 400
    assert len(demo.asks) == 120
    assert len(demo.groups) == 6
    assert len(demo.diaries) == 5
    assert sum(len(post.comments) for post in demo.posts) > 500
    assert 60 <= sum(any(said.helpful for said in ask.answers) for ask in demo.asks) <= 85
    assert sum(not ask.answers for ask in demo.asks) == 10


def test_everybody_who_speaks_is_a_person_of_the_cast(demo):
    cast = {person.handle for person in demo.people}
    speakers = {handle for handle, _text in everything_said(demo) if handle}
    assert speakers <= cast
    assert cast <= speakers


def test_whoever_writes_or_signs_is_of_the_cast(demo):
    cast = {person.handle for person in demo.people}
    assert {*demo.shelf.authors.values(), *demo.shelf.reviewers.values()} <= cast
    assert not {*demo.shelf.authors.values()} & {*demo.shelf.reviewers.values()}
    articles = {path.stem.split("-", 1)[1] for path in (settings.PACK_DIR / "library").glob("[0-9]*.yaml")}
    named = {
        *demo.shelf.authors,
        *demo.shelf.reviewers,
        *(slug for one in demo.shelf.sponsors for slug in one.articles),
    }
    assert named - {"all"} <= articles


def test_one_person_for_each_login(demo):
    logins = Counter(person.login for person in demo.people if person.login)
    assert set(logins) == LOGINS
    assert set(logins.values()) == {1}


def test_the_words_chosen_from_lists_are_on_those_lists(demo, pack):
    topics = {topic.slug for topic in pack.topics}
    for thing in (*demo.people, *demo.posts, *demo.asks):
        assert set(thing.topics) <= topics
    assert {post.mood for post in demo.posts} <= {*Mood.values, ""}
    assert {post.group for post in demo.posts} - {""} == {group.slug for group in demo.groups}
    assert {person.role for person in demo.people} == set(Role.values)
    assert {person.ms_type for person in demo.people} <= {*MsType.values, ""}
    assert {person.medicine for person in demo.people} - {""} <= set(pack.medicines)
    assert {slug for diary in demo.diaries for slug in diary.level} <= {row["id"] for row in pack.symptoms}
    assert all(0 <= level <= 10 for diary in demo.diaries for level in diary.level.values())


def test_every_audience_is_used_and_health_is_never_public(demo):
    assert {post.audience for post in demo.posts} == set(Audience)
    for person in demo.people:
        assert set(person.shows) <= set(FIELDS)
        assert person.shows.get("ms_type", Audience.ME) < Audience.PUBLIC


def test_it_fits_the_fields(demo):
    for person in demo.people:
        Member(email="somebody@demo.invalid", handle=person.handle, name=person.name).clean_fields(exclude=["password"])
        Profile(about=person.about, context_line=person.line, country=person.country).clean_fields(exclude=["member"])
        ZoneInfo(person.time_zone)
    longest = Update._meta.get_field("text").max_length, Comment._meta.get_field("text").max_length
    assert all(len(post.text) <= longest[0] for post in demo.posts)
    assert all(len(said.text) <= longest[1] for post in demo.posts for said in post.comments)
    assert all(len(ask.title) <= 160 for ask in demo.asks)
    assert all(len(group.about) <= 300 for group in demo.groups)


def test_every_picture_can_be_drawn_and_has_words(demo):
    shown = [post for post in demo.posts if post.picture]
    assert len(shown) >= 12
    assert any(not post.text for post in shown)
    assert {post.picture for post in shown} == set(pictures.PICTURES)
    assert all(post.alt for post in shown)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nobody_says(demo, what):
    said = [text for _handle, text in everything_said(demo) if re.search(FORBIDDEN[what], text, re.IGNORECASE)]
    assert said == []


def test_no_text_stands_there_twice(demo):
    texts = Counter(text for _handle, text in everything_said(demo) if text)
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_two_longer_texts_are_alike(demo):
    longer = [(text, _triples(text)) for _handle, text in everything_said(demo) if len(text.split()) >= 15]
    assert len(longer) > 700
    alike = [
        (one, other)
        for (one, these), (other, those) in combinations(longer, 2)
        if len(these & those) > 0.4 * min(len(these), len(those))
    ]
    assert alike == []


def _triples(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-zà-ÿ']+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))
