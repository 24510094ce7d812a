"""A browser without scripts, a loaded pack, and hands that use the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Locator, Page

from myelin.members.models import Member
from myelin.notifications.models import OutgoingMail
from tests.browser.fixtures import browser_type_launch_args

__all__ = ["browser_type_launch_args"]

MOST_STOPS = 150


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a phone-sized browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def loaded(transactional_db: None) -> None:
    """The condition pack with its formulary and starter library."""
    call_command("loadpack", "--again", verbosity=0)


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, Member], None]:
    """Let a member of the cast sign in through the form."""

    def enter(page: Page, member: Member) -> None:
        member.set_password("a quiet lake at dawn")
        member.save()
        page.goto(f"{live_server.url}/login/")
        page.fill("[name=login]", member.email)
        page.fill("[name=password]", "a quiet lake at dawn")
        page.get_by_role("button", name="Log in").click()
        assert page.url == f"{live_server.url}/", page.locator("main").inner_text()

    return enter


def newest_letter(to: str) -> str:
    """The words of the newest letter to an address."""
    return OutgoingMail.objects.filter(to=to).latest("pk").text


def code_in(letter: str) -> str:
    """The code that a letter brings: it stands on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", letter, re.MULTILINE)
    assert found, letter
    return found.group(1)


def tab_to(page: Page, target: Locator) -> None:
    """Walk to a control with the Tab key alone."""
    for _ in range(MOST_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Use a control as a keyboard does."""
    tab_to(page, target)
    page.keyboard.press(key)
    page.wait_for_load_state()


def write(page: Page, target: Locator, words: str) -> None:
    tab_to(page, target)
    page.keyboard.type(words)


def picture_file(tmp_path: Path) -> Path:
    from tests.authz.world import small_picture

    path = tmp_path / "window.png"
    path.write_bytes(small_picture().read())
    return path


def demo_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MYELIN_DEMO", True)
