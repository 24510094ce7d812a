"""A member taps through an infusion day on a phone, takes one tap back, and looks back in the evening."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.companion.actions import add_course
from myelin.companion.models import Infusion, Tap
from myelin.therapies.models import Therapy
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_member_taps_through_the_day(hands: Hands, pack_loaded, ana):
    today, now = timezone.localdate(), timezone.now()
    add_course(
        member=ana, therapy=Therapy.objects.get(slug="natalizumab"), started_on=today - timedelta(days=28),
        jurisdiction="US", time_zone="UTC", last_given_on=today - timedelta(days=28), now=now,
    )  # fmt: skip
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("Plan the day")
    hands.write("Something of your own", "Blue blanket")
    hands.push("Put it on my list")
    hands.sees("Blue blanket")
    hands.look()
    hands.follow("The day, step by step")
    hands.look()
    for button in ("I am here", "The infusion started", "Note a pause", "It goes on"):
        hands.push(button)
        hands.sees("Noted, with the time.")
    hands.look()
    hands.push("Save with the time")
    hands.sees("Please choose how you feel.")
    hands.look()
    hands.choose("radio", "Itchy")
    hands.push("Save with the time")
    hands.sees("tell your nurse now")
    hands.push("The infusion ended")
    hands.push("I am home")
    hands.look()
    hands.push("Mark as given")
    hands.sees("Noted. The days after it follow from there.")
    hands.follow("The day, step by step")
    hands.choose("radio", "Sleepy from the first medicines")
    hands.push("Save this evening")
    hands.sees("Noted. Rest well.")
    hands.look()
    assert Infusion.objects.of(ana).given().count() == 2
    assert set(Tap.objects.of(ana).values_list("kind", flat=True)) == {
        "arrive", "start", "pause", "resume", "feeling", "stop", "home", "evening",
    }  # fmt: skip
