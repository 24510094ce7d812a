"""Two are buddies: one asks, the other says yes, a hello is written, weeks bring ideas, and the eighth ends it kindly."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.members.models import Buddyship, Member
from myelin.people import actions
from myelin.people.tests.pairs import FURTHER, settle
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def guide(ana: Member, ben: Member) -> Member:
    """Ben, who is further on and would keep somebody company; Ana is new."""
    now = timezone.now()
    settle(ana, now - timedelta(days=10))
    settle(ben, now - timedelta(days=400))
    actions.wish_for_buddy(member=ben, side=FURTHER, now=now)
    return ben


def test_eight_weeks_beside_each_other(hands: Hands, ana: Member, guide: Member) -> None:
    log_in(hands, ana)
    _ana_asks(hands)
    hands.page.context.clear_cookies()
    log_in(hands, guide)
    _ben_says_yes_and_writes(hands)
    _weeks_go_by(3)
    hands.follow("News for you, some new")
    hands.follow(re.compile("have an idea for this week’s hello to your buddy"))
    hands.sees("Week 4 of 8")
    hands.follow(re.compile("^End it"))
    hands.is_at("End it?")
    hands.look()
    hands.follow("No, go back")
    _weeks_go_by(5)
    hands.follow("News for you, some new")
    hands.follow(re.compile("thank you both for eight weeks as buddies"))
    hands.sees("Eight weeks with Ana")
    hands.look()
    hands.push("Follow Ana")


def _ana_asks(hands: Hands) -> None:
    hands.follow("People")
    hands.follow("Tell me more")
    hands.is_at("Would you like a buddy?")
    hands.look()
    hands.choose("radio", "I am new to this and would like company")
    hands.push("Yes, I would like that")
    hands.sees("Good. Nothing happens until both of you say yes.")
    hands.push("Ask Ben")
    hands.sees("You asked. They may say yes whenever they like.")
    hands.look()


def _ben_says_yes_and_writes(hands: Hands) -> None:
    hands.follow("News for you, some new")
    hands.follow(re.compile("would like to be your buddy"))
    hands.sees("Ana would like to be your buddy")
    hands.look()
    hands.push(re.compile("^Yes, gladly"))
    hands.sees("Week 1 of 8")
    hands.look()
    hands.follow("Say hello")
    hands.write("Your words", "Hello, I am Ben.")
    hands.push("Send")
    hands.sees("Hello, I am Ben.")


def _weeks_go_by(number: int) -> None:
    """Let weeks pass, each with its step of the rhythm."""
    bond = Buddyship.objects.get()
    for _each in range(number):
        for moment in ("asked_at", "accepted_at", "look_at"):
            setattr(bond, moment, getattr(bond, moment) - timedelta(days=7))
        bond.save()
        actions.keep_rhythm(now=timezone.now())
        bond.refresh_from_db()
