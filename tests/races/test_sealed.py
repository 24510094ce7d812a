"""Without a name, by 64 at once: two a day and never three, and a block that comes at the same moment holds."""

from __future__ import annotations

import pytest

from conftest import give_duty
from myelin.discussion.actions import seals
from myelin.discussion.models import SealOpening, Thread
from myelin.members import actions as members
from myelin.members.models import Seal, SealApart
from myelin.members.models.seals import apart_tag
from myelin.members.sealing import TwoToday
from myelin.members.staff import MODERATORS
from myelin.notifications.models import Notice
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_of_64_posts_two_are_there(ana, noon):
    def share(number):
        if number % 2:
            return questions.ask_question(author=ana, title="What?", without_name=True, now=noon)
        return updates.post_update(author=ana, text="Hm", without_name=True, now=noon)

    given = at_once(64, share)
    assert sum(isinstance(one, TwoToday) for one in given) == 62
    assert Seal.objects.of(ana).count() == 2 == Thread.objects.count()


def test_whoever_is_blocked_while_it_is_posted_never_sees_it(ana, ben, make_member, noon):
    crowd = [make_member(f"m{number}") for number in range(62)]

    def do(number):
        if number < 2:
            return updates.post_update(author=ana, text="Hm", without_name=True, now=noon)
        return members.block(member=ana, person=crowd[number - 2], now=noon)

    assert [one for one in at_once(64, do) if isinstance(one, Exception)] == []
    for person in crowd:
        assert SealApart.objects.filter(tag=apart_tag(person.pk)).count() == 2
        assert not Thread.objects.visible_to(person).exists()
    assert Thread.objects.visible_to(ben).count() == 2


def test_two_moderators_at_the_same_moment_open_it_once(ana, noor, ito, noon):
    two = [noor, give_duty(ito, MODERATORS)]
    thread = updates.post_update(author=ana, text="Hm", without_name=True, now=noon).thread
    given = at_once(64, lambda n: seals.open_seal(thread=thread, by=two[n % 2], reason=f"Reason {n}", now=noon))
    assert [one for one in given if isinstance(one, Exception)] == []
    assert SealOpening.objects.filter(opened_at=noon).count() == 2
    assert Notice.objects.filter(member=ana, kind="seal_opened").count() == 1
