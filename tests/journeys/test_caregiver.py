"""J3: invited with some parts, an account of one's own, a task, a note, a question among caregivers, and shown out.

Everything happens on the screen of a phone. Ana is cared for; Wren comes by a letter.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.circle.models import Carer, Observation, Taking
from myelin.groups import actions as groups
from myelin.groups.models import Access, Group
from myelin.members.models import Member, Role
from myelin.updates.models import Update
from tests.journeys.conftest import PHONE, code_in, let_in, link_in, log_in, newest_letter
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WREN = "wren@example.org"
ASKED = "How do you find an hour for yourself?"


@pytest.fixture
def chair(make_member):
    """A group for caregivers that somebody else opened."""
    hal = make_member("hal", role=Role.CAREGIVER)
    return groups.open_group(
        by=hal, name="The other chair", access=Access.OPEN, caregivers_only=True, now=timezone.now()
    )


def test_a_caregiver_from_the_letter_to_the_end(hands: Hands, pack_loaded, chair, ana):
    hands.page.set_viewport_size(PHONE)
    _ana_lets_somebody_in(hands, ana)
    _wren_joins_and_says_yes(hands)
    _wren_takes_a_task_and_notes_something(hands)
    _wren_asks_among_caregivers(hands, chair)
    _ana_sees_it_and_stops_it(hands, ana)
    _for_wren_it_is_gone(hands)


def _ana_lets_somebody_in(hands: Hands, ana: Member) -> None:
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("Your circle")
    hands.is_at("Your circle")
    hands.look()
    hands.write("What would help?", "Drive")
    hands.set_day("Which day?", timezone.localdate() + timedelta(days=3))
    hands.push("Add", within="main")
    hands.sees("It is on the list.")
    hands.sees("Still open")
    hands.follow("Let someone in")
    hands.push("Invite them")
    hands.sees("One thing to fix")
    hands.look()
    hands.write("Their name here, or their email", WREN)
    hands.choose("checkbox", "Notes about me")
    hands.push("Invite them")
    hands.sees("Your invitation is on its way.")
    hands.look()


def _wren_joins_and_says_yes(hands: Hands) -> None:
    hands.page.context.clear_cookies()
    link = link_in(newest_letter(WREN), "/invited/")
    hands.arrive(link)
    hands.is_at("Somebody asks you into their circle")
    hands.look()
    hands.follow("Join", within="main")
    hands.write("What shall we call you?", "Wren")
    hands.write("Email", WREN)
    hands.write("Password", "a river under the bridge")
    hands.push("Continue")
    hands.write("Code", code_in(newest_letter(WREN)))
    hands.push("Continue")
    hands.choose("radio", "I care for someone with MS")
    hands.choose("checkbox", "You may keep the health details I add, to run my account. Nothing else.")
    hands.push("Come in")
    hands.sees("Welcome. This is your home.")
    hands.arrive(link)
    hands.is_at("Ana asks you into their circle")
    hands.look()
    hands.push("Yes, I am in")
    hands.sees("You are in the circle of Ana now.")
    hands.is_at("Ana")
    hands.look()


def _wren_takes_a_task_and_notes_something(hands: Hands) -> None:
    hands.push(re.compile(r"^I do it\s*: Drive$"))
    hands.sees("It is yours. Ana sees it.")
    hands.look()
    hands.write("What did you notice?", "The left foot dragged a little. Better after a rest.")
    hands.push("Save the note")
    hands.sees("Noted. Ana and you can read it.")
    hands.follow("My notes")
    hands.sees("The left foot dragged a little.")
    hands.look()
    assert Taking.objects.get().who == "Wren"
    assert Observation.objects.get().author.name == "Wren"


def _wren_asks_among_caregivers(hands: Hands, chair: Group) -> None:
    hands.arrive("/")
    hands.sees("People I care for")
    hands.look()
    hands.follow("Ana", within="main")
    hands.follow("People I care for")
    hands.look()
    hands.follow("Groups", within="main")
    hands.follow("The other chair")
    hands.push("Join this group", within="main")
    hands.write("What would you like to share here?", ASKED)
    hands.push("Share", within="main")
    hands.sees(ASKED)
    assert Update.objects.get().thread.group == chair


def _ana_sees_it_and_stops_it(hands: Hands, ana: Member) -> None:
    hands.page.context.clear_cookies()
    let_in(hands.page.context, ana, hands.home)
    for path in ("/updates/?show=all", "/groups/", "/people/wren/", "/notifications/"):
        hands.arrive(path)
        assert ASKED not in hands.page.locator("body").inner_text()
        assert "The other chair" not in hands.page.locator("body").inner_text()
    hands.arrive("/care/circle/")
    hands.sees("The left foot dragged a little.")
    hands.look()
    hands.follow("The whole list")
    hands.sees("took something on your list: Drive")
    hands.look()
    hands.follow("Your circle")
    hands.push("Tell my circle")
    hands.sees("Told. Rest now.")
    hands.push(re.compile(r"^Stop all of it now\s*: Wren$"))
    hands.sees("Wren sees nothing of it any more.")
    hands.look()
    assert not Carer.objects.exists()


def _for_wren_it_is_gone(hands: Hands) -> None:
    hands.page.context.clear_cookies()
    let_in(hands.page.context, Member.objects.get(email=WREN), hands.home)
    answer = hands.page.goto(f"{hands.home}/circle/ana/")
    assert answer is not None
    assert answer.status == 404
    hands.arrive("/circle/")
    hands.sees("Nobody has let you in yet")
    hands.look()
