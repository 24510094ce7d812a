"""Ten main pages in a made-up language: read from right to left, in words a third longer than ours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.authz.world import World
from tests.browser.looks import LOOKS, check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

IN_ANOTHER_SCRIPT = """() => {
  document.documentElement.dir = "rtl";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest("svg, script, style")) continue;
    text.data = text.data.replace(/\\S+( \\S+)*/g, (words) => {
      let left = Math.ceil(words.length * 0.35);
      const more = [];
      for (; left > 0; left -= 6) more.push("ابتثجح".slice(0, Math.max(Math.min(left, 6), 1)));
      return `${words} ${more.join(" ")}`;
    });
  }
}"""
PAGES = [
    "/", "/questions/", "/questions/new/", "/topics/", "/care/", "/care/diary/", "/people/", "/groups/", "/messages/",
    "/settings/",
]  # fmt: skip
SEEN = [look for look in LOOKS if str(look) in {"light 390", "dark 1280"}]


def test_ten_main_pages_hold_from_right_to_left_and_in_longer_words(
    page: Page, live_server: LiveServer, enter, world: World
):
    enter(world.people["owner"])
    for path in PAGES:
        page.goto(live_server.url + path)
        menu = page.locator(".menu").first.bounding_box()
        page.evaluate(IN_ANOTHER_SCRIPT)
        assert page.locator(".menu").first.bounding_box() != menu, "the control: something moved"
        check_page(page, SEEN)
