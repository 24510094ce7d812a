"""A visitor reads the guide, subscribes to the newsletter, and stops it again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from myelin.library import actions as library
from myelin.library.models import ArticlePage
from myelin.newsletter import actions as newsletter
from myelin.newsletter.models import Issue, Subscription
from tests.journeys.conftest import link_in, newest_letter
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
READER = "reader@example.org"


def test_a_visitor_reads_the_guide_subscribes_and_stops_again(hands: Hands, pack_loaded, ito):
    guide = ArticlePage.objects.get(slug="infusion-treatments-guide")
    library.sign_article(article=guide, reviewer=ito, next_review_on=None, now=timezone.now())
    hands.arrive("/")
    hands.look()
    hands.follow("Look around first")
    hands.is_at("Library")
    hands.look()
    hands.follow(guide.title)
    hands.is_at(guide.title)
    hands.sees("Medically reviewed")
    hands.look()

    hands.follow("Send it to me")
    hands.is_at("Newsletter")
    hands.look()
    hands.push("Send it to me")
    hands.sees("One thing to fix")
    hands.look()
    hands.write("Your email", READER)
    hands.push("Send it to me")
    hands.is_at("Look in your mail")
    hands.look()
    assert not Subscription.objects.confirmed().exists()

    asked = link_in(newest_letter(READER), "/newsletter/confirmation/")
    hands.arrive(asked)
    hands.look()
    hands.push("Yes, send it to me")
    hands.is_at("Thank you. You are on the list.")
    hands.sees("Become a member to get even more")
    hands.look()
    assert Subscription.objects.confirmed().get().email == READER

    issue = Issue.objects.create(subject="New guides", text="Read them.", made_at=timezone.now())
    newsletter.write_letters(issue=issue, after=0, now=timezone.now())
    hands.arrive(link_in(newest_letter(READER), "/newsletter/"))
    hands.is_at("Stop the newsletter?")
    hands.look()
    hands.push("Stop it")
    hands.is_at("No more letters come to you")
    hands.look()
    assert not Subscription.objects.exists()

    hands.arrive(asked)
    hands.sees("This link no longer works")
    hands.look()
    hands.follow("Go to the front page")
    hands.is_at("Company for the long road.")
