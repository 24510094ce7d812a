"""A question for one group: asked from there, met there, and nowhere by anybody else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.groups import actions as groups
from myelin.groups.models import Access
from myelin.helping import actions as helping
from myelin.helping import queries as figures
from myelin.helping.models import HelpInvitation, Tally
from myelin.members.models import Audience
from myelin.notifications.models import Notice
from myelin.pack.models import Topic
from myelin.questions import actions
from myelin.questions.models import Question

TITLE = "kanari-title How do you rest after an infusion?"
ROADS = [
    "/questions/", "/updates/?show=all", "/", "/search/?q=kanari", "/questions/waiting/", "/questions/desk/", "/topics/rest/",
    "/people/ben/", "/api/v1/questions", "/api/v1/feed?show=all", "/api/v1/search?q=kanari", "/notifications/",
]  # fmt: skip


@pytest.fixture
def rest(db):
    return Topic.objects.create(slug="rest", name="Rest", about="Rest", group="Life", position=0)


@pytest.fixture
def private(ben, ana, noon):
    group = groups.open_group(by=ben, name="Early birds", access=Access.PRIVATE, now=noon)
    groups.invite(group=group, by=ben, person=ana, words="", now=noon)
    groups.accept_invitation(group=group, member=ana, now=noon)
    return group


@pytest.fixture
def asked(private, ben, rest, noon):
    return actions.ask_question(
        author=ben, title=TITLE, text="kanari-text", topics=[rest], group=private, audience=Audience.PUBLIC, now=noon
    )


def test_it_is_asked_from_the_page_of_the_group(member_client, private, ben):
    client = member_client(ben)
    page = client.get(f"/groups/{private.slug}/").text
    assert f"/questions/new/?group={private.slug}" in page
    form = client.get(f"/questions/new/?group={private.slug}").text
    assert f'<option value="{private.slug}" selected>Early birds</option>' in form
    assert client.post("/questions/new/", {"title": TITLE, "group": private.slug}).status_code == 303
    question = Question.objects.get()
    assert question.thread.group == private
    shown = client.get(question.thread.url).text
    assert f'href="/groups/{private.slug}/">Early birds</a>' in shown


def test_looking_for_what_is_close_keeps_the_group(member_client, private, ben):
    page = member_client(ben).post("/questions/new/", {"title": TITLE, "group": private.slug, "look": "1"}).text
    assert f'<option value="{private.slug}" selected>' in page


def test_who_belongs_to_it_meets_it_there_and_in_their_feed(member_client, asked, private, ana):
    client = member_client(ana)
    for page in (f"/groups/{private.slug}/", "/updates/", asked.thread.url, "/questions/"):
        assert "kanari-title" in client.get(page).text, page


@pytest.mark.parametrize("who", ["noor", "cleo", "visitor"])
@pytest.mark.parametrize("road", ROADS)
def test_nobody_else_meets_it_anywhere(client, member_client, asked, request, who, road, noor):
    browser = client if who == "visitor" else member_client(request.getfixturevalue(who))
    assert "kanari-title" not in browser.get(road).text
    assert browser.get(asked.thread.url).status_code == 404
    assert browser.get(f"/api/v1/questions/{asked.pk}").status_code in {401, 404}


def test_it_is_close_to_nothing_that_others_ask(member_client, asked, ana, noor, noon):
    actions.answer_question(question=asked, author=ana, text="Lying down.", now=noon)
    words = {"title": "How do you rest after an infusion?"}
    assert "kanari-title" in member_client(ana).post("/questions/similar/", words).text
    assert "kanari-title" not in member_client(noor).post("/questions/similar/", words).text


def test_only_those_inside_are_asked_to_help(asked, ana, noor, make_member, rest, noon):
    for helper in (ana, noor, make_member("stranger")):
        helping.say_yes(member=helper, topics=[rest], volunteers=True, quiet_from="03:00", quiet_to="03:00", now=noon)
    for hours in (2, 12, 24):
        helping.keep_the_clock(now=noon + timedelta(hours=hours))
    assert [row.member for row in HelpInvitation.objects.select_related("member")] == [ana]


def test_the_public_figures_do_not_count_it(asked, noor, noon):
    figures.count(now=noon + timedelta(days=3))
    assert {row.questions for row in Tally.objects.all()} == {0}
    actions.ask_question(author=noor, title="And in the open?", now=noon)
    figures.count(now=noon + timedelta(days=3))
    assert max(row.questions for row in Tally.objects.all()) == 1


def test_who_left_hears_of_no_answer(asked, private, ana, ben, make_member, noon):
    actions.follow_question(question=asked, member=ana, now=noon)
    groups.leave_group(group=private, member=ana, now=noon)
    answer = actions.answer_question(question=asked, author=ben, text="I found out.", now=noon)
    actions.tell_followers(question_id=asked.pk, kind="followed_answer", answer_id=answer.pk, now=noon)
    assert not Notice.objects.filter(member=ana).exists()
    assert ProcrastinateJob.objects.filter(task_name="tell_followers").exists()


def test_a_group_is_not_asked_without_a_name(member_client, private, ben):
    sent = {"title": TITLE, "group": private.slug, "without_name": "on"}
    response = member_client(ben).post("/questions/new/", sent)
    assert response.status_code == 422
    assert "A group can show who you are." in response.text


def test_a_group_of_others_cannot_be_asked(member_client, private, noor, noon):
    client = member_client(noor)
    assert client.post("/questions/new/", {"title": TITLE, "group": private.slug}).status_code == 422
    body = json.dumps({"title": TITLE, "group": private.slug})
    assert client.post("/api/v1/questions", body, content_type="application/json").status_code == 422
    assert not Question.objects.exists()


def test_a_program_asks_a_group_too_and_changing_leaves_it_there(member_client, private, ben):
    client = member_client(ben)
    sent = {"title": TITLE, "group": private.slug}
    made = client.post("/api/v1/questions", json.dumps(sent), content_type="application/json").json()
    changed = json.dumps({"title": "Another line", "group": None})
    assert client.put(f"/api/v1/questions/{made['id']}", changed, content_type="application/json").status_code == 200
    question = Question.objects.select_related("thread").get()
    assert (question.title, question.thread.group_id) == ("Another line", private.pk)


def test_those_who_look_after_the_group_take_it_out(member_client, asked, private, ana, ben):
    assert (
        member_client(ben).post(f"/groups/{private.slug}/posts/{asked.pk}/removal/", {"reason": "Names."}).status_code
        == 303
    )
    assert "kanari-title" not in member_client(ana).get(f"/groups/{private.slug}/").text
    assert member_client(ana).get(asked.thread.url).status_code == 404
