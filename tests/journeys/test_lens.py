"""The gentle lens and the mutes as a member meets them, seen in every look; all of it is links and forms."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.discussion import actions as discussion
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_theme_is_covered_until_somebody_asks(page: Page, live_server: LiveServer, enter, ana, ben, noon):
    mine = updates.post_update(author=ana, text="A quiet day.", now=noon)
    discussion.write_comment(thread=mine.thread, author=ben, text="My needles were kind.", now=noon)
    asked = questions.ask_question(author=ben, title="Who is afraid of needles?", now=noon)
    questions.answer_question(question=asked, author=ana, text="I was.", now=noon)
    enter(ana)
    page.goto(f"{live_server.url}/settings/lens/")
    page.get_by_label("Needles").check()
    check_page(page)
    page.get_by_role("button", name="Save").click()
    page.goto(f"{live_server.url}/updates/?show=all")
    expect(page.get_by_role("heading", name="A question about needles, covered as you asked")).to_be_visible()
    expect(page.get_by_text("afraid")).to_have_count(0)
    check_page(page)
    page.goto(live_server.url + asked.thread.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("A question about needles, covered as you asked")
    check_page(page)
    page.get_by_role("link", name="Show it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is afraid of needles?")
    page.goto(live_server.url + mine.thread.url)
    expect(page.get_by_text("A comment about needles, covered as you asked")).to_be_visible()
    check_page(page)
    page.goto(f"{live_server.url}/search/?q=afraid")
    expect(page.get_by_role("link", name="A question about needles, covered as you asked")).to_be_visible()
    check_page(page)


def test_what_is_muted_can_be_brought_back(page: Page, live_server: LiveServer, enter, ana, ben, noon):
    sleep = Topic.objects.create(slug="sleep", name="Sleep", about="Nights", group="Life", position=0)
    updates.post_update(author=ben, text="Awake again.", topics=[sleep], now=noon)
    enter(ana)
    page.goto(f"{live_server.url}/updates/?show=all")
    for button in ("Mute this thread", "Mute Ben", "Mute “Sleep”"):
        page.goto(f"{live_server.url}/updates/?show=all")
        if page.get_by_text("Awake again.").count():
            page.get_by_role("link", name="See less of this").click()
            check_page(page)
            see_less = page.url
        page.goto(see_less)
        page.get_by_role("button", name=button).click()
    page.goto(f"{live_server.url}/updates/?show=all")
    expect(page.get_by_text("Awake again.")).to_have_count(0)
    for show, button in (("threads", "Bring it back"), ("people", "Hear Ben again"), ("topics", "Bring “Sleep” back")):
        page.goto(f"{live_server.url}/settings/muted/?show={show}")
        check_page(page)
        page.get_by_role("button", name=button).click()
    page.goto(f"{live_server.url}/updates/?show=all")
    expect(page.get_by_text("Awake again.")).to_be_visible()
