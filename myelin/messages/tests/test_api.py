"""Private words for programs: the same forms, the same actions, the same gate."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from myelin.media import actions as media
from myelin.members import actions as members
from myelin.messages.models import Conversation, Message
from tests.authz.world import small_picture


@pytest.fixture
def call(client, noon):
    """Ask as a member's program: `call(ana, "conversations")`, or send: `call(ana, "conversations", {…})`."""

    def ask(member, path, body=None):
        token = members.make_token(member=member, name="script", now=noon)
        headers = {"Authorization": f"Bearer {token}"}
        if body is None:
            return client.get(f"/api/v1/{path}", headers=headers)
        return client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers)

    return ask


def test_a_program_begins_and_the_same_key_changes_nothing(call, ana, ben):
    body = {"people": ["ben"], "text": "Hello", "key": str(uuid4())}
    answers = [call(ana, "conversations", body) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Message.objects.count() == 1


def test_a_program_reads_and_sends(call, two, ana, ben):
    listed = call(ana, "conversations").json()
    assert [(row["id"], row["title"], row["is_new"]) for row in listed["items"]] == [(two.pk, "Ben", True)]
    picture = media.take_picture(owner=ana, upload=small_picture(), alt="", now=timezone.now())
    body = {"text": "The striped ones", "pictures": [{"id": picture.pk, "alt": "Socks"}]}
    sent = call(ana, f"conversations/{two.pk}/messages", body).json()
    assert sent["pictures"][0]["alt"] == "Socks"
    words = call(ben, f"conversations/{two.pk}/messages").json()
    assert [row["text"] for row in words["items"]] == ["The striped ones", "Which socks did you get?"]
    assert words["next"] is None


def test_pages_follow_each_other(call, two, ana, ben, say):
    for number in range(4):
        say(ben, f"Words {number}", two)
    first = call(ana, f"conversations/{two.pk}/messages?size=3").json()
    second = call(ana, f"conversations/{two.pk}/messages?size=3&after={first['next']}").json()
    assert [len(page["items"]) for page in (first, second)] == [3, 2]


def test_an_empty_one_is_refused_in_the_same_words(call, two, ana):
    answer = call(ana, f"conversations/{two.pk}/messages", {"text": ""})
    assert answer.status_code == 422
    assert answer.json()["detail"] == "Add some words or a picture. Either is enough."


def test_somebody_elses_picture_is_not_taken(call, two, ana, ben):
    picture = media.take_picture(owner=ben, upload=small_picture(), alt="", now=timezone.now())
    assert call(ana, f"conversations/{two.pk}/messages", {"pictures": [{"id": picture.pk}]}).status_code == 422


@pytest.mark.parametrize("people", [[], ["cleo"], ["nobody"], ["ben", "cleo"], ["ana"]])
def test_who_is_not_there_cannot_be_written_to(call, ana, ben, cleo, people):
    assert call(ana, "conversations", {"people": people, "text": "Hi"}).status_code == 404
    assert not Conversation.objects.exists()


def test_a_stranger_finds_nothing(call, two, dele):
    assert call(dele, f"conversations/{two.pk}/messages").status_code == 404
    assert call(dele, f"conversations/{two.pk}/messages", {"text": "Hi"}).status_code == 404
