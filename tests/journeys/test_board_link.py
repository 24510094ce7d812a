"""A neighbor without an account opens the link to a list of what would help, takes one thing, and gives it back."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.utils import timezone

from myelin.circle import actions
from myelin.circle.models import Taking
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def link(ana):
    now, day = timezone.now(), timezone.localdate() + timedelta(days=2)
    actions.add_task(member=ana, title="Drive", on=day, at=time(8, 30), place="By the red gate", now=now)
    actions.add_task(member=ana, title="Soup", on=day, now=now)
    return f"/board/{actions.open_board(member=ana, days=7, now=now)}/"


def test_a_neighbor_takes_something_and_gives_it_back(hands: Hands, link):
    hands.arrive(link)
    hands.is_at("Things to do")
    hands.look()
    hands.push(re.compile("I do it.*Soup"))
    hands.sees("One thing to fix")
    hands.look()
    hands.write("Your name", "Paul")
    hands.push(re.compile("I do it.*Drive"))
    hands.sees("You do it")
    hands.look()
    assert Taking.objects.count() == 1
    hands.push(re.compile("I cannot after all.*Drive"))
    assert Taking.objects.count() == 0
