"""Private words under 64 hands: sent once, eight seats, accepted once, and no counter drifts."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from myelin.members.models import Member
from myelin.messages import actions
from myelin.messages.models import Conversation, Message, Seat
from tests.races.at_once import at_once

HANDS = 64
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def now(noon):
    return noon + timedelta(days=30)


@pytest.fixture
def dele(make_member):
    return make_member("dele")


def begin(by, *people, now, **more):
    return actions.begin(**{"by": by, "people": people, "text": "Hi", "key": uuid4(), "now": now} | more)


def failures(results):
    return [one for one in results if isinstance(one, Exception)]


def no_drift(*members):
    for conversation in Conversation.objects.all():
        assert conversation.seats_taken == Seat.objects.shown().filter(conversation=conversation).count()
    for member in members:
        new = Seat.objects.of(member).accepted().filter(unread__gt=0, muted_at=None).count()
        assert Member.objects.get(pk=member.pk).unread_conversations == new


def test_a_message_sent_by_64_taps_is_one(ana, ben, now):
    conversation, key = begin(ben, ana, now=now).conversation, uuid4()
    sent = at_once(
        HANDS, lambda _hand: actions.send(conversation=conversation, author=ana, key=key, text="Hi", now=now).pk
    )
    assert len(set(sent)) == 1
    assert Message.objects.filter(author=ana).count() == 1
    assert Seat.objects.get(member=ben).unread == 1
    no_drift(ana, ben)


def test_a_group_begun_by_64_taps_is_one(ana, ben, dele, now):
    key = uuid4()
    begun = at_once(HANDS, lambda _hand: begin(ana, ben, dele, key=key, now=now).conversation_id)
    assert len(set(begun)) == 1
    assert Conversation.objects.count() == 1
    no_drift(ana, ben, dele)


def test_two_who_begin_at_once_meet_in_one_conversation(ana, ben, now):
    sides = [(ana, ben), (ben, ana)]
    begun = at_once(HANDS, lambda hand: begin(*sides[hand % 2], now=now).conversation_id)
    assert failures(begun) == []
    assert len(set(begun)) == 1
    assert Message.objects.count() == HANDS
    assert [seat.unread for seat in Seat.objects.all()] == [HANDS // 2] * 2
    no_drift(ana, ben)


def test_of_64_who_are_asked_at_once_one_gets_the_eighth_seat(ana, make_member, now):
    inside = [make_member(f"inside-{number}") for number in range(6)]
    outside = [make_member(f"outside-{number}") for number in range(HANDS)]
    conversation = begin(ana, *inside, now=now).conversation
    for seat in Seat.objects.filter(conversation=conversation):
        actions.accept(seat=seat, now=now)
    askers = [ana, *inside]

    def ask(hand):
        return actions.ask_in(
            conversation=conversation, by=askers[hand % 7], person=outside[hand], now=now + timedelta(hours=2)
        )

    results = at_once(HANDS, ask)
    assert [type(one) for one in failures(results)] == [actions.Full] * (HANDS - 1)
    conversation.refresh_from_db()
    assert conversation.seats_taken == 8
    no_drift(*askers)


def test_64_times_yes_is_one_yes(ana, ben, dele, now):
    conversation = begin(ana, ben, dele, now=now).conversation
    seat = Seat.objects.get(conversation=conversation, member=dele)
    assert failures(at_once(HANDS, lambda _hand: actions.accept(seat=seat, now=now))) == []
    assert Message.objects.filter(event=Message.Event.CAME, author=dele).count() == 1
    no_drift(ana, ben, dele)


def test_yes_no_and_leaving_at_once_leave_one_truth(ana, ben, dele, now):
    conversation = begin(ana, ben, dele, now=now).conversation
    seat = Seat.objects.get(conversation=conversation, member=dele)
    deeds = [actions.accept, actions.decline, actions.leave]
    results = at_once(HANDS, lambda hand: deeds[hand % 3](seat=seat, now=now))
    assert {type(one) for one in failures(results)} <= {actions.NotThere}
    seat.refresh_from_db()
    assert (seat.declined_at is None) or (seat.accepted_at is None)
    no_drift(ana, ben, dele)


def test_reading_muting_and_writing_at_once_keep_the_counter_true(ana, ben, dele, now):
    conversations = [begin(ben, ana, now=now).conversation, begin(ana, ben, dele, now=now).conversation]
    for seat in Seat.objects.all():
        actions.accept(seat=seat, now=now)
    seats = list(Seat.objects.filter(member=ana).select_related("member"))

    def deed(hand):
        conversation, seat = conversations[hand % 2], seats[hand % 2]
        match hand // 2 % 4:
            case 0:
                return actions.open_conversation(seat=Seat.objects.select_related("member").get(pk=seat.pk))
            case 1:
                return actions.mute(seat=seat, now=now)
            case 2:
                return actions.unmute(seat=seat)
        return actions.send(conversation=conversation, author=ben, key=uuid4(), text="Hi", now=now)

    assert failures(at_once(HANDS, deed)) == []
    no_drift(ana, ben, dele)
