"""A buddy: both say yes, eight weeks with a small idea each, and either may end it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from myelin.base.tests.markup import bare
from myelin.members import actions as members
from myelin.members import personal_data as account
from myelin.members.models import Buddyship, BuddyWish, Member
from myelin.messages import actions as messages
from myelin.messages.models import Door, Message
from myelin.notifications.models import Delivery, Notice, Section
from myelin.people import actions, personal_data
from myelin.people.tests.pairs import NEW, begun, found, kinds, settle

WEEK = timedelta(days=7)


def test_it_is_off_until_somebody_says_so(member_client, ana, ben):
    page = member_client(ana).get("/people/buddy/").text
    assert "Would you like a buddy?" in page
    assert "Ben" not in bare(page.partition("<main")[2])
    assert "Would you like a buddy?" in member_client(ana).get("/people/").text
    assert not BuddyWish.objects.exists()


def test_one_asks_the_other_says_yes_and_both_see_the_first_idea(member_client, two):
    ana, ben = two
    page = member_client(ana).get("/people/buddy/").text
    assert "Ask Ben" in page
    answer = member_client(ana).post("/people/buddy/invitations/ben/", {"ask": "1"})
    assert (answer.status_code, answer["Location"]) == (303, "/people/buddy/")
    assert "You asked" in member_client(ana).get("/people/buddy/").text
    page = member_client(ben).get("/people/buddy/").text
    assert "Ana would like to be your buddy" in page
    member_client(ben).post("/people/buddy/invitations/ana/", {"yes": "1"})
    for one, other in ((ana, "Ben"), (ben, "Ana")):
        page = member_client(one).get("/people/buddy/").text
        assert f"You and {other}" in page
        assert "Week 1 of 8" in page
        assert "Say hello. What would you like to be called" in page
    assert kinds(ben) == ["buddy_asked"]
    assert kinds(ana) == ["buddy_yes"]


def test_a_side_has_to_be_chosen(member_client, ana):
    answer = member_client(ana).post("/people/buddy/", {"side": "both"})
    assert answer.status_code == 422
    assert not BuddyWish.objects.exists()


def test_asking_who_asked_is_a_yes(two, now):
    ana, ben = two
    actions.ask_buddy(member=ana, person=ben, now=now)
    for _again in range(2):
        assert actions.ask_buddy(member=ben, person=ana, now=now).accepted_at == now
    assert Buddyship.objects.get().newcomer == ana


def test_nobody_is_told_of_a_no_and_it_may_become_a_yes(member_client, two, now):
    ana, ben = two
    actions.ask_buddy(member=ana, person=ben, now=now)
    member_client(ben).post("/people/buddy/invitations/ana/", {"no": "1"})
    assert "Ana would like" not in member_client(ben).get("/people/buddy/").text
    assert "You asked" in member_client(ana).get("/people/buddy/").text
    assert kinds(ana) == []
    assert account.export_for(ana)["buddies"][0]["not_this_time_at"] is None
    actions.ask_buddy(member=ben, person=ana, now=now)
    assert Buddyship.objects.standing().count() == 1


def test_each_week_brings_an_idea_and_the_eighth_ends_it_kindly(member_client, two, now):
    ana, ben = two
    begun(two, now)
    Notice.objects.all().delete()
    for week in range(1, 9):
        actions.keep_rhythm(now=now + week * WEEK - timedelta(hours=1))
        before = ["buddy_week"] * (week - 1)
        assert kinds(ana) == kinds(ben) == before
        for _again in range(2):
            actions.keep_rhythm(now=now + week * WEEK)
    assert kinds(ana) == kinds(ben) == ["buddy_week"] * 7 + ["buddy_eight"]
    Buddyship.objects.update(accepted_at=now - 8 * WEEK, ended_at=now)
    page = member_client(ana).get("/people/buddy/").text
    assert "Eight weeks with Ben" in page
    assert "Follow Ben" in page
    assert found(ana, now) == set()


def test_a_worker_that_slept_for_weeks_sends_one_idea_and_not_three(two, now):
    begun(two, now)
    Notice.objects.all().delete()
    actions.keep_rhythm(now=now + 3 * WEEK)
    assert kinds(two[0]) == ["buddy_week"]
    assert Buddyship.objects.get().look_at == now + 4 * WEEK


def test_the_ideas_can_be_switched_off(two, now):
    ana, ben = two
    Delivery.objects.create(member=ana, silent=[Section.BUDDY])
    begun(two, now)
    Notice.objects.all().delete()
    actions.keep_rhythm(now=now + WEEK)
    assert (kinds(ana), kinds(ben)) == ([], ["buddy_week"])


def test_either_ends_it_without_a_reason_and_the_other_hears_it_kindly(member_client, two, now):
    ana, ben = two
    bond = begun(two, now)
    Notice.objects.all().delete()
    browser = member_client(ben)
    assert "without a reason" in browser.get(f"/people/buddy/{bond.pk}/end/").text
    for _again in range(2):
        assert browser.post(f"/people/buddy/{bond.pk}/end/").status_code == 303
    assert (kinds(ana), kinds(ben)) == (["buddy_over"], [])
    page = member_client(ana).get("/people/buddy/").text
    assert "Your time with Ben is over" in page
    assert "nobody’s fault" in page
    assert actions.keep_rhythm(now=now + 9 * WEEK) == 0


def test_a_stranger_cannot_end_it(member_client, two, noor, now):
    bond = begun(two, now)
    assert member_client(noor).post(f"/people/buddy/{bond.pk}/end/").status_code == 404


def test_a_block_ends_it_for_good_and_says_nothing(member_client, two, now):
    ana, ben = two
    bond = begun(two, now)
    Notice.objects.all().delete()
    members.block(member=ana, person=ben, now=now)
    assert "Ana" not in bare(member_client(ben).get("/people/buddy/").text.partition("<main")[2])
    members.unblock(member=ana, person=ben)
    bond.refresh_from_db()
    assert bond.ended_at == now
    assert kinds(ben) == []


@pytest.mark.parametrize("state", ["suspended_at", "remembered_at"])
def test_it_ends_kindly_when_somebody_cannot_be_met_any_more(two, now, state):
    ana, ben = two
    begun(two, now)
    Notice.objects.all().delete()
    Member.objects.filter(pk=ben.pk).update(**{state: now})
    actions.keep_rhythm(now=now)
    assert Buddyship.objects.open().count() == 0
    assert (kinds(ana), kinds(ben)) == (["buddy_over"], [])


def test_who_is_erased_takes_everything_along_and_the_other_hears_it_kindly(two, now):
    ana, ben = two
    begun(two, now)
    Notice.objects.all().delete()
    personal_data.erase_for(ben, now=now)
    account.erase_for(ben, now=now)
    assert not Buddyship.objects.exists()
    assert not BuddyWish.objects.filter(member=ben).exists()
    assert kinds(ana) == ["buddy_over"]


def test_stopping_ends_what_waits_and_keeps_the_buddy(member_client, two, make_member, now):
    _ana, ben = two
    begun(two, now)
    new = make_member("new", joined_at=now)
    actions.wish_for_buddy(member=new, side=NEW, now=now)
    actions.ask_buddy(member=new, person=ben, now=now)
    for _again in range(2):
        assert member_client(ben).post("/people/buddy/wish/removal/").status_code == 303
    assert Buddyship.objects.standing().count() == 1
    assert Buddyship.objects.waiting().count() == 0
    assert found(new, now) == set()


def test_an_invitation_that_nobody_answers_lapses_without_a_word(two, now):
    ana, ben = two
    actions.ask_buddy(member=ana, person=ben, now=now)
    Notice.objects.all().delete()
    actions.keep_rhythm(now=now + timedelta(days=15))
    assert Buddyship.objects.waiting().count() == 0
    assert kinds(ana) == kinds(ben) == []


def test_buddies_write_to_each_other_whatever_their_door_says(two, now):
    ana, ben = two
    settle(ana, now)
    messages.set_door(member=ben, open_to=Door.Open.NOBODY)
    with pytest.raises(messages.TooNew):
        messages.begin(by=ana, people=[ben], text="Hello", key=uuid4(), now=now)
    begun(two, now)
    messages.begin(by=ana, people=[ben], text="Hello", key=uuid4(), now=now)
    assert Message.objects.get().conversation.seats.filter(accepted_at=None).count() == 0


def test_a_program_asks_answers_and_ends(member_client, two):
    ana, ben = two
    browser = member_client(ana)
    assert browser.get("/api/v1/buddy/candidates").json()["items"][0]["handle"] == "ben"
    assert browser.put("/api/v1/buddy/invitations/ben").json()["i_asked"][0]["name"] == "Ben"
    told = member_client(ben).put("/api/v1/buddy/invitations/ana").json()
    assert told["buddies"][0]["week"] == 1
    assert told["side"] == "further"
    assert member_client(ben).delete(f"/api/v1/buddies/{told['buddies'][0]['id']}").status_code == 204
    assert member_client(ana).get("/api/v1/buddy").json()["buddies"] == []
    assert member_client(ana).put("/api/v1/buddy", {"side": "x"}, content_type="application/json").status_code == 422
    assert member_client(ana).delete("/api/v1/buddy").status_code == 204
