"""Finding a buddy: only who wants one, from the other side, further on the road, and with a place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from myelin.members import actions as members
from myelin.members.models import Audience, Buddyship, Member, Profile
from myelin.people import actions
from myelin.people.actions import BuddyNotPossible
from myelin.people.tests.pairs import FURTHER, NEW, begun, found, settle


def test_only_who_wants_one_is_shown_and_only_to_the_other_side(two, make_member, now):
    ana, ben = two
    noor = make_member("noor", joined_at=now - timedelta(days=400))
    assert found(ana, now) == {"ben"}
    assert found(ben, now) == {"ana"}
    actions.wish_for_buddy(member=noor, side=NEW, now=now)
    assert found(ana, now) == {"ben"}
    actions.wish_for_buddy(member=noor, side=FURTHER, now=now)
    assert found(ana, now) == {"ben", "noor"}


@pytest.mark.parametrize("who", ["ana", "ben"])
@pytest.mark.parametrize("tie", ["block", "mute"])
def test_blocks_and_mutes_count_both_ways(two, now, who, tie):
    ana, ben = two
    member, person = (ana, ben) if who == "ana" else (ben, ana)
    getattr(members, tie)(member=member, person=person, now=now)
    assert found(ana, now) == found(ben, now) == set()
    with pytest.raises(BuddyNotPossible, match="does not fit right now"):
        actions.ask_buddy(member=ana, person=ben, now=now)


def tell_year(member, year, audience=Audience.MEMBERS):
    Profile.objects.filter(member=member).update(told_year=year, told_year_audience=audience)


@pytest.mark.parametrize(
    ("ana_told", "ben_told", "fits"),
    [(2026, 2020, True), (2026, 2026, False), (2015, 2020, False), (None, 2026, True)],
)
def test_who_was_told_earlier_is_further_on_where_both_show_it(two, now, ana_told, ben_told, fits):
    ana, ben = two
    tell_year(ana, ana_told)
    tell_year(ben, ben_told)
    assert (found(ana, now) == {"ben"}) == fits
    assert (found(ben, now) == {"ana"}) == fits


def test_a_year_that_is_kept_decides_nothing(two, now):
    ana, ben = two
    tell_year(ana, 2015)
    tell_year(ben, 2026, Audience.CIRCLE)
    assert found(ana, now) == {"ben"}


def test_without_years_who_is_further_on_came_before_and_a_season_ago(two, now):
    ana, ben = two
    settle(ben, now - timedelta(days=60))
    assert found(ana, now) == found(ben, now) == set()
    settle(ben, now - timedelta(days=100))
    settle(ana, now - timedelta(days=200))
    assert found(ana, now) == found(ben, now) == set()


def test_a_newcomer_has_one_buddy_and_who_is_further_on_has_two_at_most(two, make_member, now):
    ana, ben = two
    begun(two, now)
    others = [make_member(f"new-{n}", joined_at=now - timedelta(days=5)) for n in range(2)]
    for other in others:
        actions.wish_for_buddy(member=other, side=NEW, now=now)
        actions.ask_buddy(member=other, person=ben, now=now)
    actions.answer_buddy(member=ben, person=others[0], yes=True, now=now)
    with pytest.raises(BuddyNotPossible, match="two people company already"):
        actions.answer_buddy(member=ben, person=others[1], yes=True, now=now)
    noor = make_member("noor", joined_at=now - timedelta(days=400))
    actions.wish_for_buddy(member=noor, side=FURTHER, now=now)
    assert found(noor, now) == {"new-1"}
    with pytest.raises(BuddyNotPossible, match="You have a buddy already"):
        actions.ask_buddy(member=ana, person=noor, now=now)


def test_one_buddy_for_a_newcomer_in_the_database(two, make_member, now):
    ana, ben = two
    begun(two, now)
    noor = make_member("noor")
    with pytest.raises(IntegrityError, match="one_buddy_for_a_newcomer"), transaction.atomic():
        Buddyship.objects.create(
            newcomer=ana, guide=noor, asked_by=ana, asked_at=now, accepted_at=now, look_at=now
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="buddies_are_tried_once"), transaction.atomic():
        Buddyship.objects.create(newcomer=ben, guide=ana, asked_by=ana, asked_at=now, look_at=now)


def test_a_yes_ends_the_other_invitations_of_a_newcomer(two, make_member, now):
    ana, _ben = two
    noor = make_member("noor", joined_at=now - timedelta(days=400))
    actions.wish_for_buddy(member=noor, side=FURTHER, now=now)
    actions.ask_buddy(member=noor, person=ana, now=now)
    begun(two, now)
    assert Buddyship.objects.waiting().count() == 0
    with pytest.raises(BuddyNotPossible, match="do not ask any more"):
        actions.answer_buddy(member=ana, person=noor, yes=True, now=now)


def test_three_invitations_wait_at_most(two, make_member, now):
    ana, _ben = two
    for number in range(4):
        other = make_member(f"guide-{number}", joined_at=now - timedelta(days=400))
        actions.wish_for_buddy(member=other, side=FURTHER, now=now)
        if number < 3:
            actions.ask_buddy(member=ana, person=other, now=now)
    with pytest.raises(BuddyNotPossible, match="Three people"):
        actions.ask_buddy(member=ana, person=other, now=now)
    actions.take_invitation_back(member=ana, person=Member.objects.get(handle="guide-0"), now=now)
    actions.ask_buddy(member=ana, person=other, now=now)


@pytest.mark.parametrize("number", [1, 9])
def test_the_page_costs_the_same_for_one_person_as_for_many(
    client, two, make_member, now, number, django_assert_num_queries
):
    ana, _ben = two
    for n in range(number):
        other = make_member(f"guide-{n}", joined_at=now - timedelta(days=400))
        actions.wish_for_buddy(member=other, side=FURTHER, now=now)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/people/buddy/")
    with django_assert_num_queries(14):
        client.get("/people/buddy/")
