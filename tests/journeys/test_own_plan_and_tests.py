"""A member notes what the team agreed on beside the rule, and what became of the tests."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.companion.actions import add_course
from myelin.companion.models import Result
from myelin.therapies.models import Therapy
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_member_agrees_on_a_longer_interval_and_notes_a_test(hands: Hands, pack_loaded, ana):
    today, now = timezone.localdate(), timezone.now()
    add_course(
        member=ana, therapy=Therapy.objects.get(slug="natalizumab"), started_on=today - timedelta(days=10),
        jurisdiction="US", time_zone="UTC", last_given_on=today - timedelta(days=10), now=now,
    )  # fmt: skip
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("Tysabri (natalizumab)")
    hands.look()
    hands.follow("Something else was agreed")
    hands.look()
    hands.write("How many weeks apart?", "2")
    hands.push("Use this interval")
    hands.sees("This is shorter than the label allows.")
    hands.look()
    hands.write("How many weeks apart?", "6")
    hands.push("Use this interval")
    hands.sees("the interval that you and your team agreed on")
    hands.look()
    hands.follow("All tests and results")
    hands.look()
    hands.follow(re.compile("Note what happened.*JC virus antibody"))
    hands.unfold("Numbers from the paper")
    hands.unfold("Who ordered it")
    hands.look()
    hands.push("Save")
    hands.sees("the day it was ordered, or the day it was done")
    hands.look()
    hands.set_day("On which day was it done?", today)
    hands.push("Save")
    hands.sees("Not cleared yet")
    hands.look()
    assert Result.objects.get().done_on == today
