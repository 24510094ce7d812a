"""Somebody who reads Spanish joins, from the first page to the first words, and every page speaks Spanish to them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.members.models import Member
from myelin.updates.models import Update
from tests.authz.examples import arguments_of
from tests.authz.world import World
from tests.browser.looks import LOOKS, check_page
from tests.journeys.conftest import code_in, newest_letter
from tests.journeys.hands import Hands
from tests.journeys.test_right_to_left import PAGES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ALBA = "alba@example.org"
ON_A_PHONE = [look for look in LOOKS if str(look) == "light 390"]
MONTHS = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"


def es(words: str) -> str:
    """The sentence as Spanish readers meet it; one that was never translated fails here."""
    with translation.override("es"):
        said = gettext(words)
    assert said != words, f"not in Spanish: {words}"
    return said


ROUTES = ["companion:infusion", "companion:runway", "companion:course", "visits:visit", "updates:edit"]
IN_THE_RING = """() => [...document.querySelectorAll(".dial")].filter((dial) => {
  const { r, cy } = dial.querySelector(".trk");
  const drop = (words) => Math.abs(words.y.baseVal[0].value - cy.baseVal.value);
  const room = (words) => 2 * (Math.sqrt(r.baseVal.value ** 2 - drop(words) ** 2) - 6);
  return [...dial.querySelectorAll("text")].some((words) => words.getComputedTextLength() > room(words));
}).length"""


def test_main_pages_hold_in_spanish(page: Page, live_server: LiveServer, enter, world: World):
    """No word is torn or stands out of its ring, and every day is written as Spanish readers write it."""
    owner = world.people["owner"]
    Member.objects.filter(pk=owner.pk).update(language="es")
    enter(owner)
    paths = [*PAGES, "/care/today/", "/care/charts/", "/care/visits/", "/care/exchange/", "/updates/"]
    for path in paths + [reverse(name, kwargs=arguments_of(name, world)) for name in ROUTES]:
        page.goto(live_server.url + path)
        expect(page.locator("html")).to_have_attribute("lang", "es")
        check_page(page, ON_A_PHONE)
        assert page.evaluate(IN_THE_RING) == 0, path
        backwards = re.findall(rf"\b(?:{MONTHS}) \d+\b(?!:)", page.inner_text("main"), re.IGNORECASE)
        assert not backwards, f"{path}: {backwards}"


def test_the_bar_at_the_bottom_stays_one_row_on_the_smallest_phone(page: Page, live_server: LiveServer, enter, ana):
    Member.objects.filter(pk=ana.pk).update(language="es")
    enter(ana)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + "/updates/")
    tops = page.evaluate("[...document.querySelectorAll('.menu li')].map((li) => [li.offsetTop, li.offsetHeight])")
    assert len({top for top, height in tops if height}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 320


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
