"""Three pairs of hands, and a look into the mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from conftest import PASSWORD, code_now
from myelin.members.models import Member
from myelin.notifications.models import OutgoingMail
from tests.authz.world import World, build, small_picture
from tests.browser.fixtures import browser_type_launch_args, browser_with_notices, quiet
from tests.browser.looks import Watch
from tests.journeys.hands import Hands, Keyboard, Mouse

__all__ = ["browser_type_launch_args", "browser_with_notices", "quiet"]

PATIENCE = 30_000
"""Milliseconds to wait for a page: two cores are shared with everything else that runs."""
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(params=["with a mouse", "without scripts", "by keyboard alone"])
def hands(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Hands]:
    """Somebody at a desk, somebody at a phone that runs no script, and somebody who uses the keys alone.

    The first of them has every state looked at.
    """
    kind, scripts = request.param, request.param != "without scripts"
    context = browser.new_context(
        java_script_enabled=scripts,
        viewport=DESK if scripts else PHONE,
        locale="en-US",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watch(page)
    if kind == "by keyboard alone":
        yield Keyboard(page, live_server.url)
    else:
        yield Mouse(page, live_server.url, checks=scripts)
    watch.verify()
    context.close()


@pytest.fixture
def enter(page: Page, live_server: LiveServer) -> Callable[[Member], None]:
    """Let somebody in without the form."""

    return lambda member: let_in(page.context, member, live_server.url)


@pytest.fixture
def world(transactional_db: None, make_member: Callable[..., Member]) -> World:
    """One thing of every kind."""
    return build(make_member, timezone.now())


def let_in(context: BrowserContext, member: Member, home: str) -> None:
    """Sign somebody in without the form."""
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])


def with_password(member: Member) -> Member:
    """Somebody of the cast who can sign in."""
    member.set_password(PASSWORD)
    member.save(update_fields=["password"])
    return member


def log_in(hands: Hands, member: Member) -> None:
    """From the front page through the form, and for the staff through their second step."""
    with_password(member)
    hands.arrive("/")
    hands.follow("Log in")
    hands.write("Email", member.email)
    hands.write("Password", PASSWORD)
    hands.push("Log in")
    if is_mfa_enabled(member):
        hands.is_at("One more step")
        hands.write("Code", code_now())
        hands.push("Log in")


def newest_letter(to: str) -> str:
    """The words of the newest letter to an address."""
    return OutgoingMail.objects.filter(to=to).latest("pk").text


def link_in(letter: str, path: str) -> str:
    """The address in a letter that begins with `path`, without its host."""
    found = re.search(rf"https?://[^/\s]+({re.escape(path)}\S+)", letter)
    assert found, letter
    return found.group(1)


def code_in(letter: str) -> str:
    """The code that a letter brings: it stands on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", letter, re.MULTILINE)
    assert found, letter
    return found.group(1)


def picture_file(tmp_path: Path) -> Path:
    """A small picture on somebody's disk."""
    path = tmp_path / "window.png"
    path.write_bytes(small_picture().read())
    return path
