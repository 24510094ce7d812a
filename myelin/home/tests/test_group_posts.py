"""What is shared in a group: with a poll, from the group's own page; its page names the group to who may see it."""

from __future__ import annotations

import re

import pytest

from myelin.discussion.models import Bookmark
from myelin.groups import actions as groups
from myelin.groups.models import Access
from myelin.members.models import Audience
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from myelin.updates.models import Update


@pytest.fixture
def early(ben, noon):
    return groups.open_group(by=ben, name="Early birds", now=noon)


def test_a_poll_is_asked_from_the_page_of_a_group(member_client, early, ben):
    client = member_client(ben)
    assert 'name="poll_2"' in client.get(f"/groups/{early.slug}/").text
    sent = {"group": early.slug, "text": "Tea?", "poll_1": "Yes", "poll_2": "No", "poll_days": "3"}
    assert client.post("/updates/new/", sent).status_code == 303
    update = Update.objects.get()
    assert update.thread.group == early
    assert [option.words for option in update.thread.poll.options.order_by("place")] == ["Yes", "No"]


def test_a_post_that_is_asked_about_once_stays_in_its_group_for_its_readers(member_client, early, ben):
    """The short form of a group asks nobody who may see it; the whole form that comes back must not say "Only me"."""
    client = member_client(ben)
    page = client.post("/updates/new/", {"group": early.slug, "text": ""}).text
    assert "An update needs words or a picture." in page and 'href="#id_text"' in page
    chosen = re.findall(r'<option value="([^"]*)" selected>', page)
    assert chosen == [str(Audience.MEMBERS.value), early.slug]
    assert re.search(r'<details class="more" open>\s*<summary>Topics and groups', page)


def test_what_is_for_oneself_alone_is_not_said_to_be_in_the_feed(member_client, ben):
    page = member_client(ben).post("/updates/new/", {"text": "Mine", "audience": "0"}, follow=True).text
    assert "Saved, for you alone." in page and "is in the feed" not in page


def test_an_update_names_its_group_to_who_may_see_it(member_client, early, ana, ben, noon):
    update = updates.post_update(author=ben, text="Hello", group=early, now=noon)
    page = member_client(ana).get(f"/updates/{update.pk}/").text
    assert f'href="/groups/{early.slug}/">Early birds</a>' in page
    assert "Shared in the group" not in member_client(ana).get(f"/updates/{_alone(ben, noon).pk}/").text


def test_who_left_a_private_group_reads_their_words_without_its_name(member_client, ana, ben, noon):
    private = groups.open_group(by=ben, name="kanari-name", access=Access.PRIVATE, now=noon)
    groups.invite(group=private, by=ben, person=ana, words="", now=noon)
    groups.accept_invitation(group=private, member=ana, now=noon)
    update = updates.post_update(author=ana, text="My words", group=private, now=noon)
    client = member_client(ana)
    assert "kanari-name" in client.get(f"/updates/{update.pk}/").text
    groups.leave_group(group=private, member=ana, now=noon)
    left = client.get(f"/updates/{update.pk}/")
    assert "kanari-name" not in left.text


def test_questions_are_saved_from_a_feed(member_client, ana, ben, noon):
    question = questions.ask_question(author=ben, title="How do you sleep?", now=noon)
    client = member_client(ana)
    action = f'action="/threads/{question.pk}/bookmark/"'
    assert action in client.get("/questions/").text
    client.post(f"/threads/{question.pk}/bookmark/", {"put": "saved", "next": "/questions/"})
    assert Bookmark.objects.filter(member=ana, thread=question.pk).exists()
    assert 'name="take" value="saved"' in client.get("/questions/").text


def test_a_visitor_sees_no_button_to_save(client, ben, noon):
    questions.ask_question(author=ben, title="How do you sleep?", audience=Audience.PUBLIC, now=noon)
    page = client.get("/questions/").text
    assert "How do you sleep?" in page
    assert "bookmark" not in page


def _alone(author, noon):
    return updates.post_update(author=author, text="Alone", now=noon)
