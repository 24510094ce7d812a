"""Editing and withdrawing one's own update."""

from __future__ import annotations

import pytest

from myelin.members.models import Audience
from myelin.search.models import Document
from myelin.updates import actions
from myelin.updates.models import Update


@pytest.fixture
def update(ana, noon):
    return actions.post_update(author=ana, text="First words", audience=Audience.MEMBERS, now=noon)


def test_an_edit_keeps_how_it_read_before(member_client, ana, ben, update):
    response = member_client(ana).post(f"/updates/{update.pk}/edit/", {"text": "Better words", "audience": "3"})
    assert response.status_code == 303
    page = member_client(ben).get(f"/updates/{update.pk}/").text
    assert "Better words" in page
    assert "First words" not in page
    assert "First words" in member_client(ben).get(f"/updates/{update.pk}/history/").text


def test_a_mood_can_be_taken_off(member_client, ana, noon):
    update = actions.post_update(author=ana, text="Tired", mood="low", now=noon)
    client = member_client(ana)
    page = client.get(f"/updates/{update.pk}/edit/").text
    assert "No mood" in page
    assert client.post(f"/updates/{update.pk}/edit/", {"text": "Tired", "mood": "", "audience": "3"}).status_code == 303
    assert Update.objects.get().mood == ""


def test_an_edit_to_nothing_is_refused_and_loses_nothing(member_client, ana, update):
    response = member_client(ana).post(f"/updates/{update.pk}/edit/", {"text": "", "audience": "3"})
    assert response.status_code == 422
    assert "An update needs words or a picture." in response.text
    assert Update.objects.get().text == "First words"


def test_a_smaller_audience_holds_at_once(member_client, ana, ben, noor, update):
    assert member_client(noor).get(f"/updates/{update.pk}/").status_code == 200
    member_client(ana).post(f"/updates/{update.pk}/edit/", {"text": "First words", "audience": "0"})
    assert member_client(noor).get(f"/updates/{update.pk}/").status_code == 404
    assert Document.objects.get(ref=f"update:{update.pk}").audience == Audience.ME


@pytest.mark.parametrize("page", ["edit", "withdrawal"])
def test_nobody_else_may_change_it(member_client, ben, update, page):
    assert member_client(ben).get(f"/updates/{update.pk}/{page}/").status_code == 404
    assert member_client(ben).post(f"/updates/{update.pk}/{page}/", {"text": "Mine"}).status_code == 404


def test_a_withdrawn_update_is_nowhere(member_client, ana, ben, update):
    assert member_client(ana).post(f"/updates/{update.pk}/withdrawal/").status_code == 303
    for member in (ana, ben):
        assert member_client(member).get(f"/updates/{update.pk}/").status_code == 404
        assert "First words" not in member_client(member).get("/updates/?show=all").text
    assert not Document.objects.filter(ref=f"update:{update.pk}").exists()


def test_withdrawing_twice_changes_nothing(ana, update, noon):
    first = actions.withdraw_update(update=update, by=ana, now=noon)
    first.thread.refresh_from_db()
    actions.withdraw_update(update=update, by=ana, now=noon.replace(hour=13))
    before = first.thread.withdrawn_at
    first.thread.refresh_from_db()
    assert first.thread.withdrawn_at == before
