"""On a bad day a member looks for help in one tap; and has the diary ask for two weeks before a visit, then stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.companion.models import Reminder
from myelin.members import actions as members
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_bad_day_leads_to_the_help_one_chose(hands: Hands, pack_loaded, ana, ben, noon):
    members.let_in(member=ana, person=ben, now=noon)
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("In three taps")
    hands.follow("I could use some help")
    hands.sees("Nothing is sent by itself")
    hands.look()
    hands.follow("Ben")
    hands.sees("Ben")


def test_the_diary_asks_for_two_weeks_and_is_told_to_stop(hands: Hands, pack_loaded, ana):
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("My diary")
    hands.follow("Ask me for a few days")
    hands.choose("radio", "The two weeks before a visit")
    hands.set_day("On which day is the visit?", timezone.localdate() + timedelta(days=30))
    hands.push("Ask on these days")
    hands.sees("Kept. After these days the diary is silent again.")
    hands.look()
    assert Reminder.objects.get().kind == Reminder.Kind.CAMPAIGN
    hands.push("Stop asking")
    hands.sees("The diary asks no more.")
    assert not Reminder.objects.exists()
