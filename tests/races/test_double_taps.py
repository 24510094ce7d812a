"""The same tap twice at the same moment, over two connections: one row, and both are told the same."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client

from myelin.base.models import Once
from myelin.discussion.models import Comment
from myelin.members import actions as members
from myelin.questions.models import Question
from myelin.updates import actions as updates
from myelin.updates.models import Update
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TAPS = 2
ROUNDS = 5


def by_page(member, path, fields):
    """Two windows of one browser, with one form sent from both."""
    sent = {**fields, "once": str(uuid4())}
    windows = [Client() for _ in range(TAPS)]
    for window in windows:
        window.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return at_once(TAPS, lambda n: windows[n].post(path, sent))


def by_program(token, path, fields, key):
    """One program that sends its request again before it was answered."""
    door = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    body = json.dumps(fields)
    return at_once(TAPS, lambda n: Client().post(path, body, "application/json", headers=door))


def same(answers):
    """What both were told, once."""
    told = {(answer.status_code, answer.headers.get("Location", ""), answer.content) for answer in answers}
    assert len(told) == 1, told
    return told.pop()


@pytest.fixture
def token(ana, noon):
    return members.make_token(member=ana, name="phone", now=noon)


@pytest.mark.parametrize("tap", range(ROUNDS))
def test_a_form(ana, tap):
    status, where, _content = same(by_page(ana, "/updates/new/", {"text": "Window seat.", "audience": "3"}))
    assert (status, where) == (303, f"/updates/{Update.objects.get().pk}/")


def test_a_question_by_page(ana):
    status, where, _content = same(by_page(ana, "/questions/new/", {"title": "Wool?", "ask": "1"}))
    assert (status, where) == (303, f"/questions/{Question.objects.get().pk}/")


def test_a_comment_by_page(ana, ben, noon):
    thread = updates.post_update(author=ben, text="Hi", now=noon).thread
    assert same(by_page(ana, f"/threads/{thread.pk}/comments/", {"text": "Lucky you."}))[0] == 303
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("tap", range(ROUNDS))
def test_a_program(token, tap):
    status, _where, content = same(by_program(token, "/api/v1/updates", {"text": "Window seat."}, f'"tap {tap}"'))
    assert (status, json.loads(content)["id"]) == (201, Update.objects.get().pk)


def test_a_program_that_asks_again_much_later(token):
    fields, key = {"title": "Wool?"}, uuid4().hex
    first = by_program(token, "/api/v1/questions", fields, key)[0]
    later = by_program(token, "/api/v1/questions", fields, key)[0]
    assert same([first, later])[0] == 201
    assert Question.objects.count() == 1


def test_without_a_key_a_program_is_taken_at_its_word(token):
    assert {answer.status_code for answer in by_program(token, "/api/v1/updates", {"text": "Hi"}, "")} == {201}
    assert Update.objects.count() == TAPS


def test_after_an_error_the_same_key_works(token):
    assert same(by_program(token, "/api/v1/updates", {"text": " "}, "one"))[0] == 422
    assert same(by_program(token, "/api/v1/updates", {"text": "Hi"}, "one"))[0] == 201
    assert Update.objects.count() == 1


def test_what_is_kept_of_an_answer_cannot_be_read_in_the_database(token, django_db_blocker):
    from django.db import connection

    by_program(token, "/api/v1/updates", {"text": "A quiet lake."}, "one")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM base_once")
        (kept,) = cursor.fetchone()
    assert kept and "lake" not in kept
    assert "lake" in Once.objects.get().body


def test_the_key_of_somebody_else_is_another_key(token, ben, noon):
    other = members.make_token(member=ben, name="phone", now=noon)
    for door in (token, other):
        by_program(door, "/api/v1/updates", {"text": "Hi"}, "one")
    assert Update.objects.count() == 2
