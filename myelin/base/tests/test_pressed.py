"""Pages that are kept in pieces: each reader gets their own words between them, and nobody those of another."""

from __future__ import annotations

import re

import pytest
from django.contrib import messages
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.csp import LazyNonce

from myelin.base.context import shell
from myelin.base.pressed import pressed
from myelin.base.tests.markup import bare
from myelin.members.models import Theme
from myelin.updates import actions

FEED = "updates/feed.html"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def ask(member, path="/updates/"):
    request = RequestFactory().get(path)
    request.user = member
    request.resolver_match = None
    request._csp_nonce = LazyNonce()
    request.session = {}
    request._messages = messages.storage.default_storage(request)
    return request


def page(request, *, posts="Posts", everyone=False, live="", older=""):
    look = {"everyone": everyone, "compose": True, "newest": False}
    return pressed(
        request, FEED, look=look, blanks={"posts": posts, "older": older, "live": live, "other_order": ""}
    ).text


def without_moment(html):
    """Without tokens, nonces and keys, which differ each time, and without the space between lines."""
    return re.sub(r"\s*\n\s*", "\n", bare(html)).strip()


def test_it_is_the_page_that_the_template_makes(ana):
    request = ask(ana, "/updates/?show=all&a=%3Cb%3E")
    words = {"posts": "a < b", "older": "?after=x", "live": "/live?token=1", "everyone": True, "compose": True}
    whole = render_to_string(FEED, {**shell(request), **words}, request)
    kept = page(request, posts="a < b", everyone=True, live="/live?token=1", older="?after=x")
    assert without_moment(kept) == without_moment(whole)


def test_each_reader_gets_their_own_words(ana, ben):
    ana.name = "Ana <b>"
    for _ in range(2):
        assert "How are things today, Ana &lt;b&gt;?" in page(ask(ana))
        assert 'href="/people/ben/"' in page(ask(ben))
        assert "Ana" not in bare(page(ask(ben)))


def test_a_look_of_ones_own_is_another_page(ana, ben):
    ben.theme = Theme.DARK
    ben.unread = 1
    assert 'data-theme="dark"' in page(ask(ben))
    assert 'aria-label="News for you, some new"' in page(ask(ben))
    assert "data-theme" not in page(ask(ana))
    assert 'aria-label="News for you"' in page(ask(ana))


def test_keys_and_tokens_are_new_each_time(ana):
    found = [re.findall(r'(?:name="once" value|nonce)="([^"]+)"', page(ask(ana))) for _ in range(2)]
    assert found[0]
    assert not set(found[0]) & set(found[1])


def test_what_is_empty_can_be_asked_for(ana):
    assert "Your feed is quiet" in page(ask(ana), posts="")
    assert "Your feed is quiet" not in page(ask(ana))


def test_what_just_happened_is_said_once(member_client, ana, noon):
    client = member_client(ana)
    update = actions.post_update(author=ana, text="Hello", now=noon)
    client.post(f"/updates/{update.pk}/withdrawal/")
    first, second = client.get("/updates/").text, client.get("/updates/").text
    assert "Your update is taken back." in first
    assert "Your update is taken back." not in second


def test_what_was_not_handed_over_is_an_error_and_not_nothing(ana, settings, tmp_path):
    (tmp_path / "sly.html").write_text("{{ user.email }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with pytest.raises(LookupError, match="email"):
        pressed(ask(ana), "sly.html", look={}, blanks={"live": ""})
