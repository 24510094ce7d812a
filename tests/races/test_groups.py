"""Joining and letting in, by 64 at once: the count of a group is the number of its rows, and nobody is in it twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from myelin.base.errors import Refused
from myelin.groups import actions as groups
from myelin.groups.models import Access, Group, Membership
from myelin.home import actions as home
from myelin.notifications.models import Notice
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 64


@pytest.fixture
def crowd(make_member):
    return [make_member(f"m{number}") for number in range(8)]


def drift(group):
    group.refresh_from_db()
    return group.size - group.memberships.count()


def test_eight_people_with_eight_taps_each_are_eight_members(crowd, ben, noon):
    group = groups.open_group(by=ben, name="Early shifts", now=noon)
    given = at_once(THREADS, lambda n: groups.join_group(group=group, member=crowd[n % 8], now=noon))
    assert [result for result in given if isinstance(result, Exception)] == []
    assert group.memberships.count() == 9
    assert drift(group) == 0


def test_a_request_is_accepted_once_however_many_say_yes(crowd, ben, ana):
    now = timezone.now()
    group = groups.open_group(by=ben, name="Early shifts", access=Access.REQUEST, now=now)
    request = groups.ask_to_join(group=group, member=ana, words="", now=now)
    given = at_once(THREADS, lambda n: home.accept_request(request=request, by=ben, now=timezone.now()))
    assert {type(result) for result in given} <= {Membership}
    assert Membership.objects.of(ana).count() == Notice.objects.filter(kind="group_welcome").count() == 1
    assert drift(group) == 0


def test_an_invitation_is_accepted_once(ben, ana):
    now = timezone.now()
    group = groups.open_group(by=ben, name="Early shifts", access=Access.PRIVATE, now=now)
    groups.invite(group=group, by=ben, person=ana, words="", now=now)
    at_once(THREADS, lambda n: groups.accept_invitation(group=group, member=ana, now=timezone.now()))
    assert Membership.objects.of(ana).count() == 1
    assert drift(group) == 0


def test_coming_and_going_at_once_leaves_the_count_right(crowd, ben, noon):
    group = groups.open_group(by=ben, name="Early shifts", now=noon)

    def come_or_go(n):
        do = groups.join_group if n % 2 else groups.leave_group
        do(group=group, member=crowd[n // 2 % 8], now=noon)

    given = at_once(THREADS, come_or_go)
    assert [result for result in given if isinstance(result, Exception)] == []
    assert drift(group) == 0


def test_two_who_look_after_it_cannot_both_be_the_last_to_leave(crowd, ben, ana, noon):
    group = groups.open_group(by=ben, name="Early shifts", now=noon)
    for member in (ana, *crowd):
        groups.join_group(group=group, member=member, now=noon)
    groups.hand_over(group=group, by=ben, to=ana, staying=True)
    people = [ben, ana]
    given = at_once(2, lambda n: groups.leave_group(group=group, member=people[n], now=noon))
    assert len([result for result in given if isinstance(result, Refused)]) == 1
    assert group.memberships.moderators().count() == 1
    assert drift(group) == 0


def test_two_groups_a_week_hold_against_many_taps(ben, noon):
    at_once(16, lambda n: groups.open_group(by=ben, name=f"Group {n}", now=noon))
    assert Group.objects.count() == 2
