"""Say something: words, pictures, drafts, limits, and what is new for whom."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.media.models import Picture
from myelin.members.models import Member
from myelin.messages import actions, queries
from myelin.messages.actions import sending
from myelin.messages.models import Conversation, Message, MessagePicture, Seat
from myelin.messages.tests.conftest import seat_of
from tests.authz.world import small_picture


def dots(*members):
    return [Member.objects.get(pk=member.pk).unread_conversations for member in members]


def test_words_are_sent_and_read(member_client, two, ana, ben):
    browser = member_client(ana)
    answer = browser.post(f"/messages/{two.pk}/", {"text": "The *striped* ones", "once": str(uuid4())})
    message = Message.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (303, f"/messages/{two.pk}/#m-{message.pk}")
    assert "<em>striped</em>" in member_client(ben).get(f"/messages/{two.pk}/").content.decode()


def test_an_empty_one_is_refused_with_nothing_lost(member_client, two, ana):
    answer = member_client(ana).post(f"/messages/{two.pk}/", {"text": "", "alt_1": "A cat"})
    assert answer.status_code == 422
    assert b"Add some words or a picture. Either is enough." in answer.content
    assert b"A cat" in answer.content


def test_words_that_are_too_long_are_kept_as_a_draft(member_client, two, ana):
    answer = member_client(ana).post(f"/messages/{two.pk}/", {"text": "word " * 900})
    assert answer.status_code == 422
    assert seat_of(ana, two).draft.startswith("word word")


def test_a_draft_waits_until_it_is_sent(member_client, two, ana, ben):
    browser = member_client(ana)
    assert browser.post(f"/messages/{two.pk}/", {"text": "Half a thou", "keep": "later"})["Location"] == "/messages/"
    assert b"Half a thou" in browser.get(f"/messages/{two.pk}/").content
    assert b"Half a thou" not in member_client(ben).get(f"/messages/{two.pk}/").content
    member_client(ana).post(f"/messages/{two.pk}/", {"text": "Half a thought", "once": str(uuid4())})
    assert seat_of(ana, two).draft == ""


def test_looking_for_new_words_keeps_what_i_typed(member_client, two, ana, ben, say):
    say(ben, "I am here", two)
    answer = member_client(ana).post(f"/messages/{two.pk}/", {"text": "Half a thou", "keep": "look"}, follow=True)
    assert b"I am here" in answer.content
    assert b"Half a thou" in answer.content


def test_two_taps_are_one_message(member_client, two, ana):
    sent = {"text": "Hello", "once": str(uuid4())}
    browser = member_client(ana)
    places = {browser.post(f"/messages/{two.pk}/", sent)["Location"] for _tap in range(2)}
    assert (len(places), Message.objects.filter(author=ana).count()) == (1, 1)


def test_pictures_are_sent_alone_and_shown_to_the_conversation_only(member_client, two, ana, ben, dele):
    sent = {"picture_1": small_picture(), "alt_1": "Two socks", "picture_2": small_picture(), "once": str(uuid4())}
    assert member_client(ana).post(f"/messages/{two.pk}/", sent).status_code == 303
    message = Message.objects.latest("pk")
    assert (message.text, message.picture_count) == ("", 2)
    first = message.placed_pictures.get(place=0)
    page = member_client(ben).get(f"/messages/{two.pk}/").content.decode()
    assert 'alt="Two socks"' in page
    path = f"/messages/pictures/{first.pk}/480/"
    assert path in page
    shown = member_client(ben).get(path)
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/webp", "no-store")
    assert member_client(dele).get(path).status_code == 404
    assert member_client(ben).get(f"/messages/pictures/{first.pk}/99/").status_code == 404
    for member in (ana, ben):
        assert member_client(member).get(f"/pictures/{first.picture_id}/480/").status_code == 404


def test_a_picture_is_kept_while_something_else_is_mended(member_client, two, ana):
    browser = member_client(ana)
    answer = browser.post(f"/messages/{two.pk}/", {"picture_1": small_picture(), "alt_1": "Socks", "text": "x" * 4001})
    kept = Picture.objects.get()
    assert answer.status_code == 422
    assert f'name="kept_1" value="{kept.pk}"' in answer.content.decode()
    browser.post(f"/messages/{two.pk}/", {"kept_1": kept.pk, "alt_1": "Socks", "once": str(uuid4())})
    assert MessagePicture.objects.get().alt == "Socks"


def test_what_is_no_picture_is_refused_in_words(member_client, two, ana):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = member_client(ana).post(f"/messages/{two.pk}/", {"picture_1": SimpleUploadedFile("a.png", b"<svg/>")})
    assert answer.status_code == 422
    assert b"We cannot open this as a picture" in answer.content


@pytest.mark.parametrize("who", ["dele", "cleo"])
def test_a_stranger_finds_nothing(member_client, two, dele, cleo, who):
    browser = member_client({"dele": dele, "cleo": cleo}[who])
    assert browser.get(f"/messages/{two.pk}/").status_code == 404
    assert browser.post(f"/messages/{two.pk}/", {"text": "Hi"}).status_code == 404


def test_a_stranger_finds_nothing_in_the_action(two, dele, say):
    with pytest.raises(actions.NotThere):
        say(dele, "Hi", two)


def test_a_dot_shows_until_it_is_opened_and_counts_conversations(member_client, two, group, ana, ben, dele, say):
    say(ben, "One", two)
    say(ben, "Two", two)
    say(dele, "Three", group)
    assert dots(ana, ben) == [2, 1]
    browser = member_client(Member.objects.get(pk=ana.pk))
    assert b'aria-label="Messages, some new"' in browser.get("/settings/").content
    browser.get(f"/messages/{two.pk}/")
    assert dots(ana) == [1]
    browser.get(f"/messages/{group.pk}/")
    assert dots(ana) == [0]
    assert b'aria-label="Messages, some new"' not in browser.get("/settings/").content


def test_nobody_learns_that_i_read(member_client, two, ana, ben, say):
    say(ana, "Did you see?", two)
    before = member_client(ana).get(f"/messages/{two.pk}/").text
    member_client(ben).get(f"/messages/{two.pk}/")
    after = member_client(ana).get(f"/messages/{two.pk}/").text
    assert bare(before) == bare(after)


def test_a_muted_conversation_makes_no_dot(member_client, two, ana, ben, say):
    say(ben, "One", two)
    browser = member_client(ana)
    browser.post(f"/messages/{two.pk}/mute/")
    say(ben, "Two", two)
    assert dots(ana) == [0]
    browser.post(f"/messages/{two.pk}/mute/", {"stop": "1"})
    assert dots(ana) == [1]


def test_three_messages_may_wait_for_an_answer(ana, dele, write, say):
    conversation = write(dele, "One", ana).conversation
    say(dele, "Two", conversation)
    say(dele, "Three", conversation)
    with pytest.raises(actions.NotAnswered):
        say(dele, "Four", conversation)
    actions.accept(seat=seat_of(ana, conversation), now=timezone.now())
    assert say(dele, "Four", conversation)


def test_an_hour_has_room_for_so_many_messages(two, ana, say, now, monkeypatch):
    monkeypatch.setattr(sending, "MOST_AN_HOUR", 3)
    for _number in range(3):
        say(ana, "Hi", two)
    with pytest.raises(actions.SentTooOften):
        say(ana, "Hi", two)
    assert say(ana, "Hi", two, now=now + timedelta(minutes=61))


def test_too_many_messages_are_answered_in_words(member_client, two, ana, monkeypatch):
    monkeypatch.setattr(sending, "MOST_AN_HOUR", 0)
    answer = member_client(ana).post(f"/messages/{two.pk}/", {"text": "My words"})
    assert answer.status_code == 429
    assert b"Let us rest a little" in answer.content
    assert b"My words" in answer.content
    assert seat_of(ana, two).draft == "My words"


def test_older_words_are_one_press_away(member_client, two, ana, ben, say):
    for number in range(40):
        say(ben, f"word-{number}-end", two)
    browser = member_client(ana)
    page = browser.get(f"/messages/{two.pk}/").content.decode()
    assert "word-39-end" in page
    assert "word-5-end" not in page
    older = queries.talk(seat_of(ana, two)).page.next
    page = browser.get(f"/messages/{two.pk}/?after={older}").content.decode()
    assert "word-5-end" in page
    assert "Back to the newest" in page


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_cost_the_same_for_one_as_for_many(
    member_client, ana, ben, make_member, write, say, now, number, django_assert_num_queries
):
    first = write(ben, "Hi", ana).conversation
    for place in range(number):
        friend = make_member(f"friend-{place}")
        actions.accept(seat=seat_of(ana, write(friend, "Hello", ana).conversation), now=now)
        say(ben, f"Words {place}", first)
    browser = member_client(ana)
    actions.open_conversation(seat=seat_of(ana, first))
    browser.get("/messages/")
    with django_assert_num_queries(9):
        browser.get("/messages/")
    with django_assert_num_queries(11):
        browser.get(f"/messages/{first.pk}/")


def test_nothing_private_stands_in_a_title_or_an_address(member_client, group, ana, say):
    say(ana, "Secret words", group)
    page = member_client(ana).get(f"/messages/{group.pk}/")
    title = page.content.decode().split("<title>")[1].split("</title>")[0]
    assert title == "Messages | Myelin"
    assert page["Cache-Control"] == "no-store"


def test_the_counter_is_what_the_seats_say(two, group, ana, ben, dele, say):
    for author, conversation in ((ana, two), (ben, group), (dele, group), (ben, two)):
        say(author, "Hi", conversation)
    for member in (ana, ben, dele):
        derived = Seat.objects.of(member).accepted().filter(unread__gt=0, muted_at=None).count()
        assert dots(member) == [derived]
    assert Conversation.objects.count() == 2
