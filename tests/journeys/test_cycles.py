"""A member asks whether her gap is real, sees her cycles drawn, and asks to see no charts any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from myelin.companion import actions
from myelin.companion.models import DiaryEntry, Watch
from myelin.pack.models import Symptom
from myelin.therapies.models import Therapy
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SWING = (-1, 0, 1, 0, 1, -1, 0)


def test_a_member_asks_whether_the_gap_is_real(hands: Hands, pack_loaded, ana):
    lives_five_cycles(ana)
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("My cycles")
    hands.sees("was about 2 points higher in the last 7 days before an infusion")
    hands.unfold("See the numbers as a table")
    expect(hands.page.locator("main table")).to_be_visible()
    hands.look()
    hands.follow("Choose the one to watch")
    hands.look()
    hands.follow("Back to your cycles")
    hands.push("Do not show me charts")
    hands.sees("No charts any more. Your diary goes on.")
    hands.page.goto(hands.page.url.replace("/care/diary/", "/care/cycles/"))
    hands.sees("You asked us to show no charts")
    hands.look()
    hands.push("Show my charts again")
    hands.sees("Your charts are back.")


def lives_five_cycles(member) -> None:
    now, today = timezone.now(), timezone.localdate()
    last = today - timedelta(days=7)
    first = last - timedelta(days=140)
    actions.add_course(
        member=member, therapy=Therapy.objects.get(slug="natalizumab"), started_on=first, jurisdiction="US",
        time_zone="UTC", last_given_on=last, now=now,
    )  # fmt: skip
    chosen = list(Symptom.objects.named(["fatigue", "memory"]))
    actions.follow_symptoms(member=member, symptoms=chosen, now=now)
    Watch.objects.create(member=member, symptom=chosen[0], named_on=first)
    DiaryEntry.objects.bulk_create(
        DiaryEntry(
            member=member,
            day=first + timedelta(days=number),
            values={"symptoms": {"fatigue": 4 + SWING[number % 7] + 2 * (number % 28 >= 21), "memory": 3}},
            saved_at=now,
        )
        for number in range(147)
    )
