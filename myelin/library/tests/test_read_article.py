"""An article as visitors, members and programs read it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from myelin.discussion.models import Thread
from myelin.library import actions
from myelin.library.models import ArticlePage, Sponsor
from myelin.library.tests import factories
from myelin.members.models import Member
from myelin.pack.models import Topic

pytestmark = pytest.mark.django_db
PAGE = "/library/warm-socks/"


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    caches["pages"].clear()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def nell(make_member: Callable[..., Member]) -> Member:
    return factories.author(make_member("nell", credentials="RN", organisation="Harbor clinic"))


@pytest.fixture
def topic(now: datetime) -> Topic:
    return Topic.objects.create(slug="packing", name="Packing", about="Bags.", group="Days", position=1)


@pytest.fixture
def article(nell: Member, ito: Member, topic: Topic, now: datetime) -> ArticlePage:
    return factories.published(nell, ito, now, topics=[topic], summary="Feet first.")


def test_a_visitor_reads_who_wrote_and_who_signed_it(client: Client, article: ArticlePage) -> None:
    html = client.get(PAGE).content.decode()
    for words in (
        "Warm socks",
        "Feet first.",
        "Nell",
        "RN, Harbor clinic",
        "Ito",
        "MD, neurologist",
        "Next review due",
    ):
        assert words in html
    assert "<strong>your own</strong> blanket" in html


def test_a_draft_is_not_there(client: Client, nell: Member, now: datetime) -> None:
    factories.waiting(nell, now)
    assert client.get(PAGE).status_code == 404
    assert (
        "No article is published yet: a clinician has to sign each one first."
        in client.get("/library/").content.decode()
    )


def test_an_article_taken_offline_is_not_there(
    client: Client, article: ArticlePage, noor: Member, now: datetime
) -> None:
    assert client.get(PAGE).status_code == 200
    actions.take_offline(article=article, by=noor, now=now)
    assert client.get(PAGE).status_code == 404
    assert Thread.objects.get(pk=article.thread_id).withdrawn_at is not None


def test_an_article_hidden_by_a_moderator_is_not_there(client: Client, article: ArticlePage, now: datetime) -> None:
    Thread.objects.filter(pk=article.thread_id).update(hidden_at=now)
    assert client.get(PAGE).status_code == 404
    assert "Warm socks" not in client.get("/library/").content.decode()
    assert "Warm socks" not in client.get("/library/feed/").content.decode()


def test_the_sponsor_stands_before_the_title_everywhere(
    client: Client, nell: Member, ito: Member, topic: Topic, now: datetime
) -> None:
    sponsor = Sponsor.objects.create(
        name="Demo Wool Co.", label="Paid for by Demo Wool Co.", about="No say in the words."
    )
    factories.published(nell, ito, now, sponsor=sponsor, topics=[topic])
    for url in (PAGE, "/library/", "/library/topics/packing/", "/library/feed/"):
        html = client.get(url).content.decode()
        body = html[html.index("<body") :] if "<body" in html else html
        assert 0 <= body.index("Paid for by Demo Wool Co.") < body.index("Warm socks"), url
    assert "Demo Wool Co." in client.get("/library/sponsors/").content.decode()


def test_related_share_topics_and_recent_are_the_newest_and_neither_is_itself(
    client: Client, article: ArticlePage, nell: Member, ito: Member, topic: Topic, now: datetime
) -> None:
    for number in range(7):
        factories.published(nell, ito, now, f"kin-{number}", title=f"Kin {number}", topics=[topic])
    factories.published(nell, ito, now, "stranger", title="Stranger")
    html = client.get(PAGE).content.decode()
    related = html[html.index('id="related"') : html.index('id="recent"')]
    recent = html[html.index('id="recent"') :]
    assert related.count("<article") == 6
    assert "Stranger" not in related
    assert recent.count("<article") == 5
    assert PAGE not in related + recent


def test_overdue_is_said(client: Client, article: ArticlePage, now: datetime) -> None:
    article.signature.next_review_on = now.date() - timedelta(days=1)
    article.signature.save()
    assert "Review overdue" in client.get(PAGE).content.decode()


def test_it_tells_search_engines_who_reviewed_it(client: Client, nell: Member, ito: Member, now: datetime) -> None:
    factories.published(nell, ito, now, title="Socks </script><b>&")
    html = client.get(PAGE).content.decode()
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert said is not None
    told: dict[str, Any] = json.loads(said[1])
    assert told["@type"] == "MedicalWebPage"
    assert told["name"] == "Socks </script><b>&"
    assert told["reviewedBy"]["name"] == "Ito"
    assert told["lastReviewed"]


def test_the_feed_the_sitemap_and_robots(client: Client, article: ArticlePage) -> None:
    feed = client.get("/library/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert PAGE in feed.content.decode()
    assert PAGE in client.get("/sitemap.xml").content.decode()
    assert "Disallow: /cms/" in client.get("/robots.txt").content.decode()


def test_a_visitor_costs_one_statement_and_nothing_when_nothing_changed(
    client: Client, article: ArticlePage, django_assert_num_queries: Any
) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(1):
        second = client.get(PAGE)
    assert second.content == first.content
    with django_assert_num_queries(1):
        assert client.get(PAGE, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_change_is_seen_at_once(
    client: Client, article: ArticlePage, nell: Member, ito: Member, now: datetime
) -> None:
    before = client.get(PAGE)
    nell.name = "Nell F."
    nell.save()
    assert "Nell F." in client.get(PAGE, headers={"If-None-Match": before["ETag"]}).content.decode()
    factories.published(nell, ito, now, title="Warmer socks")
    assert "Warmer socks" in client.get(PAGE).content.decode()


def test_members_never_get_or_fill_the_kept_page(
    client: Client, member_client: Callable[[Member], Client], article: ArticlePage, ana: Member
) -> None:
    theirs = member_client(ana).get(PAGE)
    assert "Write something kind" in theirs.content.decode()
    assert "public" not in theirs.headers.get("Cache-Control", "")
    assert "Write something kind" not in Client().get(PAGE).content.decode()
    assert "Write something kind" in member_client(ana).get(PAGE).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_the_index_costs_the_same_for_one_as_for_many(
    client: Client, nell: Member, ito: Member, now: datetime, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        factories.published(nell, ito, now, f"socks-{one}")
    with django_assert_num_queries(2):
        client.get("/library/")


@pytest.mark.parametrize("number", [1, 8])
def test_a_member_costs_the_same_however_many_articles_there_are(
    member_client: Callable[[Member], Client],
    ana: Member,
    article: ArticlePage,
    nell: Member,
    ito: Member,
    topic: Topic,
    now: datetime,
    number: int,
    django_assert_max_num_queries: Any,
) -> None:
    for one in range(number):
        factories.published(nell, ito, now, f"socks-{one}", topics=[topic])
    browser = member_client(ana)
    browser.get(PAGE)
    with django_assert_max_num_queries(10):
        browser.get(PAGE)
