"""Begin a conversation: with somebody, with a few, as a request, and when a rule says not yet."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from myelin.members import actions as members
from myelin.members.models import Member
from myelin.messages import actions, queries
from myelin.messages.models import Conversation, Door, Message, Seat
from myelin.messages.tests.conftest import seat_of


def open_door(member, to):
    actions.set_door(member=member, open_to=to)


def test_the_first_words_are_sent_from_the_page(member_client, ana, ben):
    browser = member_client(ana)
    assert b"Write to Ben" in browser.get("/people/ben/").content
    assert b"Write to Ben" in browser.get("/messages/to/ben/").content
    answer = browser.post("/messages/to/ben/", {"text": "Hello **Ben**", "once": str(uuid4())})
    conversation = Conversation.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/messages/{conversation.pk}/#newest")
    assert "<strong>Ben</strong>" in browser.get(f"/messages/{conversation.pk}/").content.decode()


def test_it_needs_words_or_a_picture_on_the_page(member_client, ana, ben):
    answer = member_client(ana).post("/messages/to/ben/", {"text": " "})
    assert answer.status_code == 422
    assert b"Add some words or a picture. Either is enough." in answer.content


def test_it_needs_words_or_a_picture_in_the_database(ana, ben, write):
    with pytest.raises(IntegrityError, match="message_has_words_or_picture"):
        write(ana, "", ben)


def test_two_members_have_one_conversation_whoever_begins(ana, ben, write):
    assert write(ana, "Hi", ben).conversation_id == write(ben, "Hi you", ana).conversation_id
    low, high = sorted([ana.pk, ben.pk])
    with pytest.raises(IntegrityError, match="conversation_of_two_once"), transaction.atomic():
        Conversation.objects.create(low_id=low, high_id=high, begun_at=ana.joined_at)
    with pytest.raises(IntegrityError, match="conversation_of_two_or_a_group"):
        Conversation.objects.create(low_id=high, high_id=low, begun_at=ana.joined_at)


def test_two_taps_are_one_message(member_client, ana, ben):
    sent = {"text": "Hello", "once": str(uuid4())}
    browser = member_client(ana)
    places = {browser.post("/messages/to/ben/", sent)["Location"] for _tap in range(2)}
    assert (len(places), Message.objects.count()) == (1, 1)


def test_two_taps_are_one_group(ana, ben, dele, write):
    key = uuid4()
    assert write(ana, "Hi", ben, dele, key=key) == write(ana, "Hi", ben, dele, key=key)
    assert Conversation.objects.count() == 1


def test_words_of_somebody_unknown_wait_as_a_request(ana, ben, dele, write):
    """Ana follows ben, so his words arrive; dele's wait."""
    write(ben, "Hi", ana)
    write(dele, "Hello there", ana)
    assert [line.title for line in queries.conversations(ana)] == ["Ben"]
    assert [line.title for line in queries.requests(ana)] == ["Dele"]
    ana.refresh_from_db()
    assert ana.unread_conversations == 1


def test_words_of_somebody_in_my_circle_arrive(ana, dele, write, now):
    members.let_in(member=ana, person=dele, now=now)
    write(dele, "Hi", ana)
    assert [line.title for line in queries.conversations(ana)] == ["Dele"]


def test_a_group_is_made_on_the_page(member_client, ana, ben, dele, now):
    members.follow(member=ana, person=dele, now=now)
    browser = member_client(ana)
    assert b"Dele" in browser.get("/messages/new/").content
    sent = {"people": ["ben", "dele"], "name": "Tuesday ride", "text": "Shall we?", "once": str(uuid4())}
    answer = browser.post("/messages/new/", sent)
    page = browser.get(answer["Location"].split("#")[0]).content.decode()
    assert "Tuesday ride" in page
    assert Conversation.objects.get().seats_taken == 3


def test_somebody_has_to_be_chosen_and_nothing_is_lost(member_client, ana, ben):
    answer = member_client(ana).post("/messages/new/", {"text": "My long words", "once": str(uuid4())})
    assert answer.status_code == 422
    assert b"Choose somebody first." in answer.content
    assert b"My long words" in answer.content


def test_nine_people_are_too_many(ana, make_member, write):
    people = [make_member(f"friend-{number}") for number in range(8)]
    with pytest.raises(actions.Full):
        write(ana, "Hi", *people)
    assert write(ana, "Hi", *people[:7]).conversation.seats_taken == 8


def test_the_database_holds_eight_seats(group):
    with pytest.raises(IntegrityError, match="conversation_has_eight_seats"):
        Conversation.objects.filter(pk=group.pk).update(seats_taken=9)


@pytest.mark.parametrize("who", ["cleo", "nobody", "ana"])
def test_who_is_not_there_reads_like_a_name_that_nobody_has(member_client, ana, cleo, who):
    browser = member_client(ana)
    assert browser.get(f"/messages/to/{who}/").status_code == 404
    assert browser.post(f"/messages/to/{who}/", {"text": "Hi"}).status_code == 404


def test_a_block_holds_in_the_action_both_ways(ana, cleo, write):
    for one, other in ((ana, cleo), (cleo, ana)):
        with pytest.raises(actions.NotThere):
            write(one, "Hi", other)


def test_nobody_writes_to_themselves(ana, write):
    with pytest.raises(actions.NotThere):
        write(ana, "Hi", ana)


def test_somebody_new_waits_three_days(member_client, ana, ben, write, noon):
    early = noon + timedelta(days=2)
    with pytest.raises(actions.TooNew):
        write(ana, "Hi", ben, now=early)
    assert write(ana, "Hi", ben, now=noon + timedelta(days=3))


def test_somebody_new_reads_it_before_they_write(member_client, make_member, ana, ben, noon):
    from django.utils import timezone

    juno = make_member("juno", joined_at=timezone.now())
    page = member_client(juno).get("/messages/to/ana/").text
    assert "You are new here. You can write to Ana from " in page and "<textarea" not in page
    assert "<textarea" in member_client(ben).get("/messages/to/ana/").text


def test_somebody_new_reads_why_and_keeps_their_words(member_client, make_member, ana):
    from django.utils import timezone

    juno = make_member("juno", joined_at=timezone.now())
    answer = member_client(juno).post("/messages/to/ana/", {"text": "My first words"})
    assert answer.status_code == 409
    assert b"once you have been here for three days" in answer.content
    assert b"My first words" in answer.content


def test_one_accepted_contact_ends_the_wait(ana, ben, dele, write, noon):
    early = noon + timedelta(days=1)
    members.let_in(member=dele, person=ana, now=noon)
    assert write(ana, "Hi", ben, now=early)


def test_who_answers_a_request_needs_no_wait(ana, dele, write, noon, now):
    Member.objects.filter(pk=ana.pk).update(joined_at=now)
    ana.refresh_from_db()
    write(dele, "Hello", ana)
    write(ana, "Hello you", dele)
    assert seat_of(ana, Conversation.objects.get()).accepted_at == now


@pytest.mark.parametrize(
    ("door", "known", "stranger"),
    [(Door.Open.EVERYBODY, True, True), (Door.Open.FOLLOWED, True, False), (Door.Open.NOBODY, False, False)],
)
def test_my_door_says_who_may_begin(ana, ben, dele, write, door, known, stranger):
    """Ana follows ben and does not know dele."""
    open_door(ana, door)
    for writer, may in ((ben, known), (dele, stranger)):
        assert queries.takes_messages_from(ana, writer) is may
        if may:
            assert write(writer, "Hi", ana)
        else:
            with pytest.raises(actions.DoorClosed):
                write(writer, "Hi", ana)


def test_a_closed_door_lets_what_was_begun_go_on(two, ana, ben, say, write):
    open_door(ana, Door.Open.NOBODY)
    assert say(ben, "And shoes?", two)
    assert write(ben, "Hello?", ana)


def test_the_door_is_set_on_its_page(member_client, ana):
    browser = member_client(ana)
    assert b"Everybody here" in browser.get("/messages/settings/").content
    assert browser.post("/messages/settings/", {"open_to": "nobody"}).status_code == 303
    assert Door.objects.of(ana).get().open_to == Door.Open.NOBODY
    assert browser.post("/messages/settings/", {"open_to": "the moon"}).status_code == 422


def test_ten_new_people_an_hour_are_enough(ana, make_member, write, now):
    people = [make_member(f"friend-{number}") for number in range(11)]
    for person in people[:10]:
        write(ana, "Hi", person)
    with pytest.raises(actions.AskedTooOften):
        write(ana, "Hi", people[10])
    assert write(ana, "Hi", people[10], now=now + timedelta(minutes=61))


def test_somebody_is_asked_into_a_group_and_reads_from_then_on(member_client, ana, ben, group, make_member, now, say):
    ola = make_member("ola")
    members.follow(member=ana, person=ola, now=now)
    members.follow(member=ola, person=ana, now=now)
    browser = member_client(ana)
    assert b"Ola" in browser.get(f"/messages/{group.pk}/people/").content
    assert browser.post(f"/messages/{group.pk}/people/", {"person": "ola"}).status_code == 303
    say(ben, "Welcome", group)
    page = member_client(ola).get(f"/messages/{group.pk}/").content.decode()
    assert "Welcome" in page
    assert "share a ride" not in page
    assert "Ola came in" in page


def test_a_full_group_asks_nobody(ana, make_member, write, now):
    people = [make_member(f"friend-{number}") for number in range(8)]
    conversation = write(ana, "Hi", *people[:7]).conversation
    with pytest.raises(actions.Full):
        actions.ask_in(conversation=conversation, by=ana, person=people[7], now=now + timedelta(hours=2))


def test_asking_twice_is_asking_once_and_a_no_is_not_asked_again(ana, group, make_member, now):
    ola = make_member("ola")
    for _time in range(2):
        actions.ask_in(conversation=group, by=ana, person=ola, now=now)
    actions.decline(seat=seat_of(ola, group), now=now)
    actions.ask_in(conversation=group, by=ana, person=ola, now=now)
    assert not Seat.objects.of(ola).exists()
    group.refresh_from_db()
    assert group.seats_taken == Seat.objects.shown().filter(conversation=group).count() == 4


def test_a_conversation_of_two_stays_one_of_two(two, ana, dele, now):
    with pytest.raises(actions.NotThere):
        actions.ask_in(conversation=two, by=ana, person=dele, now=now)
