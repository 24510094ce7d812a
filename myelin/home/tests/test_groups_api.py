"""Groups for programs: listed, joined, left, read and written to, through the gates of the pages."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from myelin.groups import actions as groups
from myelin.groups.models import Access, Membership
from myelin.home import actions as home
from myelin.members import actions as members
from myelin.updates import actions as updates

API = "/api/v1/groups"


@pytest.fixture
def made(ben, noon):
    """Ben's groups: an open one and a private one."""
    kinds = (Access.OPEN, Access.PRIVATE)
    return {kind.value: groups.open_group(by=ben, name=f"Group {kind}", access=kind, now=noon) for kind in kinds}


@pytest.fixture
def on_request(noor, noon):
    return groups.open_group(by=noor, name="Window seats", access=Access.REQUEST, now=noon)


def put(client, group, **body):
    return client.put(f"{API}/{group.slug}/membership", json.dumps(body), content_type="application/json")


def test_it_lists_those_that_are_there_for_me_and_how_i_belong(member_client, made, on_request, ana):
    client = member_client(ana)
    assert [(row["name"], row["mine"]) for row in client.get(API).json()["items"]] == [
        ("Group open", "none"),
        ("Window seats", "none"),
    ]
    put(client, made["open"])
    put(client, on_request, words="I bake.")
    found = {row["name"]: row["mine"] for row in client.get(API).json()["items"]}
    assert found == {"Group open": "member", "Window seats": "asked"}
    assert [row["name"] for row in client.get(f"{API}?mine=1").json()["items"]] == ["Group open"]


def test_joining_twice_is_once_and_so_is_leaving(member_client, made, ana):
    client = member_client(ana)
    for _ in range(2):
        assert put(client, made["open"]).json()["mine"] == "member"
    assert Membership.objects.filter(member=ana).count() == 1
    for _ in range(2):
        assert client.delete(f"{API}/{made['open'].slug}/membership").status_code == 204
    assert not Membership.objects.filter(member=ana).exists()


def test_an_invitation_is_said_yes_to(member_client, made, ben, ana, noon):
    home.invite(group=made["private"], by=ben, person=ana, words="", now=timezone.now())
    client = member_client(ana)
    assert client.get(f"{API}/{made['private'].slug}").json()["mine"] == "invited"
    assert client.get(f"{API}/{made['private'].slug}/feed").status_code == 404
    assert put(client, made["private"]).json()["mine"] == "member"


def test_what_is_asked_can_be_taken_back(member_client, on_request, ana):
    client = member_client(ana)
    assert put(client, on_request, words="x" * 301).status_code == 422
    assert put(client, on_request).json()["mine"] == "asked"
    assert client.delete(f"{API}/{on_request.slug}/membership").status_code == 204
    assert client.get(f"{API}/{on_request.slug}").json()["mine"] == "none"


def test_the_last_who_cares_is_told_why_they_cannot_go(member_client, made, ana, ben):
    put(member_client(ana), made["open"])
    answer = member_client(ben).delete(f"{API}/{made['open'].slug}/membership")
    assert answer.status_code == 409
    assert "Hand it over first" in answer.json()["detail"]


def test_members_post_and_others_only_read(member_client, made, ana, ben, noor):
    slug = made["open"].slug
    post = {"path": f"{API}/{slug}/posts", "data": json.dumps({"text": "Hello"}), "content_type": "application/json"}
    assert member_client(noor).post(**post).status_code == 404
    assert member_client(ben).post(**post).status_code == 201
    assert [row["excerpt"] for row in member_client(noor).get(f"{API}/{slug}/feed").json()["items"]] == ["Hello"]
    empty = {**post, "data": json.dumps({"text": " "})}
    assert member_client(ben).post(**empty).json()["detail"] == "An update needs words or a picture."


def test_who_is_asked_out_hears_nothing_from_then_on(member_client, made, ana, ben, noon):
    private = made["private"]
    home.invite(group=private, by=ben, person=ana, words="", now=noon)
    groups.accept_invitation(group=private, member=ana, now=noon)
    updates.post_update(author=ben, text="kanari", group=private, now=noon)
    client = member_client(ana)
    assert client.get(f"{API}/{private.slug}/feed").json()["items"]
    groups.remove_member(group=private, by=ben, person=ana, now=noon)
    for path in ("", "/feed"):
        assert client.get(f"{API}/{private.slug}{path}").status_code == 404
    assert client.get(f"{API}/{private.slug}").content == client.get(f"{API}/never-was").content


def test_somebody_i_block_is_not_read_there(member_client, made, ana, ben, cleo, noon):
    groups.join_group(group=made["open"], member=cleo, now=noon)
    updates.post_update(author=cleo, text="Cleo says", group=made["open"], now=noon)
    assert member_client(ana).get(f"{API}/{made['open'].slug}/feed").json()["items"] == []
    members.unblock(member=ana, person=cleo)
    assert len(member_client(ana).get(f"{API}/{made['open'].slug}/feed").json()["items"]) == 1


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_costs_the_same_for_many(member_client, make_member, ana, noon, number, django_assert_num_queries):
    for one in range(number):
        groups.open_group(by=make_member(f"m{one}"), name=f"Group {one}", now=noon)
    client = member_client(ana)
    with django_assert_num_queries(5):
        assert len(client.get(API).json()["items"]) == number
