"""A medical reviewer signs, and only then an article is on the site; a change after that waits for a new signature."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from myelin.library import actions
from myelin.library.models import ArticlePage
from myelin.library.tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ADDRESS = "/library/warm-socks/"


def test_only_what_a_medical_reviewer_signed_is_on_the_site(hands: Hands, ito, ben):
    nell = factories.author(ben)
    article = factories.waiting(nell, timezone.now())
    assert Client().get(ADDRESS).status_code == 404

    log_in(hands, ito)
    hands.follow("Settings", within=".foot")
    hands.look()
    hands.follow("Drafts to review")
    hands.look()
    hands.follow("Warm socks")
    hands.sees("Draft, not reviewed yet")
    hands.look()
    _sends_it_back_and_reads_it_again(hands, article)
    hands.push("Sign it and publish")
    hands.sees("is in the library now.")
    hands.look()
    assert b"Warm socks" in Client().get(ADDRESS).content

    _a_change_waits_for_a_new_signature(hands, article)


def _sends_it_back_and_reads_it_again(hands: Hands, article: ArticlePage) -> None:
    hands.unfold("Send it back with words")
    hands.look()
    hands.push("Send it back")
    hands.sees("Tell the author what should change.")
    hands.look()
    hands.write("What should change?", "Say which socks.")
    hands.push("Send it back")
    hands.sees("Nothing waits for you")
    hands.look()
    assert Client().get(ADDRESS).status_code == 404
    article.refresh_from_db()
    actions.submit_for_review(article=article, by=article.author, now=timezone.now())
    hands.follow("Settings", within=".foot")
    hands.follow("Drafts to review")
    hands.follow("Warm socks")


def _a_change_waits_for_a_new_signature(hands: Hands, article: ArticlePage) -> None:
    changed = ArticlePage.objects.get(pk=article.pk)
    changed.title = "Hot socks"
    changed.save_revision(user=changed.author)
    actions.submit_for_review(article=changed, by=changed.author, now=timezone.now())
    assert b"Hot socks" not in Client().get(ADDRESS).content

    hands.follow("Settings", within=".foot")
    hands.follow("Drafts to review")
    hands.sees("an older version is on the site")
    hands.look()
    hands.follow("Hot socks")
    hands.unfold("Signed before")
    hands.look()
    hands.push("Sign it and publish")
    hands.is_at("Hot socks")
    assert b"Hot socks" in Client().get(ADDRESS).content
