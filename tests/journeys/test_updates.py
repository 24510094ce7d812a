"""A tip with a poll: shared, voted in, changed, taken back and put back; then a draft that waits."""

from __future__ import annotations

import re

import pytest

from myelin.discussion.models import PollVote
from myelin.members.models import Member
from myelin.pack.models import Topic
from myelin.updates.models import Update
from tests.journeys.conftest import log_in, picture_file
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
COMPOSER = re.compile("How are things today")


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
