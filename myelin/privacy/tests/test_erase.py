"""Erase me: from every room, at once, with nothing left that names anybody; what others wrote stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from conftest import PASSWORD
from myelin.discussion import actions as discussion
from myelin.discussion.models import Comment, Thread
from myelin.members.models import Member
from myelin.notifications import mail
from myelin.notifications.models import OutgoingMail
from myelin.privacy import actions
from myelin.privacy.tests.test_take_out import live, signed_in


@pytest.fixture
def dele(make_member):
    return make_member("dele", password=PASSWORD, name="Dele-canary")


def everything() -> str:
    """Every row of every table of the house, as text."""
    words = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            words += [row[0] for row in cursor.fetchall()]
    return "\n".join(words)


def test_the_page_asks_for_the_word(client, dele):
    browser = signed_in(client, dele)
    assert browser.get("/settings/data/erasure/").status_code == 200
    for typed in ("", "yes", "ERASED"):
        assert browser.post("/settings/data/erasure/", {"word": typed}).status_code == 422
    assert Member.objects.get(pk=dele.pk).erased_at is None


def test_it_is_done_at_once_and_in_every_browser(client, dele):
    elsewhere = Client()
    signed_in(elsewhere, dele)
    answer = signed_in(client, dele).post("/settings/data/erasure/", {"word": "erase"})
    assert (answer.status_code, answer["Location"]) == (303, "/goodbye/")
    assert client.get("/goodbye/").status_code == 200
    assert client.get("/settings/").status_code == 302
    assert elsewhere.get("/settings/").status_code == 302
    client.post("/login/", {"login": "dele@example.org", "password": PASSWORD})
    assert client.get("/settings/").status_code == 302


def test_it_needs_a_fresh_password(member_client, dele):
    answer = member_client(dele).post("/settings/data/erasure/", {"word": "ERASE"})
    assert answer["Location"].startswith("/login/again/")
    assert Member.objects.get(pk=dele.pk).erased_at is None


def test_no_row_holds_a_word_of_theirs(dele, ben, noon):
    live(dele, ben, noon)
    assert "canary" in everything()
    actions.erase(member=dele, now=noon)
    for letter in OutgoingMail.objects.filter(sent_at=None):
        mail.deliver(mail_id=letter.pk, now=noon)
    left = everything()
    assert "canary" not in left
    assert "dele@" not in left


def test_the_files_of_pictures_are_gone(dele, ben, noon, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    live(dele, ben, noon)
    assert list(tmp_path.glob("pictures/*/*"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(member=dele, now=noon)
    assert not list(tmp_path.glob("pictures/*/*"))


def test_what_others_wrote_stays_and_is_counted_anew(dele, ben, ana, noon):
    _update, question = live(dele, ben, noon)
    thread = Thread.objects.get(pk=question.pk)
    assert (thread.replies, thread.hugs) == (1, 1)
    mine = discussion.write_comment(thread=thread, author=dele, text="canary", now=noon)
    discussion.write_comment(thread=thread, author=ana, text="I stay", now=noon, parent=mine)
    actions.erase(member=dele, now=noon)
    thread.refresh_from_db()
    assert (thread.replies, thread.hugs) == (0, 0)
    assert Comment.objects.get().text == "I stay"


def test_twice_is_safe(dele, noon):
    actions.erase(member=dele, now=noon)
    actions.erase(member=dele, now=noon)
    assert Member.objects.get(pk=dele.pk).name == "Somebody who left"


def test_the_last_operator_cannot_leave_the_house_alone(dele, olu, noon):
    with pytest.raises(actions.LastOperator):
        actions.erase(member=olu, now=noon)
    dele.groups.add(Group.objects.get(name="operators"))
    actions.erase(member=olu, now=noon)
    assert Member.objects.get(pk=olu.pk).erased_at == noon


def test_the_last_letter_says_goodbye_and_the_address_is_forgotten(dele, noon):
    actions.erase(member=dele, now=noon)
    letter = OutgoingMail.objects.get()
    assert letter.to == "dele@example.org"
    mail.deliver(mail_id=letter.pk, now=noon)
    letter.refresh_from_db()
    assert letter.to == ""
