"""A member clears the way to an infusion: a call, its proof, a step of one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.companion.actions import add_course
from myelin.companion.models import Step
from myelin.therapies.models import Therapy
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_member_clears_the_way_with_a_call(hands: Hands, pack_loaded, ana):
    today, now = timezone.localdate(), timezone.now()
    add_course(
        member=ana, therapy=Therapy.objects.get(slug="ocrelizumab"), started_on=today - timedelta(days=175),
        jurisdiction="US", time_zone="UTC", last_given_on=today - timedelta(days=161), now=now,
    )  # fmt: skip
    log_in(hands, ana)
    hands.look()
    hands.follow("Care", within=".menu")
    hands.sees("7 things still block it")
    hands.look()
    hands.follow("What has to be in place")
    hands.sees("You could say")
    hands.look()
    hands.pick("Who is it?", "Infusion center")
    hands.write("Name", "Harbor")
    hands.write("Phone number", "555 0142")
    hands.push("Keep it")
    hands.sees("Call Harbor, 555 0142")
    hands.look()
    hands.push("Save as proof")
    hands.sees("One thing to fix")
    hands.look()
    hands.choose("radio", "Yes, done")
    hands.write("Reference number", "A-20417")
    hands.push("Save as proof")
    hands.sees("Reference A-20417")
    hands.look()
    hands.write("What is to be done?", "Feed the cat")
    hands.push("Add it")
    hands.sees("Feed the cat")
    hands.look()
    assert Step.objects.filter(kind="date").get().done_at is not None
