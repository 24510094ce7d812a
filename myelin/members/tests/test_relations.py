"""Follow, circle, block: one tap each, twice is safe, and a block is total and silent."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from myelin.base.tests.markup import bare
from myelin.members import actions
from myelin.members.models import Block, Follow, Grant


def test_letting_in_and_out(member_client, ana, ben):
    browser = member_client(ana)
    for _again in range(2):
        assert browser.post("/people/ben/circle/").status_code == 303
    assert Grant.objects.filter(owner=ana, friend=ben).count() == 1
    browser.post("/people/ben/circle/", {"stop": "1"})
    assert not Grant.objects.exists()


def test_a_block_ends_all_ties_both_ways(member_client, ana, ben, noon):
    actions.follow(member=ben, person=ana, now=noon)
    actions.let_in(member=ben, person=ana, now=noon)
    actions.let_in(member=ana, person=ben, now=noon)
    for _again in range(2):
        assert member_client(ana).post("/people/ben/block/").status_code == 303
    assert Block.objects.filter(blocker=ana, blocked=ben).count() == 1
    assert not Follow.objects.filter(follower__in=[ana, ben]).exists()
    assert not Grant.objects.exists()


def test_unblocking_brings_nothing_back_by_itself(member_client, ana, cleo):
    page = member_client(ana).get("/settings/blocked/").content.decode()
    assert "Cleo" in page
    for _again in range(2):
        assert member_client(ana).post("/people/cleo/block/", {"stop": "1"}).status_code == 303
    assert not Block.objects.exists()
    assert not Follow.objects.filter(follower=ana, followee=cleo).exists()


@pytest.mark.parametrize("tie", ["circle"])
def test_between_blocked_members_nothing_is_possible_either_way(member_client, ana, cleo, tie):
    missing = member_client(cleo).post(f"/people/nobody/{tie}/")
    blocked = member_client(cleo).post(f"/people/ana/{tie}/")
    assert (blocked.status_code, missing.status_code) == (404, 404)
    # The page names its own address, which the reader typed.
    assert bare(blocked.text).replace("/people/ana/", "/people/nobody/") == bare(missing.text), (
        "a block reads like a name that is not here"
    )
    assert member_client(ana).post(f"/people/cleo/{tie}/").status_code == 404
    assert not Grant.objects.exists()
    assert not Follow.objects.filter(follower=cleo).exists()


def test_one_cannot_follow_let_in_or_block_oneself(member_client, ana):
    for tie in ("follow", "circle", "block"):
        assert member_client(ana).post(f"/people/ana/{tie}/").status_code in {404, 409}
    assert not Block.objects.filter(blocked=ana).exists()


@pytest.mark.parametrize("tie", ["follow", "circle", "block"])
def test_a_stranger_signs_in_first(client, ben, tie):
    answer = client.post(f"/people/ben/{tie}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


@pytest.mark.parametrize("tie", ["follow", "circle", "block"])
def test_opening_the_address_does_nothing(member_client, ana, ben, tie):
    assert member_client(ana).get(f"/people/ben/{tie}/").status_code == 405


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (lambda ana, noon: Follow(follower=ana, followee=ana, followed_at=noon), "follow_somebody_else"),
        (lambda ana, noon: Grant(owner=ana, friend=ana, granted_at=noon), "grant_somebody_else"),
        (lambda ana, noon: Block(blocker=ana, blocked=ana, blocked_at=noon), "block_somebody_else"),
    ],
)
def test_the_database_knows_it_too(ana, noon, row, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        row(ana, noon).save()
