"""Somebody who reads Spanish joins, from the first page to the first words, and every page speaks Spanish to them."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from myelin.members.models import Member
from myelin.updates.models import Update
from tests.journeys.conftest import code_in, newest_letter
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ALBA = "alba@example.org"


def es(words: str) -> str:
    """The sentence as Spanish readers meet it; one that was never translated fails here."""
    with translation.override("es"):
        said = gettext(words)
    assert said != words, f"not in Spanish: {words}"
    return said


def test_somebody_joins_in_spanish(hands: Hands, pack_loaded):
    hands.arrive("/")
    hands.push("Español")
    expect(hands.page.locator("html")).to_have_attribute("lang", "es")
    hands.follow(es("Join free"))
    hands.push(es("Continue"))
    hands.look()
    hands.write(es("What shall we call you?"), "Alba")
    hands.write(es("Email"), ALBA)
    hands.write(es("Password"), "un río bajo el puente")
    hands.push(es("Continue"))
    letter = newest_letter(ALBA)
    hands.write(es("Code"), code_in(letter))
    hands.push(es("Continue"))
    hands.is_at(es("Good to have you, %(name)s") % {"name": "Alba"})
    hands.choose("radio", es("I live with MS"))
    hands.choose("checkbox", es("You may keep the health details I add, to run my account. Nothing else."))
    hands.look()
    hands.push(es("Come in"))
    hands.sees(es("Welcome. This is your home. Nothing here is in a hurry."))
    expect(hands.page.locator("html")).to_have_attribute("lang", "es")
    assert Member.objects.get(email=ALBA).language == "es"

    hands.follow(es("More pictures, topics, groups"))
    hands.push(es("Share"), within="main")
    hands.sees(es("An update needs words or a picture."))
    hands.write(es("How are things today, %(name)s?") % {"name": "Alba"}, "Hoy ha salido el sol.")
    hands.push(es("Share"), within="main")
    hands.sees("Hoy ha salido el sol.")
    hands.look()
    assert Update.objects.get().text == "Hoy ha salido el sol."
