"""A member notes a relapse and another medicine, changes one and takes it away."""

from __future__ import annotations

import pytest

from myelin.companion.models import Record
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_member_notes_a_relapse_and_takes_it_away(hands: Hands, pack_loaded, ana):
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("Relapses, MRIs and more")
    hands.unfold("Relapse")
    hands.look()
    form = hands.page.locator("details[open] form")
    form.get_by_label("First day").fill("2026-03-02")
    form.get_by_label("What did you feel?").fill("Numb left hand")
    form.get_by_role("button", name="Save").click()
    hands.sees("Noted. Only you can see it.")
    hands.sees("Numb left hand")
    hands.look()
    hands.follow("Relapse, March 2, 2026")
    hands.look()
    hands.follow("Remove this note")
    hands.push("Remove it")
    hands.sees("It is gone.")
    assert not Record.objects.exists()
