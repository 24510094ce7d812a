"""Asking and saying yes, by many at once: two are buddies once, a newcomer has one, who is further on has two."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.members.models import Buddyship, BuddyWish
from myelin.notifications.models import Notice
from myelin.people import actions
from myelin.people.actions import BuddyNotPossible
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 64
NEW, FURTHER = BuddyWish.Side.NEW, BuddyWish.Side.FURTHER


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def wishing(make_member, now):
    """Somebody who would like a buddy: `wishing("ana", NEW)`."""

    def made(handle, side):
        days = 10 if side == NEW else 400
        member = make_member(handle, joined_at=now - timedelta(days=days))
        actions.wish_for_buddy(member=member, side=side, now=now)
        return member

    return made


def faults(given):
    return [one for one in given if isinstance(one, Exception) and not isinstance(one, BuddyNotPossible)]


def test_a_yes_said_often_is_one(wishing, now):
    new, guide = wishing("new", NEW), wishing("guide", FURTHER)
    actions.ask_buddy(member=new, person=guide, now=now)
    given = at_once(THREADS, lambda n: actions.answer_buddy(member=guide, person=new, yes=True, now=now))
    assert faults(given) == []
    assert Buddyship.objects.standing().count() == 1
    assert Notice.objects.filter(kind="buddy_yes").count() == 1


def test_two_who_ask_each_other_at_once_are_buddies(wishing, now):
    new, guide = wishing("new", NEW), wishing("guide", FURTHER)
    two = [(new, guide), (guide, new)]
    given = at_once(THREADS, lambda n: actions.ask_buddy(member=two[n % 2][0], person=two[n % 2][1], now=now))
    assert faults(given) == []
    assert Buddyship.objects.count() == Buddyship.objects.standing().count() == 1


def test_a_newcomer_whom_many_say_yes_to_has_one_buddy(wishing, now):
    new = wishing("new", NEW)
    guides = [wishing(f"guide-{n}", FURTHER) for n in range(8)]
    for guide in guides:
        actions.ask_buddy(member=guide, person=new, now=now)
    given = at_once(THREADS, lambda n: actions.answer_buddy(member=new, person=guides[n % 8], yes=True, now=now))
    assert faults(given) == []
    assert Buddyship.objects.standing().count() == 1
    assert Buddyship.objects.waiting().count() == 0


def test_who_is_further_on_takes_two_however_many_say_yes(wishing, now):
    guide = wishing("guide", FURTHER)
    newcomers = [wishing(f"new-{n}", NEW) for n in range(8)]
    for new in newcomers:
        actions.ask_buddy(member=new, person=guide, now=now)
    given = at_once(THREADS, lambda n: actions.answer_buddy(member=guide, person=newcomers[n % 8], yes=True, now=now))
    assert faults(given) == []
    assert Buddyship.objects.standing().count() == 2


def test_two_workers_begin_a_week_once(wishing, now):
    new, guide = wishing("new", NEW), wishing("guide", FURTHER)
    actions.ask_buddy(member=new, person=guide, now=now)
    actions.ask_buddy(member=guide, person=new, now=now)
    given = at_once(8, lambda n: actions.keep_rhythm(now=now + timedelta(days=7)))
    assert faults(given) == []
    assert Notice.objects.filter(kind="buddy_week").count() == 2
