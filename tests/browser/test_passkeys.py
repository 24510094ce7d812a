"""Passkeys with the virtual authenticator of Chromium, and the pages around them in every look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conftest import PASSWORD, code_now, give_duty
from myelin.members.staff import REVIEWERS
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_authenticator(page: Page) -> None:
    """A device that says yes to everything it is asked."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})


def sign_in(page: Page, live_server, member) -> None:
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("Email").fill(member.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def add_passkey(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/settings/second-factor/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("Your passkey is saved.")).to_be_visible()


def sign_out(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/settings/")
    page.get_by_role("button", name="Log out").click()


def test_a_passkey_opens_the_account_and_nothing_is_typed(page: Page, live_server, make_member):
    give_authenticator(page)
    sign_in(page, live_server, make_member("dele", password=PASSWORD))
    add_passkey(page, live_server)
    check_page(page)
    page.goto(f"{live_server.url}/settings/second-factor/webauthn/")
    check_page(page)
    sign_out(page, live_server)
    page.goto(f"{live_server.url}/login/")
    check_page(page)
    page.get_by_role("button", name="Log in with my passkey").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/settings/profile/")
    expect(page.get_by_label("Name that others see")).to_have_value("Dele")


def test_a_passkey_is_the_second_step_of_the_staff(page: Page, live_server, make_member):
    member = give_duty(make_member("dele", password=PASSWORD), REVIEWERS)
    give_authenticator(page)
    sign_in(page, live_server, member)
    check_page(page)
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"{live_server.url}/")
    add_passkey(page, live_server)
    sign_out(page, live_server)
    sign_in(page, live_server, member)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/facts/")
    expect(page).to_have_url(f"{live_server.url}/facts/")


def test_a_device_without_a_passkey_is_told_kindly(page: Page, live_server, db):
    give_authenticator(page)
    page.goto(f"{live_server.url}/login/")
    page.get_by_role("button", name="Log in with my passkey").click()
    expect(page.get_by_text("Your device gave us no passkey.")).to_be_visible()
    check_page(page)


def test_without_scripts_the_password_is_there_and_no_dead_button(browser, live_server, make_member):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/login/")
    expect(page.get_by_role("button", name="Log in with my passkey")).to_have_count(0)
    sign_in(page, live_server, make_member("dele", password=PASSWORD))
    page.goto(f"{live_server.url}/settings/second-factor/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys and second step")
    context.close()


def test_the_pages_of_an_app_hold_in_every_look(page: Page, live_server, make_member):
    sign_in(page, live_server, make_member("dele", password=PASSWORD))
    page.goto(f"{live_server.url}/settings/second-factor/")
    check_page(page)
    page.goto(f"{live_server.url}/settings/second-factor/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="The square for your app")).to_be_visible()
    check_page(page)
