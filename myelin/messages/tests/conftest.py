"""Everybody has been here for a while; ana and ben talk, dele and ana do not know each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from myelin.messages import actions
from myelin.messages.models import Seat


@pytest.fixture
def now(noon):
    """Long enough after everybody came."""
    return noon + timedelta(days=30)


@pytest.fixture
def dele(make_member):
    return make_member("dele")


@pytest.fixture
def write(now) -> Callable:
    """Begin, or go on: `write(ana, "Hi", ben)`."""

    def begin(by, text, *people, **more):
        return actions.begin(**{"by": by, "people": people, "text": text, "key": uuid4(), "now": now} | more)

    return begin


@pytest.fixture
def say(now) -> Callable:
    """Say something in a conversation: `say(ana, "Hi", conversation)`."""

    def send(by, text, conversation, **more):
        usual = {"conversation": conversation, "author": by, "text": text, "key": uuid4(), "now": now}
        return actions.send(**usual | more)

    return send


@pytest.fixture
def two(ana, ben, write, now):
    """The conversation of ana and ben, which both accepted; ben began it."""
    return write(ben, "Which socks did you get?", ana).conversation


@pytest.fixture
def group(ana, ben, dele, write, now):
    """Ana's group with ben and dele, all in it."""
    conversation = write(ana, "Shall we share a ride?", ben, dele, name="Tuesday ride").conversation
    for seat in Seat.objects.filter(conversation=conversation):
        actions.accept(seat=seat, now=now)
    return conversation


def seat_of(member, conversation) -> Seat:
    return Seat.objects.select_related("conversation", "member").get(member=member, conversation=conversation)
