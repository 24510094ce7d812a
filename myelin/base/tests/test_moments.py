from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from myelin.base.moments import ago

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=5), "Just now"),
        (timedelta(seconds=-20), "Just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=15), "15 hours ago"),
        (timedelta(hours=16), "Yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "November 17"),
        (timedelta(days=365), "November 24, 2025"),
        (timedelta(days=-14), "December 8"),
    ],
)
def test_it_says_when_as_people_do(passed, words):
    with timezone.override("UTC"):
        assert ago(NOW - passed, now=NOW) == words


def test_yesterday_is_the_members_own_yesterday():
    late = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    with timezone.override("UTC"):
        assert ago(late, now=NOW) == "12 hours ago"
    with timezone.override("America/Chicago"):
        assert ago(late, now=NOW) == "Yesterday"


def test_the_page_keeps_the_exact_moment_beside_the_words():
    page = Template("{% load myelin %}{{ moment|ago }}").render(Context({"moment": NOW - timedelta(days=900)}))
    assert page == '<time datetime="2024-06-07T15:30+00:00">June 7, 2024</time>'


def test_within_a_sentence_it_begins_with_a_small_letter():
    yesterday = timezone.now() - timedelta(days=1)
    page = Template('{% load myelin %}Asked {{ moment|ago:"within" }}').render(Context({"moment": yesterday}))
    assert page.startswith("Asked <time")
    assert page.endswith(">yesterday</time>")


def test_no_moment_is_no_words():
    assert Template("{% load myelin %}{{ moment|ago }}").render(Context({"moment": None})) == ""
