"""A database whose disk is full: told in words, nothing kept by half, and no restart once there is room."""

from __future__ import annotations

import json
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from myelin.discussion.models import Thread
from myelin.members import actions as members
from myelin.updates.models import Update

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def no_room_for(table: str):
    """PostgreSQL's own error for a full disk (53100) at each new row, late in the work of the page."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER no_room BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()""")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER no_room ON {table}; DROP FUNCTION no_room()")


@pytest.fixture
def browser(ana):
    client = Client(raise_request_exception=False)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_page_says_so_and_keeps_nothing_by_half(browser):
    form = {"text": "Window seat.", "audience": "3", "once": str(uuid4())}
    with no_room_for("updates_update"):
        answer = browser.post("/updates/new/", form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Our disk is full" in answer.text
    assert not Thread.objects.exists()
    assert browser.post("/updates/new/", form).status_code == 303
    assert Update.objects.count() == 1


def test_the_api_says_so_and_the_same_key_works_later(ana, noon):
    door = {"Authorization": f"Bearer {members.make_token(member=ana, name='phone', now=noon)}", "Idempotency-Key": "1"}
    program = Client(raise_request_exception=False)
    sent = ("/api/v1/updates", json.dumps({"text": "Window seat."}), "application/json")
    with no_room_for("updates_update"):
        answer = program.post(*sent, headers=door)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Our disk is full" in answer.json()["detail"]
    assert not Thread.objects.exists()
    assert program.post(*sent, headers=door).status_code == 201


def test_where_not_even_the_key_of_the_form_finds_room(browser):
    with no_room_for("base_once"):
        answer = browser.post("/updates/new/", {"text": "Hi", "audience": "3", "once": str(uuid4())})
    assert answer.status_code == 503
    assert not Thread.objects.exists()


def test_reading_goes_on(browser):
    with no_room_for("updates_update"):
        assert browser.get("/updates/").status_code == 200
