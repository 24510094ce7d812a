"""Something hard to say, shared without a name: the form, the page for its author and for others, and the seal."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.base.tests.markup import bare
from myelin.discussion import actions as discussion
from myelin.discussion.models import Thread
from myelin.questions import actions as questions
from tests.browser.looks import check_page
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_it_is_shared_and_talked_about(hands: Hands, ana, ben, noon):
    log_in(hands, ana)
    hands.follow("More pictures, topics, groups")
    hands.write(re.compile("How are things today"), "I told nobody yet that my hands shake")
    hands.unfold("Without my name")
    hands.choose("checkbox", re.compile("^Share it without my name"))
    hands.look()
    hands.push("Share", within="main")
    hands.sees(re.compile("Your name is sealed"))
    thread = Thread.objects.get()
    assert thread.author is None
    discussion.write_comment(thread=thread, author=ben, text="Mine too", now=thread.posted_at)
    discussion.write_comment(thread=thread, author=ana, text="Thank you", now=thread.posted_at)
    hands.arrive(thread.url)
    hands.sees("Whoever shared this")
    hands.look()


@pytest.mark.parametrize("who", ["ben", "noor"])
def test_others_meet_it_without_a_trace(page: Page, live_server: LiveServer, enter, request, ana, noon, who):
    question = questions.ask_question(author=ana, title="Who else lies about it?", without_name=True, now=noon)
    enter(request.getfixturevalue(who))
    page.goto(f"{live_server.url}{question.thread.url}")
    expect(page.get_by_text("Asked without a name")).to_be_visible()
    assert "Ana" not in bare(page.content())
    check_page(page)
    if who == "noor":
        page.goto(f"{live_server.url}/threads/{question.pk}/seal/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Who wrote this?")
        check_page(page)
        page.get_by_label("Why do you have to know?").fill("Somebody may be in danger.")
        page.get_by_role("button", name="Give my reason").click()
        expect(page.get_by_text("Nothing is opened until a second moderator")).to_be_visible()
        check_page(page)
