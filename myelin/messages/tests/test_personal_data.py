"""Take out and erase: what is mine comes along; after an erasure the others keep the talk without a word of mine."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.db import connection
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.config.postgres import Server
from myelin.members.models import Member
from myelin.messages import actions, personal_data, queries
from myelin.messages.models import Conversation, Message, MessagePicture, Report, ReportedMessage, Seat
from myelin.messages.tests.conftest import seat_of
from myelin.privacy import actions as privacy
from tests.authz.world import small_picture
from tests.plugins.template import home

WORDS = ["kanari-said", "kanari-alt", "kanari-draft", "kanari-name", "kanari-note"]


@pytest.fixture
def told(member_client, group, ana, ben, say, now):
    """Ana's words everywhere: said, in a picture, drafted, in the name of a group, and in a report."""
    Conversation.objects.filter(pk=group.pk).update(name="kanari-name")
    sent = {"text": "kanari-said", "picture_1": small_picture(), "alt_1": "kanari-alt"}
    member_client(ana).post(f"/messages/{group.pk}/", sent)
    actions.keep_draft(seat=seat_of(ana, group), text="kanari-draft")
    numbers = [say(ben, "Words of ben", group).pk]
    actions.report_messages(
        seat=seat_of(ana, group), numbers=numbers, reason=Report.Reason.OTHER, note="kanari-note", now=now
    )
    return group


def test_my_copy_holds_all_that_i_wrote_and_nothing_that_others_did(told, ana):
    copy = json.dumps(personal_data.export_for(ana))
    assert all(word in copy for word in WORDS)
    assert "Words of ben" not in copy


def test_the_others_keep_the_talk_without_my_words(member_client, told, ana, ben, dele):
    privacy.erase(member=ana, now=timezone.now())
    page = member_client(ben).get(f"/messages/{told.pk}/").content.decode()
    assert "A member who left" in page
    assert "These words went with who wrote them." in page
    assert "Words of ben" in page
    assert "Ana" not in bare(page)
    assert "kanari-said" not in page
    left = Message.objects.filter(author_id=ana.pk, event="")
    assert {(message.text, message.html) for message in left} == {("", "")}
    assert not MessagePicture.objects.filter(message__author_id=ana.pk).exists()
    assert seat_of(ana, told).draft == ""
    assert Report.objects.get().note == ""
    told.refresh_from_db()
    assert told.seats_taken == Seat.objects.shown().filter(conversation=told).count() == 2


def test_a_conversation_of_two_stays_with_the_other(member_client, two, ana, ben, say):
    say(ana, "kanari-said", two)
    privacy.erase(member=ana, now=timezone.now())
    assert [line.title for line in queries.conversations(ben)] == ["A member who left"]
    page = member_client(ben).get(f"/messages/{two.pk}/")
    assert page.status_code == 200
    assert b"kanari-said" not in page.content
    assert member_client(ben).post(f"/messages/{two.pk}/", {"text": "Are you there?"}).status_code == 303


def test_a_request_that_nobody_accepted_goes_whole(ana, dele, write):
    write(dele, "Hello", ana)
    privacy.erase(member=dele, now=timezone.now())
    assert not Conversation.objects.exists()


def test_copies_of_my_words_go_with_me(two, ana, ben, noor, say, now, member_client):
    number = say(ben, "Unkind", two).pk
    report = actions.report_messages(seat=seat_of(ana, two), numbers=[number], reason=Report.Reason.UNKIND, now=now)[0]
    privacy.erase(member=ben, now=timezone.now())
    assert not ReportedMessage.objects.exists()
    page = member_client(noor).get(f"/messages/reports/{report.pk}/").content.decode()
    assert "was erased" in page
    assert "A member who left" in page


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_database_holds_none_of_the_words(told):
    settings = connection.settings_dict
    program = Server(home()).programs / "pg_dump"
    command = [str(program), "-h", settings["HOST"], "-U", settings["USER"], settings["NAME"]]
    dump = subprocess.run(command, capture_output=True, check=True).stdout
    assert b"messages_message" in dump
    assert [word for word in [*WORDS, "Words of ben", "share a ride"] if word.encode() in dump] == []
    assert Member.objects.filter(handle="ana").exists()
