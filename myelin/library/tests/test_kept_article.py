"""An article is kept ready to be sent, and what it says about the checking of its facts is never older than a request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from myelin.facts import actions as facts
from myelin.facts.models import Basis, Fact, Outcome
from myelin.library import queries
from myelin.library.models import ArticlePage, GlossaryWord
from myelin.library.tests import factories
from myelin.members.models import Member

pytestmark = pytest.mark.django_db
PAGE = "/library/warm-socks/"
KEY = "socks/warmth/0"
AGAIN = "Being checked again since"


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    caches["pages"].clear()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def fact(db: None) -> Fact:
    return Fact.objects.create(
        key=KEY, subject="socks", predicate="warmth", position=0, rank=1, value="Wool is warm.", basis=Basis.READ
    )


@pytest.fixture
def article(fact: Fact, make_member: Callable[..., Member], ito: Member, now: datetime) -> ArticlePage:
    GlossaryWord.objects.create(word="wool", short="Hair of sheep.")
    body = [
        *factories.PLAIN,
        {"type": "fact", "value": {"fact": KEY, "lead": ""}},
        {"type": "glossary", "value": ["wool"]},
    ]
    return factories.published(factories.author(make_member("nell")), ito, now, body=body)


def confirm(fact: Fact, ito: Member, now: datetime) -> Fact:
    day = now.date() + timedelta(days=30)
    return facts.review_fact(
        fact=fact, reviewer=ito, version=1, outcome=Outcome.CONFIRMED, read_in="A label", review_by=day, now=now
    )


def test_a_review_is_told_at_the_next_request(
    client: Client, article: ArticlePage, fact: Fact, ito: Member, now: datetime
) -> None:
    assert "Not yet reviewed by a clinician here." in client.get(PAGE).text
    confirm(fact, ito, now)
    assert "Checked here by Ito on" in client.get(PAGE).text
    ito.name = "Ito B."
    ito.save()
    assert "Checked here by Ito B. on" in client.get(PAGE).text


def test_a_fact_whose_day_has_passed_is_told_as_being_checked_again(
    client: Client, member_client: Any, ana: Member, article: ArticlePage, fact: Fact, ito: Member, now: datetime
) -> None:
    confirm(fact, ito, now)
    browser = member_client(ana)
    assert AGAIN not in Client().get(PAGE).text
    assert AGAIN not in browser.get(PAGE).text
    past = {"reviewed_on": now.date() - timedelta(days=9), "review_by": now.date() - timedelta(days=2)}
    Fact.objects.filter(pk=fact.pk).update(**past)
    assert AGAIN in Client().get(PAGE).text
    assert AGAIN in browser.get(PAGE).text


def test_each_day_has_pages_of_its_own(article: ArticlePage, now: datetime) -> None:
    today = queries.stamp(article.slug, today=now.date())
    assert today == queries.stamp(article.slug, today=now.date())
    assert today != queries.stamp(article.slug, today=now.date() + timedelta(days=1))


def test_the_day_is_the_same_for_everybody_wherever_the_first_reader_lives(
    client: Client, member_client: Any, ana: Member, article: ArticlePage, fact: Fact, ito: Member
) -> None:
    now = datetime.now(UTC)
    confirm(fact, ito, now)
    # A zone in which it is another day: tomorrow after noon, yesterday before.
    later = now.hour >= 12
    ana.time_zone = "Etc/GMT-14" if later else "Etc/GMT+12"
    ana.save()
    last = now.date() if later else now.date() - timedelta(days=1)
    Fact.objects.filter(pk=fact.pk).update(reviewed_on=now.date() - timedelta(days=9), review_by=last)
    assert (AGAIN in member_client(ana).get(PAGE).text) is not later
    assert (AGAIN in Client().get(PAGE).text) is not later


def test_a_word_explained_anew_is_told_at_the_next_request(client: Client, article: ArticlePage) -> None:
    assert "Hair of sheep." in client.get(PAGE).text
    GlossaryWord.objects.update(short="What sheep wear.")
    assert "What sheep wear." in client.get(PAGE).text


def test_a_browser_that_has_the_page_is_told_so_also_when_it_came_packed(client: Client, article: ArticlePage) -> None:
    packed = {"Accept-Encoding": "gzip"}
    first = client.get(PAGE, headers=packed)
    assert first["Content-Encoding"] == "gzip"
    again = client.get(PAGE, headers={**packed, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_member_costs_six_statements(
    member_client: Any, ana: Member, article: ArticlePage, django_assert_num_queries: Any
) -> None:
    browser = member_client(ana)
    browser.get(PAGE)
    # The session with its member, the stamp; the thread, its reactions, its talk, and the reader's draft.
    with django_assert_num_queries(6):
        browser.get(PAGE)
