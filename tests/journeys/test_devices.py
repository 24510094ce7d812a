"""Notices on this device, in a real browser: the switch, the script it keeps for us, and what it shows."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from myelin.notifications.models import Device
from tests.browser.looks import check_page
from tests.journeys.conftest import let_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SWITCH = "Show notices on this device"
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return (await worker.getNotifications()).map((one) => ({ body: one.body, open: one.data.open }));
}"""


def home_of(live_server) -> str:
    """Service workers want a safe origin: https, or this very name."""
    return live_server.url.replace("127.0.0.1", "localhost")


def at_the_settings(context: BrowserContext, live_server, member) -> Page:
    let_in(context, member, home_of(live_server))
    page = context.new_page()
    page.goto(f"{home_of(live_server)}/settings/notifications/")
    return page


def test_the_switch_is_there_in_every_look(page: Page, live_server, ana):
    shown = at_the_settings(page.context, live_server, ana)
    expect(shown.get_by_role("button", name=SWITCH)).to_be_visible()
    expect(shown.get_by_text("in a browser that can show notices and runs scripts")).to_be_hidden()
    for nothing_went_wrong in ("Your browser keeps notices", "Your browser could not reach"):
        expect(shown.get_by_text(nothing_went_wrong)).to_be_hidden()
    check_page(shown)


def test_without_scripts_it_says_what_is_needed_and_has_no_dead_button(browser, live_server, ana):
    context = browser.new_context(java_script_enabled=False)
    shown = at_the_settings(context, live_server, ana)
    expect(shown.get_by_text("in a browser that can show notices and runs scripts")).to_be_visible()
    expect(shown.get_by_role("button", name=SWITCH)).to_have_count(0)
    context.close()


def test_a_browser_that_keeps_notices_back_is_told_kindly(browser, live_server, ana):
    context = browser.new_context()
    context.set_default_timeout(15_000)
    shown = at_the_settings(context, live_server, ana)
    shown.evaluate("Notification.requestPermission = async () => 'denied'")
    shown.get_by_role("button", name=SWITCH).click()
    expect(shown.get_by_text("Your browser keeps notices from this site back.")).to_be_visible()
    check_page(shown)
    assert not Device.objects.exists()
    context.close()


def test_what_comes_is_shown_in_one_sentence_and_leads_to_its_list(browser_with_notices, live_server, ana):
    context = browser_with_notices.new_context()
    home = home_of(live_server)
    context.grant_permissions(["notifications"], origin=home)
    shown = at_the_settings(context, live_server, ana)
    shown.evaluate(
        "async () => { await navigator.serviceWorker.register('/sw.js'); await navigator.serviceWorker.ready; }"
    )
    tools = context.new_cdp_session(shown)
    found: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    shown.wait_for_timeout(500)
    words = {"say": "Something new is waiting for you.", "open": "/notifications/"}
    for _ in range(2):
        told = {"origin": home, "registrationId": found[-1], "data": json.dumps(words)}
        tools.send("ServiceWorker.deliverPushMessage", told)
        shown.wait_for_timeout(500)
    assert shown.evaluate(SHOWN) == [{"body": words["say"], "open": words["open"]}], (
        "the second takes the place of the first"
    )
    context.close()
