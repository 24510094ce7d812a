"""A member makes the page for a visit, leaves something out, shares it; the team opens it; what was agreed on is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.companion import actions as care
from myelin.companion.models import Record, Step
from myelin.visits.models import Look, Visit
from tests.browser.looks import Watch, check_page
from tests.journeys.conftest import PATIENCE, log_in
from tests.journeys.hands import Hands
from tests.journeys.test_cycles import lives_five_cycles

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Somebody of the team, at another machine, without an account."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watch(page)
    yield page
    watch.verify()
    context.close()


def test_one_page_for_ten_minutes(hands: Hands, desk: Page, pack_loaded, ana):
    now, today = timezone.now(), timezone.localdate()
    lives_five_cycles(ana)
    for kind, name in ((Record.Kind.RELAPSE, "Left eye"), (Record.Kind.MEDICINE, "A tea for sleeping")):
        care.note_record(member=ana, kind=kind, began_on=today - timedelta(days=40), today=today, now=now, name=name)
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("A page for my visit")
    hands.look()
    hands.set_day("When is it?", today + timedelta(days=5))
    hands.write("With whom?", "Dr. Lind")
    hands.set_day("Tell of the days since", today - timedelta(days=70))
    hands.push("Make the page")
    hands.is_at("My questions and words")
    hands.write("First question", "Is it the heat?")
    hands.write("Second question", "Could I work four days?")
    hands.choose("checkbox", re.compile("Say how many parts"))
    hands.look()
    hands.push("Save and see the page")
    hands.sees("Could I work four days?")
    hands.sees("Left eye")
    hands.sees("A tea for sleeping")
    hands.sees("was about 2 points higher in the last 7 days before an infusion")
    hands.look()
    hands.follow("Choose what it shows")
    hands.look()
    hands.leave_out(re.compile("A tea for sleeping"))
    hands.push("Save")
    hands.sees("What you left out is in nothing that leaves.")
    hands.sees("I chose to leave something out of 1 part.")
    expect(hands.page.get_by_text("A tea for sleeping")).to_have_count(0)
    the_team_looks(hands, desk)
    what_was_agreed(hands, ana)


def the_team_looks(hands: Hands, desk: Page) -> None:
    hands.follow("Share it by a link")
    hands.look()
    hands.push("Make a link")
    hands.sees("Copy both now")
    hands.look()
    address, code = (hands.page.locator(".secret code").nth(place).inner_text() for place in (0, 1))
    desk.goto(address)
    check_page(desk)
    desk.get_by_label("Code").fill("1234")
    desk.get_by_role("button", name="Open the page").click()
    expect(desk.get_by_text("This code does not open the page.").first).to_be_visible()
    desk.get_by_label("Code").fill(code)
    desk.get_by_role("button", name="Open the page").click()
    expect(desk.get_by_text("Left eye")).to_be_visible()
    expect(desk.get_by_text("A tea for sleeping")).to_have_count(0)
    check_page(desk)
    hands.page.reload()
    hands.sees("Opened with the code")
    hands.push("End this link")
    hands.sees("That link no longer opens.")
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("This link does not open")
    check_page(desk)
    assert set(Look.objects.values_list("what", flat=True)) >= {Look.What.WRONG, Look.What.OPENED}


def what_was_agreed(hands: Hands, ana) -> None:
    hands.follow("Page for my visit")
    hands.follow("What we agreed on")
    hands.look()
    hands.write("What was agreed on?", "Ask for the slow drip")
    hands.pick("Who does it?", "Infusion center")
    hands.pick("What should it become?", "A step on the way to my next dose")
    hands.push("Note it")
    hands.sees("Ask for the slow drip")
    hands.look()
    hands.follow("It is a step on the way to your dose")
    hands.sees("Ask for the slow drip")
    assert Step.objects.of(ana).get().said["owner"] == "center"
    assert Visit.objects.of(ana).get().with_whom == "Dr. Lind"
