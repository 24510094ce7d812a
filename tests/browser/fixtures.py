"""Fixtures for tests that use a real browser; import them in the conftest.py of the folder that needs them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from tests.browser.looks import Watch

# Playwright keeps an event loop in the thread of the tests; Django would refuse the database because of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page lives for a second here: what V8 compiles for speed is thrown away before it has paid.
    "--js-flags=--no-maglev --no-turbofan",
    # A microphone that hums, and nobody to be asked for it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


WITH_A_WINDOW = ["chromium", "chromium-browser", "google-chrome"]
WITHOUT = ["chromium-headless-shell"]
"""The same browser without what draws windows and notices: it walks an eighth faster."""


def chromium(names: list[str]) -> str:
    """Where Chromium is: CHROMIUM, or the first of these on the path; empty when there is none."""
    return os.environ.get("CHROMIUM", "") or next(filter(None, map(shutil.which, names)), "")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium of this machine, and let it call nobody."""
    path = chromium([*WITHOUT, *WITH_A_WINDOW])
    if not path:
        pytest.skip("There is no Chromium on this machine: install Debian's package chromium.")
    return {**browser_type_launch_args, "executable_path": path, "args": ARGUMENTS}


@pytest.fixture
def browser_with_notices(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A whole Chromium, which has a place for notices."""
    whole = browser_type.launch(**{**browser_type_launch_args, "executable_path": chromium(WITH_A_WINDOW)})
    yield whole
    whole.close()


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[Watch | None]:
    """Fail a test whose page complained in the console or asked anything of another origin."""
    if "page" not in request.fixturenames:
        yield None
        return
    page: Page = request.getfixturevalue("page")
    watch = Watch(page)
    yield watch
    watch.verify()
