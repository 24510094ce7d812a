"""A member sets a reminder, is told, puts it off, answers it and ends it."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from myelin.companion import actions
from myelin.companion.models import Reminder
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_member_is_reminded_and_answers(hands: Hands, pack_loaded, ana):
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("My reminders")
    hands.unfold("In my own words")
    hands.look()
    form = hands.page.locator("details[open] form")
    form.get_by_label("What should it say?").fill("Water the basil")
    form.get_by_label("At what time?").fill("15:00")
    form.get_by_label("Also in my quiet hours").check()
    form.get_by_role("button", name="Set it").click()
    hands.sees("Kept. It speaks at")
    row = Reminder.objects.get()
    Reminder.objects.update(next_at=timezone.now())
    actions.ring_due(now=timezone.now())
    hands.page.reload()
    hands.sees("Waiting for you")
    hands.look()
    hands.push("In an hour")
    hands.sees("It comes back at")
    row.refresh_from_db()
    assert row.tell_at is not None
    Reminder.objects.update(tell_at=timezone.now())
    actions.ring_due(now=timezone.now())
    hands.page.reload()
    hands.push(re.compile("^Done"))
    hands.sees("Done.")
    hands.follow("Water the basil")
    hands.look()
    hands.follow("End this reminder")
    hands.push("End it")
    hands.sees("That reminder has ended.")
    assert not Reminder.objects.exists()
