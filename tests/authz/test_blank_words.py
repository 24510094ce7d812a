"""Words that nobody can see are none, wherever a member writes."""

from __future__ import annotations

import pytest

from conftest import NOON
from myelin.discussion.models import Comment
from myelin.updates import actions as updates

ZERO_WIDTH, FAMILY = "\u200b\u2060", "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.fixture
def update(ben):
    return updates.post_update(author=ben, text="Hi", now=NOON)


def places(update):
    return {
        "/api/v1/questions": {"title": ZERO_WIDTH},
        "/api/v1/circle/tasks": {"title": ZERO_WIDTH, "on": "2027-01-01"},
        f"/api/v1/threads/{update.thread_id}/comments": {"text": ZERO_WIDTH},
        "/api/v1/conversations": {"text": ZERO_WIDTH, "people": ["ben"]},
    }


def test_programs_are_told_like_for_empty_words(member_client, ana, update):
    client = member_client(ana)
    for path, body in places(update).items():
        blank, empty = (
            client.post(
                path,
                {
                    key: value.replace(ZERO_WIDTH, words) if isinstance(value, str) else value
                    for key, value in body.items()
                },
                content_type="application/json",
            )
            for words in (ZERO_WIDTH, "")
        )
        assert blank.status_code == 422, path
        assert blank.json() == empty.json()


def test_a_name_that_nobody_sees_is_none(member_client, ana):
    answer = member_client(ana).post("/settings/profile/", {"name": ZERO_WIDTH})
    ana.refresh_from_db()
    assert answer.status_code == 422 and ana.name == "Ana"


def test_joiners_within_words_stay(member_client, ana, update):
    path = f"/api/v1/threads/{update.thread_id}/comments"
    answer = member_client(ana).post(path, {"text": FAMILY}, content_type="application/json")
    assert answer.status_code == 201 and Comment.objects.get().text == FAMILY
