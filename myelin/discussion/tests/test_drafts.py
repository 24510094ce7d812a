"""Drafts: kept for their author alone, offered where they were left, gone when sent or started afresh."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from myelin.discussion import actions
from myelin.discussion.models import Comment, Draft
from myelin.discussion.personal_data import erase_for, export_for
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members import actions as members
from myelin.members.models import Audience
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.questions.models import Answer, Question
from myelin.updates import actions as updates
from myelin.updates.models import Update
from myelin.updates.tests.test_post_update import picture

PICK_UP = "Pick up where you left off"


@pytest.fixture
def thread(ben, noon):
    return updates.post_update(author=ben, text="A quiet day", now=noon).thread


@pytest.fixture
def question(ben, noon):
    return questions.ask_question(author=ben, title="What helps?", now=noon)


def test_an_update_waits_with_its_choices_and_pictures(member_client, ana):
    Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    client = member_client(ana)
    form = {
        "text": "Half a thought",
        "mood": "low",
        "topics": "garden",
        "note": "mud",
        "poll_1": "Yes",
        "audience": "2",
    }
    response = client.post("/drafts/", {**form, "place": "update", "picture_1": picture(), "alt_1": "A door"})
    assert response.status_code == 303
    page = client.get("/updates/new/").text
    for words in (PICK_UP, "Half a thought", 'value="mud"', 'value="Yes"', 'name="kept"', 'value="A door"'):
        assert words in page
    kept = Picture.objects.get()
    data = {"text": "A whole thought", "kept": [kept.pk], "alt_asked": "1", "draft": "1"}
    assert client.post("/updates/new/", data).status_code == 303
    assert Update.objects.get().placed_pictures.get().picture == kept
    assert not Draft.objects.exists()
    assert PICK_UP not in client.get("/updates/new/").text


def test_a_question_an_answer_and_a_comment_wait_too(member_client, ana, thread, question):
    client = member_client(ana)
    places = {
        "question": "/questions/new/",
        f"answer:{question.pk}": question.thread.url,
        f"comment:{thread.pk}": thread.url,
    }
    for place, path in places.items():
        assert PICK_UP not in client.get(path).text
        client.post("/drafts/", {"place": place, "title": "Begun", "text": "Begun", "quiet": "1"})
        page = client.get(path).text
        assert PICK_UP in page
        assert "Begun" in page
    client.post("/questions/new/", {"title": "Begun", "text": "", "audience": "3", "draft": "1"})
    client.post(f"/questions/{question.pk}/answers/", {"text": "Begun", "draft": "1"})
    client.post(f"/threads/{thread.pk}/comments/", {"text": "Begun", "draft": "1"})
    assert (Question.objects.count(), Answer.objects.count(), Comment.objects.count()) == (2, 1, 1)
    assert not Draft.objects.exists()


def test_a_script_keeps_quietly_and_there_is_one_draft_a_place(member_client, ana):
    client = member_client(ana)
    for text in ("Ha", "Half", "Half a thought"):
        assert client.post("/drafts/", {"place": "update", "text": text, "quiet": "1"}).status_code == 204
    assert Draft.objects.get().initial()["text"] == "Half a thought"


@pytest.mark.parametrize("fields", [{"text": "  "}, {"audience": "3", "mood": "low"}])
def test_nothing_written_is_no_draft(member_client, ana, fields):
    client = member_client(ana)
    client.post("/drafts/", {"place": "update", "text": "Begun", "quiet": "1"})
    client.post("/drafts/", {"place": "update", "quiet": "1", **fields})
    assert not Draft.objects.exists()


def test_start_afresh(member_client, ana):
    client = member_client(ana)
    client.post("/drafts/", {"place": "update", "text": "Begun", "quiet": "1"})
    response = client.post("/drafts/removal/", {"place": "update", "next": "/updates/new/"})
    assert response["Location"] == "/updates/new/"
    assert "Begun" not in client.get("/updates/new/").text


def test_nobody_else_sees_it_and_the_database_cannot_read_it(member_client, ana, ben):
    member_client(ana).post("/drafts/", {"place": "update", "text": "Only mine", "quiet": "1"})
    assert "Only mine" not in member_client(ben).get("/updates/new/").text
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM discussion_draft")
        assert "Only mine" not in cursor.fetchone()[0]


@pytest.mark.parametrize("place", ["", "message:1", "answer:", "comment:0", "comment:999999999999"])
def test_there_are_no_other_places(member_client, ana, place):
    assert member_client(ana).post("/drafts/", {"place": place, "text": "Begun"}).status_code == 404


def test_nobody_begins_under_what_they_cannot_see(member_client, noor, ana, noon):
    private = updates.post_update(author=ana, text="Mine", audience=Audience.ME, now=noon)
    data = {"place": f"comment:{private.pk}", "text": "Begun"}
    assert member_client(noor).post("/drafts/", data).status_code == 404


def test_more_than_a_form_takes_is_refused_kindly(member_client, ana):
    data = {"place": "update", "text": "x" * 40_001, "quiet": "1"}
    assert member_client(ana).post("/drafts/", data).status_code == 422


def test_after_thirty_days_it_goes_and_its_pictures_too(ana, noon):
    kept = media.take_picture(owner=ana, upload=picture(), alt="", now=noon)
    fields = {"text": ["Begun"], "kept": [str(kept.pk)]}
    actions.keep_draft(member=ana, place="update", fields=fields, now=noon)
    assert media.remove_loose(now=noon + timedelta(days=29)) == 0
    assert actions.forget_old_drafts(now=noon + timedelta(days=29)) == 0
    assert actions.forget_old_drafts(now=noon + timedelta(days=31)) == 1
    assert media.remove_loose(now=noon + timedelta(days=31)) == 1


def test_it_is_in_the_copy_and_goes_with_its_author(ana, noon):
    actions.keep_draft(member=ana, place="update", fields={"text": ["Begun"]}, now=noon)
    assert [row["fields"] for row in export_for(ana)["drafts"]] == [{"text": ["Begun"]}]
    erase_for(ana, now=noon)
    assert not Draft.objects.exists()


def test_a_program_keeps_reads_and_forgets(client, ana):
    key = members.make_token(member=ana, name="phone", now=timezone.now())
    program = {"HTTP_AUTHORIZATION": f"Bearer {key}", "content_type": "application/json"}
    assert client.put("/api/v1/drafts/update", {"fields": {"text": ["Begun"]}}, **program).status_code == 204
    assert client.get("/api/v1/drafts", **program).json()[0]["fields"] == {"text": ["Begun"]}
    assert client.delete("/api/v1/drafts/update", **program).status_code == 204
    assert client.get("/api/v1/drafts", **program).json() == []
