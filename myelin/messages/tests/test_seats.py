"""What I do with a conversation that is mine: say yes or no, leave, delete it for me, and what a block does."""

from __future__ import annotations

import pytest

from myelin.base.tests.markup import bare
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.messages import actions, queries
from myelin.messages.models import Seat
from myelin.messages.tests.conftest import seat_of
from tests.authz.world import small_picture


@pytest.fixture
def asked(ana, dele, write):
    """Dele, whom ana does not know, wrote to her."""
    return write(dele, "Hello from a stranger", ana).conversation


def page_of(browser, conversation):
    return browser.get(f"/messages/{conversation.pk}/").content.decode()


def test_the_box_tells_who_and_not_what(member_client, ana, asked):
    browser = member_client(ana)
    box = browser.get("/messages/requests/").content.decode()
    assert "Dele" in box
    assert "stranger" not in box
    inbox = browser.get("/messages/").content.decode()
    assert "Requests, some waiting" in inbox
    assert "stranger" not in inbox


def test_a_request_makes_no_dot_and_no_notice(ana, asked):
    ana.refresh_from_db()
    assert (ana.unread_conversations, ana.unread, ana.notices.count()) == (0, 0, 0)


def test_looking_at_a_request_is_no_answer(member_client, ana, dele, asked):
    page = page_of(member_client(ana), asked)
    assert "Hello from a stranger" in page
    assert "Say yes" in page
    assert "Send" not in page
    assert seat_of(ana, asked).accepted_at is None


def test_saying_yes_opens_it_and_twice_is_once(member_client, ana, dele, asked):
    browser = member_client(ana)
    for _tap in range(2):
        assert browser.post(f"/messages/{asked.pk}/acceptance/")["Location"] == f"/messages/{asked.pk}/"
    assert "Send" in page_of(browser, asked)
    assert [line.title for line in queries.conversations(ana)] == ["Dele"]


def test_a_request_cannot_be_answered_before_it_is_accepted(member_client, ana, asked):
    assert member_client(ana).post(f"/messages/{asked.pk}/", {"text": "Hi"}).status_code == 404


def test_pictures_of_a_request_wait_for_the_yes(member_client, ana, dele, asked):
    browser = member_client(dele)
    browser.post(f"/messages/{asked.pk}/", {"picture_1": small_picture(), "alt_1": "A cat"})
    placed = asked.messages.latest("pk").placed_pictures.get()
    assert "A picture waits here." in page_of(member_client(ana), asked)
    assert member_client(ana).get(f"/messages/pictures/{placed.pk}/480/").status_code == 404
    actions.accept(seat=seat_of(ana, asked), now=placed.message.sent_at)
    assert member_client(ana).get(f"/messages/pictures/{placed.pk}/480/").status_code == 200


def test_a_no_is_silent(member_client, ana, dele, asked, say):
    before = page_of(member_client(dele), asked)
    answer = member_client(ana).post(f"/messages/{asked.pk}/acceptance/", {"decline": "1"})
    assert answer["Location"] == "/messages/requests/"
    assert b"Done. They are not told." in member_client(ana).get("/messages/requests/").content
    after = page_of(member_client(dele), asked)
    assert bare(before) == bare(after)
    say(dele, "Hello?", asked)
    assert page_of(member_client(ana), asked).count("Hello") == 0
    assert (queries.conversations(ana).items, queries.requests(ana).items) == ([], [])


def test_who_said_no_may_write_first_later(ana, dele, asked, write, now):
    actions.decline(seat=seat_of(ana, asked), now=now)
    write(ana, "Sorry, I was tired.", dele)
    assert [line.title for line in queries.conversations(ana)] == ["Dele"]


def test_yes_and_no_do_not_both_happen(ana, asked, now):
    actions.accept(seat=seat_of(ana, asked), now=now)
    with pytest.raises(actions.NotThere):
        actions.decline(seat=seat_of(ana, asked), now=now)


def test_leaving_a_group_is_read_by_the_others(member_client, group, ana, ben):
    browser = member_client(ana)
    assert browser.get(f"/messages/{group.pk}/leaving/").status_code == 200
    assert browser.post(f"/messages/{group.pk}/leaving/")["Location"] == "/messages/"
    assert browser.get(f"/messages/{group.pk}/").status_code == 404
    assert browser.post(f"/messages/{group.pk}/leaving/").status_code == 404
    assert "Ana left" in page_of(member_client(ben), group)
    group.refresh_from_db()
    assert group.seats_taken == 2


def test_a_conversation_of_two_has_no_door(member_client, two, ana, now):
    assert member_client(ana).get(f"/messages/{two.pk}/leaving/").status_code == 404
    with pytest.raises(actions.NotThere):
        actions.leave(seat=seat_of(ana, two), now=now)


def test_what_i_delete_is_gone_for_me_alone(member_client, two, ana, ben, say):
    browser = member_client(ana)
    assert browser.get(f"/messages/{two.pk}/removal/").status_code == 200
    assert browser.post(f"/messages/{two.pk}/removal/")["Location"] == "/messages/"
    assert "socks" not in page_of(browser, two)
    assert queries.conversations(ana).items == []
    assert "socks" in page_of(member_client(ben), two)
    say(ben, "Still there?", two)
    page = page_of(member_client(ana), two)
    assert "Still there?" in page
    assert "socks" not in page


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_a_block_ends_a_conversation_of_two_for_both(member_client, two, ana, ben, now, who):
    blocker, blocked = (ana, ben) if who == "ana" else (ben, ana)
    members.block(member=blocker, person=blocked, now=now)
    for member in (ana, ben):
        browser = member_client(member)
        assert browser.get(f"/messages/{two.pk}/").status_code == 404
        assert browser.post(f"/messages/{two.pk}/", {"text": "Hi"}).status_code == 404
        assert b"socks" not in browser.get("/messages/").content
    members.unblock(member=blocker, person=blocked)
    assert "socks" in page_of(member_client(ana), two)


def test_in_a_group_a_block_parts_two_and_leaves_the_others_alone(member_client, group, ana, ben, dele, say, now):
    members.block(member=ana, person=ben, now=now)
    say(ben, "From ben", group)
    say(ana, "From ana", group)
    say(dele, "From dele", group)
    seen = {member.handle: page_of(member_client(member), group) for member in (ana, ben, dele)}
    assert "From ben" not in seen["ana"]
    assert "Ben" not in bare(seen["ana"])
    assert "From ana" not in seen["ben"]
    assert "Ana" not in bare(seen["ben"])
    assert all(words in seen["dele"] for words in ("From ana", "From ben"))
    assert "From dele" in seen["ana"]


def test_the_last_words_of_somebody_blocked_do_not_stand_in_the_list(member_client, group, ana, ben, say, now):
    say(ben, "From ben", group)
    members.block(member=ana, person=ben, now=now)
    assert b"From ben" not in member_client(ana).get("/messages/").content


def test_a_block_takes_its_dot_away_when_the_list_is_opened(member_client, two, ana, ben, say, now):
    say(ben, "Hi", two)
    members.block(member=ana, person=ben, now=now)
    member_client(Member.objects.get(pk=ana.pk)).get("/messages/")
    assert Member.objects.get(pk=ana.pk).unread_conversations == 0


def test_asking_again_brings_somebody_back_who_left(group, ana, ben, now):
    actions.leave(seat=seat_of(ben, group), now=now)
    actions.ask_in(conversation=group, by=ana, person=ben, now=now)
    assert Seat.objects.of(ben).waiting().exists()
    group.refresh_from_db()
    assert group.seats_taken == 3


def test_the_lists_are_short_when_there_is_nothing(member_client, ana):
    browser = member_client(ana)
    assert b"Nothing here yet" in browser.get("/messages/").content
    assert b"Nobody waits here." in browser.get("/messages/requests/").content
