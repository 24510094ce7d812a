"""Following: at once or by asking first; answered kindly, declined silently, and listed by keyset."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myelin.discussion import queries as discussion
from myelin.members import actions as members
from myelin.members.models import Audience, Follow, FollowRequest, Member
from myelin.notifications.models import Notice
from myelin.people import actions
from myelin.updates import actions as updates


@pytest.fixture
def careful(noor, noon):
    """Noor, who approves who follows her."""
    members.approve_followers(member=noor, on=True, now=noon)
    noor.refresh_from_db()
    return noor


def kinds(member):
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_following_is_told_once_and_stopping_never(member_client, ana, noor):
    browser = member_client(ana)
    for _again in range(2):
        answer = browser.post("/people/noor/follow/")
        assert (answer.status_code, answer["Location"]) == (303, "/people/noor/")
    assert Follow.objects.filter(follower=ana, followee=noor).count() == 1
    for _again in range(2):
        assert browser.post("/people/noor/follow/", {"stop": "1"}).status_code == 303
    assert not Follow.objects.filter(follower=ana, followee=noor).exists()
    assert kinds(noor) == ["follow"]


def test_somebody_who_approves_is_asked_first(member_client, ana, careful, noon):
    updates.post_update(author=careful, text="For followers", audience=Audience.FOLLOWERS, now=noon)
    browser = member_client(ana)
    assert "Ask to follow" in browser.get("/people/noor/").text
    for _again in range(2):
        browser.post("/people/noor/follow/")
    assert "Asked. Take it back" in browser.get("/people/noor/").text
    assert FollowRequest.objects.count() == 1
    assert not Follow.objects.filter(followee=careful).exists()
    assert discussion.followed(ana).items == []
    assert kinds(careful) == ["follow_request"]


def test_a_yes_lets_them_follow_and_tells_them(member_client, ana, careful, noon):
    updates.post_update(author=careful, text="For followers", audience=Audience.FOLLOWERS, now=noon)
    actions.follow(member=ana, person=careful, now=noon)
    page = member_client(careful).get("/settings/followers/").text
    assert "Let Ana follow" in page
    for _again in range(2):
        assert member_client(careful).post("/settings/followers/ana/", {"yes": "1"}).status_code == 303
    assert [card.excerpt for card in discussion.followed(ana)] == ["For followers"]
    assert kinds(ana) == ["follow_accepted"]


def test_a_no_is_told_to_nobody(member_client, ana, careful, noon):
    actions.follow(member=ana, person=careful, now=noon)
    member_client(careful).post("/settings/followers/ana/", {"no": "1"})
    assert not FollowRequest.objects.exists()
    assert kinds(ana) == []
    assert "Ask to follow" in member_client(ana).get("/people/noor/").text


def test_nobody_lets_themselves_in(member_client, ana, careful, noon):
    actions.follow(member=ana, person=careful, now=noon)
    member_client(ana).post("/settings/followers/noor/", {"yes": "1"})
    assert not Follow.objects.filter(follower=ana, followee=careful).exists()
    member_client(careful).post("/settings/followers/ben/", {"yes": "1"})
    assert not Follow.objects.filter(followee=careful).exists()


def test_who_follows_already_stays_and_can_be_taken_away(member_client, ana, ben, noon):
    members.approve_followers(member=ben, on=True, now=noon)
    assert Follow.objects.filter(follower=ana, followee=ben).exists()
    member_client(ben).post("/settings/followers/ana/", {"away": "1"})
    assert not Follow.objects.filter(follower=ana, followee=ben).exists()


def test_who_stops_approving_lets_in_who_asked(member_client, ana, careful, noon):
    actions.follow(member=ana, person=careful, now=noon)
    assert member_client(careful).post("/settings/followers/approval/").status_code == 303
    assert Follow.objects.filter(follower=ana, followee=careful).exists()
    assert not Member.objects.get(pk=careful.pk).approves_followers


def test_a_block_ends_a_request_both_ways(ana, careful, noon):
    actions.follow(member=ana, person=careful, now=noon)
    members.block(member=careful, person=ana, now=noon)
    assert not FollowRequest.objects.exists()
    with pytest.raises(members.NotThere):
        actions.follow(member=ana, person=careful, now=noon)


def test_blocked_members_cannot_follow_either_way(member_client, ana, cleo):
    for one, other in ((ana, "cleo"), (cleo, "ana")):
        assert member_client(one).post(f"/people/{other}/follow/").status_code == 404
        assert member_client(one).post(f"/settings/followers/{other}/", {"yes": "1"}).status_code == 404


LISTS = ["/settings/followers/", "/settings/following/", "/settings/circle/", "/settings/blocked/"]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_goes_on_by_keyset_at_a_constant_cost(
    member_client, make_member, noor, noon, path, django_assert_num_queries
):
    people = [make_member(f"m{number}") for number in range(55)]
    for number, person in enumerate(people):
        now = noon + timedelta(minutes=number // 2)
        if path == "/settings/followers/":
            members.follow(member=person, person=noor, now=now)
        elif path == "/settings/following/":
            members.follow(member=noor, person=person, now=now)
        elif path == "/settings/circle/":
            members.let_in(member=noor, person=person, now=now)
        else:
            members.block(member=noor, person=person, now=now)
    browser = member_client(noor)
    browser.get(path)
    with django_assert_num_queries(3 if path == "/settings/followers/" else 2):
        first = browser.get(path).text
    older = first.split("?after=")[1].split('"')[0]
    second = browser.get(f"{path}?after={older}").text
    seen = [
        person.handle
        for person in people
        for page in (first, second)
        if f">{person.name}<" in page or f" {person.name}\n" in page
    ]
    assert sorted(seen) == sorted(person.handle for person in people)
