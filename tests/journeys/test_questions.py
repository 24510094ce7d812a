"""A question from the first letter to the first answer, and every state that it can be in, seen in every look."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.helping import actions as helping
from myelin.members.models import Audience
from myelin.questions import actions as questions
from myelin.questions.models import Question
from myelin.search import actions as search
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def known(ben, ito, noon):
    """An answered question and a reviewed page about feeling cold."""
    search.put(
        ref="article:1", kind="article", title="Your infusion day", body="Feeling cold is common. Bring a blanket.",
        audience=Audience.PUBLIC, author_id=None, url="/library/your-infusion-day/", excerpt="Bring a blanket.",
        posted_at=noon,
    )  # fmt: skip
    question = questions.ask_question(author=ben, title="Is it normal to feel cold during the infusion?", now=noon)
    questions.answer_question(question=question, author=ito, text="A blanket helps.", lived_this=True, now=noon)
    return question


def test_close_answers_appear_while_one_types_and_the_box_stays(
    page: Page, live_server: LiveServer, enter, ana, ben, known
):
    enter(ana)
    page.goto(f"{live_server.url}/questions/new/")
    box = page.get_by_label("your question", exact=False).first
    box.click()
    before = box.bounding_box()
    page.keyboard.type("Why am I so cold in the infusion?")
    expect(page.get_by_role("heading", name="Asked and answered before")).to_be_visible()
    expect(page.get_by_role("link", name=known.title)).to_be_visible()
    expect(page.get_by_role("link", name="Your infusion day")).to_be_visible()
    assert box.bounding_box() == before
    expect(box).to_be_focused()
    check_page(page)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="While you wait")).to_be_visible()
    check_page(page)
    asked = Question.objects.get(thread__author=ana)
    questions.answer_question(question=asked, author=ben, text="I bring socks.", now=timezone.now())
    page.reload()
    expect(page.get_by_text("I bring socks.")).to_be_visible()


def test_without_a_script_a_button_shows_the_same(browser, live_server: LiveServer, ana, known):
    from tests.journeys.conftest import let_in

    context = browser.new_context(java_script_enabled=False)
    let_in(context, ana, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/questions/new/")
    page.fill("[name=title]", "Why am I so cold in the infusion?")
    page.get_by_role("button", name="See if it was asked before").click()
    expect(page.get_by_role("link", name=known.title)).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Why am I so cold in the infusion?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="While you wait")).to_be_visible()
    page.get_by_role("button", name="This is my question").click()
    expect(page.get_by_role("heading", name="This was asked before")).to_be_visible()
    context.close()


def test_every_state_of_a_question(page: Page, live_server: LiveServer, enter, ana, ben, known, noon):
    mine = questions.ask_question(author=ana, title="Cold feet?", text="Still.", context_line="1st year", now=noon)
    answer = questions.answer_question(question=mine, author=ana, text="I found out.", now=noon)
    questions.edit_answer(answer=answer, by=ana, text="Socks.", lived_this=True, context_line="1st year", now=noon)
    gone = questions.answer_question(question=mine, author=ana, text="Never mind.", now=noon)
    questions.withdraw_answer(answer=gone, by=ana, now=noon)
    enter(ana)
    path = f"/questions/{mine.pk}/"
    for end in ("", "edit/", "history/", "closing/", "topics/", "duplicate/"):
        page.goto(live_server.url + path + end)
        check_page(page)
    for end in ("edit/", "history/"):
        page.goto(f"{live_server.url}/answers/{answer.pk}/{end}")
        check_page(page)
    questions.close_question(question=mine, by=ana, because="It is settled.", now=noon)
    questions.mark_duplicate(question=mine, first=known, by=ana, now=noon)
    page.goto(live_server.url + path)
    page.get_by_text("Look after this question").click()
    check_page(page)


def test_the_board_with_an_invitation_and_how_one_may_be_asked(
    page: Page, live_server: LiveServer, enter, ana, ben, known
):
    now = timezone.now()
    for hours in (1, 3):
        questions.ask_question(
            author=ana, title=f"Cold for {hours} hours?", context_line="1st year", now=now - timedelta(hours=hours)
        )
    helping.say_yes(member=ben, quiet_from=time(3), quiet_to=time(3), now=now)
    helping.keep_the_clock(now=now)
    enter(ben)
    page.goto(f"{live_server.url}/questions/waiting/")
    expect(page.get_by_role("heading", name="You might be able to help")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Not today").click()
    expect(page.get_by_role("heading", name="You might be able to help")).to_have_count(0)
    page.goto(f"{live_server.url}/settings/helping/")
    check_page(page)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="You are not asked for now")).to_be_visible()
    check_page(page)
