"""A tip with a poll: shared, voted in, changed, taken back and put back; then a draft that waits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.discussion.models import Draft, PollVote
from myelin.members.models import Member
from myelin.pack.models import Topic
from myelin.questions.actions import ask_question
from myelin.updates.actions import post_update
from myelin.updates.models import Update
from tests.browser.looks import LOOKS, check_page
from tests.journeys.conftest import log_in, picture_file
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
COMPOSER = re.compile("How are things today")
ENDS = """(which) => [...document.querySelectorAll(which)].map((line) => {
  const range = document.createRange();
  range.selectNodeContents(line);
  const box = range.getBoundingClientRect(), whole = line.getBoundingClientRect();
  return whole.right - box.right < box.left - whole.left ? "right" : "left";
})"""
"""On which side the words of each line end up."""


@pytest.fixture
def topic(transactional_db) -> Topic:
    return Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)


def test_a_tip_with_a_poll(hands: Hands, ana: Member, topic: Topic):
    log_in(hands, ana)
    hands.follow("More pictures, topics, groups")
    hands.write(COMPOSER, "What do you bring along?")
    hands.unfold("Topics and groups")
    hands.choose("checkbox", re.compile("^This is a tip"))
    hands.unfold("Add a poll")
    hands.write("Choice 1", "Warm socks")
    hands.write("Choice 2", "A book")
    hands.push("Share", within="main")
    hands.sees("A tip is found by its topic. Choose at least one.")
    hands.look()
    hands.choose("checkbox", "Garden")
    hands.push("Share", within="main")
    hands.sees("You see the result after you vote. Nobody sees what you chose.")
    hands.look()
    hands.choose("radio", "Warm socks")
    hands.push("Vote")
    hands.sees("1 person voted.")
    hands.unfold("Change my choice")
    hands.look()
    hands.choose("radio", "A book")
    hands.push("Vote")
    assert PollVote.objects.get().option.words == "A book"
    hands.follow("Take it back", within="main")
    hands.push("Take it back", within="main")
    hands.sees("Your update is taken back. For 10 minutes you can put it back.")
    hands.look()
    hands.push("Undo")
    hands.sees("What do you bring along?")
    assert Update.objects.get().thread.withdrawn_at is None


def test_a_picture_without_words_and_a_note(hands: Hands, ana: Member, tmp_path):
    log_in(hands, ana)
    hands.follow("More pictures, topics, groups")
    hands.unfold("Content note")
    hands.write("Content note", "needles")
    hands.attach("Picture", picture_file(tmp_path))
    hands.push("Share", within="main")
    hands.sees("Anyone who cannot see it would miss it. Add a few words?")
    hands.look()
    hands.write("What is in this picture?", "A blue door")
    hands.push("Share", within="main")
    hands.sees("Content note: needles")
    hands.unfold("Content note: needles")
    hands.look()
    hands.follow("Change", within="main")
    hands.look()
    hands.write("What is in this picture?", "A green door")
    hands.push("Save", within="main")
    hands.unfold("Content note: needles")
    assert hands.page.get_by_alt_text("A green door").is_visible()


def test_words_wait_by_themselves(page: Page, live_server: LiveServer, enter, ana: Member):
    enter(ana)
    page.goto(f"{live_server.url}/updates/new/")
    page.get_by_label(COMPOSER).fill("Half a thought")
    expect(page.get_by_text("Kept for you.")).to_be_visible()
    page.get_by_label(COMPOSER).fill("Half a thought, and more")
    # Leaving saves what the pause did not.
    page.goto(f"{live_server.url}/topics/")
    for _ in range(50):
        if Draft.objects.get().fields["text"] == ["Half a thought, and more"]:
            break
        page.wait_for_timeout(100)
    page.goto(f"{live_server.url}/updates/new/")
    expect(page.get_by_label(COMPOSER)).to_have_value("Half a thought, and more")
    check_page(page)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_text("Your update is in the feed.")).to_be_visible()
    assert not Draft.objects.exists()


def test_words_wait_when_asked_to(hands: Hands, ana: Member):
    log_in(hands, ana)
    hands.follow("More pictures, topics, groups")
    hands.write(COMPOSER, "Half a thought")
    hands.push("Keep for later")
    hands.sees("Pick up where you left off")
    hands.look()
    hands.push("Start afresh")
    expect(hands.field(COMPOSER)).to_have_value("")


def test_a_chosen_picture_is_named_beside_its_button_and_can_be_taken_out(
    page: Page, live_server: LiveServer, enter, ana: Member, tmp_path: Path
):
    enter(ana)
    page.goto(f"{live_server.url}/updates/")
    page.locator("input[name=picture_1]").set_input_files(picture_file(tmp_path))
    said = page.locator(".chosen")
    expect(said).to_contain_text("window.png")
    check_page(page, LOOKS[:1])
    page.get_by_role("button", name="Take it out").press("Enter")
    expect(said).to_be_empty()
    assert page.evaluate("document.querySelector('input[name=picture_1]').files.length") == 0


def test_words_of_members_run_the_way_that_their_letters_do(page: Page, live_server: LiveServer, enter, ana: Member):
    words = "\u05e9\u05dc\u05d5\u05dd, x.\n\nHello."
    post_update(author=ana, text=words, now=timezone.now())
    question = ask_question(author=ana, title=words.splitlines()[0], text=words, now=timezone.now())
    enter(ana)
    page.goto(f"{live_server.url}/updates/?show=all")
    assert page.evaluate(ENDS, ".post > p:not([class])")[-2:] == ["right", "left"]
    page.goto(f"{live_server.url}/questions/{question.pk}/")
    assert page.evaluate(ENDS, ".post > h1, .post > p:not([class])")[:3] == ["right", "right", "left"]
