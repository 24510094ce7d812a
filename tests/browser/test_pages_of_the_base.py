"""The pages that need no other room, seen in every look."""

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from myelin.base.views import ABOUT
from tests.browser.looks import LOOKS, check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("slug", sorted(ABOUT))
def test_a_page_about_us_holds_in_every_look(page: Page, live_server, slug):
    page.goto(f"{live_server.url}/about/{slug}/")
    check_page(page)


def test_a_missing_page_holds_in_every_look(page: Page, live_server):
    page.goto(f"{live_server.url}/nowhere/")
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
    check_page(page)


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page: Page, live_server):
    page.goto(f"{live_server.url}/about/help/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_icons_are_drawn_from_the_sprite_under_the_strict_policy(page: Page, live_server):
    page.goto(f"{live_server.url}/about/help/")
    drawn = page.locator("svg.i").first.evaluate("icon => icon.getBBox().width")
    assert drawn > 5


FLAWED = """
<!doctype html><html lang="en"><title>Flawed</title><main><h1>Flawed</h1>
<p style="color:#666;background:#fff">pale words</p><img src="data:,"><button style="width:10px;height:10px">x</button>
<div style="width:2000px">wide</div></main>
"""


@pytest.mark.parametrize("finding", ["color-contrast-enhanced", "image-alt", "too small to press", "scrolls sideways"])
def test_the_check_finds_planted_faults(page: Page, finding):
    page.set_content(FLAWED)
    with pytest.raises(AssertionError, match=finding):
        check_page(page, LOOKS[:1])


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_check_measures_contrast_in_every_color_set(page: Page, look):
    page.set_content(FLAWED)
    with pytest.raises(AssertionError, match=f"{look}: color-contrast-enhanced"):
        check_page(page, [look])


def test_a_first_visit_is_at_most_sixty_kilobytes_over_the_wire(page: Page, live_server):
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{live_server.url}/about/accessibility/", wait_until="networkidle")
    # The server of the tests sends plain files; the real one sends them as `collectstatic` packed them.
    sent = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers}
    # A browser without a window has no place for the icon, and does not ask for it.
    icon = page.request.get(f"{live_server.url}{page.locator('link[rel=icon]').get_attribute('href')}")
    sent[icon.url] = len(gzip.compress(icon.body(), 6))
    assert len(sent) == 6
    assert sum(sent.values()) <= 60_000
