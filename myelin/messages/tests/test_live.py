"""Open pages hear that something came, each member by themselves, and never what it was."""

from __future__ import annotations

import pytest

from myelin.live.models import Event
from myelin.members import actions as members
from myelin.messages import actions
from myelin.messages.tests.conftest import seat_of


@pytest.fixture
def heard(group):
    """Who was told since everybody came in."""
    before = Event.objects.count()

    def told() -> set[str]:
        rows = Event.objects.order_by("pk")[before:]
        return {name for row in rows if row.what == "messages" for name in row.channels.split()}

    return told


def test_everybody_in_it_hears_of_new_words(group, heard, ana, ben, dele, say):
    say(ana, "Hello", group)
    assert heard() == {f"member:{member.pk}" for member in (ana, ben, dele)}


def test_two_who_are_apart_hear_nothing_of_each_other(group, heard, ana, ben, dele, say, now):
    members.block(member=ben, person=ana, now=now)
    say(ana, "Hello", group)
    assert f"member:{ben.pk}" not in heard()


def test_who_left_and_who_was_only_asked_hear_nothing(group, heard, ana, ben, dele, make_member, say, now):
    ola = make_member("ola")
    actions.leave(seat=seat_of(dele, group), now=now)
    actions.ask_in(conversation=group, by=ana, person=ola, now=now)
    say(ana, "Hello", group)
    assert heard() == {f"member:{member.pk}" for member in (ana, ben)}
