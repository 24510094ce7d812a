"""Somebody new is asked for their time zone: the browser's own stands there already, and can be changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.members.models import Member
from tests.journeys.conftest import PATIENCE, PHONE, let_in
from tests.journeys.hands import Mouse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AGREED = "You may keep the health details I add, to run my account. Nothing else."


@pytest.fixture
def somebody_new(make_member) -> Member:
    return make_member("juno", welcomed_at=None)


@pytest.fixture(params=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, somebody_new: Member) -> Page:
    """The phone of somebody in Los Angeles, on the second page of joining."""
    context = browser.new_context(
        java_script_enabled=request.param == "with scripts", timezone_id="America/Los_Angeles", viewport=PHONE,
        locale="en-US",
    )  # fmt: skip
    request.addfinalizer(context.close)
    let_in(context, somebody_new, live_server.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


@pytest.mark.parametrize("page", ["with scripts"], indirect=True)
def test_the_zone_of_the_browser_is_kept(page: Page, live_server: LiveServer, somebody_new: Member):
    hands = Mouse(page, live_server.url)
    hands.arrive("/join/role/")
    expect(hands.field("Your time zone")).to_have_value("America/Los_Angeles")
    hands.choose("checkbox", AGREED)
    hands.push("Come in")
    somebody_new.refresh_from_db()
    assert somebody_new.time_zone == "America/Los_Angeles"
    hands.arrive("/care/reminders/")
    hands.sees("Your clock: Los Angeles.")
    hands.follow("Change it")
    expect(hands.field("Time zone")).to_have_value("America/Los_Angeles")


def test_another_one_can_be_chosen_and_stays_when_the_page_comes_back(
    page: Page, live_server: LiveServer, somebody_new: Member
):
    hands = Mouse(page, live_server.url)
    hands.arrive("/join/role/")
    hands.pick("Your time zone", "UTC")
    hands.push("Come in")
    hands.sees("Without this we cannot keep what you write here.")
    expect(hands.field("Your time zone")).to_have_value("UTC")
    hands.pick("Your time zone", "Tokyo")
    hands.choose("checkbox", AGREED)
    hands.push("Come in")
    somebody_new.refresh_from_db()
    assert somebody_new.time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("page", ["without scripts"], indirect=True)
def test_without_scripts_it_stands_at_utc(page: Page, live_server: LiveServer):
    hands = Mouse(page, live_server.url)
    hands.arrive("/join/role/")
    expect(hands.field("Your time zone")).to_have_value("UTC")
