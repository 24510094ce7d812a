"""The policy as a condition, as a question and as SQL: one answer, for every tie between two people."""

from __future__ import annotations

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from myelin.audience.policy import may_see, reach, somebody_new, visible_to
from myelin.audience.sql import names_of, visible_sql, visible_to_each_sql
from myelin.discussion.models import Thread
from myelin.groups.models import Group, Membership
from myelin.members import actions as members
from myelin.members.models import Audience

TIES = {
    "stranger": Audience.MEMBERS,
    "follower": Audience.FOLLOWERS,
    "in the circle": Audience.CIRCLE,
    "follower in the circle": Audience.CIRCLE,
    "blocked": Audience.PUBLIC + 1,
    "blocker": Audience.PUBLIC + 1,
    "visitor": Audience.PUBLIC,
    "author": Audience.ME,
}


@pytest.fixture
def viewer_of(make_member, noon):
    author = make_member("dele")

    def make(tie):
        if tie == "visitor":
            return author, AnonymousUser()
        if tie == "author":
            return author, author
        viewer = make_member("viewer")
        if "follower" in tie:
            members.follow(member=viewer, person=author, now=noon)
        if "circle" in tie:
            members.let_in(member=author, person=viewer, now=noon)
        if tie == "blocked":
            members.block(member=author, person=viewer, now=noon)
        if tie == "blocker":
            members.block(member=viewer, person=author, now=noon)
        return author, viewer

    return make


def thread_of(author, audience, noon, group=None):
    return Thread.objects.create(
        kind="update", author=author, audience=audience, group=group, url="/", card="", posted_at=noon
    )


def by_sql(viewer):
    with connection.cursor() as cursor:
        condition = visible_sql(viewer, row="t")
        cursor.execute(f"SELECT id FROM discussion_thread t WHERE {condition}", names_of(viewer))
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize(("tie", "nearest"), TIES.items())
def test_a_tie_reaches_as_far_as_it_should(viewer_of, noon, tie, nearest):
    author, viewer = viewer_of(tie)
    threads = {audience: thread_of(author, audience, noon) for audience in Audience}
    expected = {thread.pk for audience, thread in threads.items() if audience >= nearest}

    assert reach(viewer, author) == nearest
    assert {threads[audience].pk for audience in Audience if may_see(viewer, author, audience)} == expected
    assert set(visible_to(Thread.objects.all(), viewer).values_list("pk", flat=True)) == expected
    assert by_sql(viewer) == expected


@pytest.mark.parametrize(
    ("gone", "tie"), list(itertools.product(["suspended_at", "erased_at"], ["stranger", "visitor"]))
)
def test_somebody_who_is_gone_shows_nothing_to_anybody(viewer_of, noon, gone, tie):
    author, viewer = viewer_of(tie)
    thread_of(author, Audience.PUBLIC, noon)
    setattr(author, gone, noon)
    author.save()

    assert not any(may_see(viewer, author, audience) for audience in Audience)
    assert not visible_to(Thread.objects.all(), viewer).exists()
    assert by_sql(viewer) == set()


@pytest.mark.parametrize(("audience", "seen"), [(Audience.MEMBERS, False), (Audience.PUBLIC, True)])
def test_what_the_community_publishes_reaches_visitors_only_when_public(db, noon, audience, seen):
    thread_of(None, audience, noon)
    assert visible_to(Thread.objects.all(), AnonymousUser()).exists() is seen
    assert bool(by_sql(AnonymousUser())) is seen


def test_what_the_community_publishes_reaches_every_member(noon, ana):
    thread = thread_of(None, Audience.MEMBERS, noon)
    assert set(visible_to(Thread.objects.all(), ana).values_list("pk", flat=True)) == {thread.pk} == by_sql(ana)


@pytest.mark.parametrize(
    ("ties", "nearest"),
    [
        ({}, Audience.MEMBERS),
        ({"follows": True}, Audience.FOLLOWERS),
        ({"follows": True, "in_circle": True}, Audience.CIRCLE),
    ],
)
def test_somebody_imagined_is_shown_what_such_a_one_would_be(ben, noon, ties, nearest):
    of = {audience: thread_of(ben, audience, noon).pk for audience in Audience}
    closed = Group.objects.create(slug="circle", name="Circle", access="private", made_at=noon)
    thread_of(ben, Audience.MEMBERS, noon, group=closed)
    viewer = somebody_new(**ties)
    shown = {pk for audience, pk in of.items() if audience >= nearest}
    assert set(visible_to(Thread.objects.all(), viewer).values_list("pk", flat=True)) == shown == by_sql(viewer)


INSIDE = {
    ("open", False): {"caregiver inside", "inside", "caregiver", "stranger"},
    ("request", False): {"caregiver inside", "inside"},
    ("private", False): {"caregiver inside", "inside"},
    ("open", True): {"caregiver inside"},
    ("request", True): {"caregiver inside"},
    ("private", True): {"caregiver inside"},
}
"""Who reads what lies in a group, by its access and whether it is for caregivers only."""


@pytest.fixture
def circle_with(make_member, noon):
    def make(access, caregivers_only):
        group = Group.objects.create(
            slug="circle", name="Circle", access=access, caregivers_only=caregivers_only, made_at=noon
        )
        people = {word: make_member(word.replace(" ", "-")) for word in ("inside", "stranger", "blocked inside")}
        for word in ("caregiver inside", "caregiver"):
            people[word] = make_member(word.replace(" ", "-"), role="caregiver")
        for word, member in people.items():
            if "inside" in word:
                Membership.objects.create(group=group, member=member, joined_at=noon)
        return group, people

    return make


@pytest.mark.parametrize("kind", INSIDE)
def test_what_lies_in_a_group_is_for_whoever_reads_there(make_member, circle_with, noon, kind):
    readers = INSIDE[kind]
    group, people = circle_with(*kind)
    author = make_member("dele")
    members.block(member=author, person=people["blocked inside"], now=noon)
    people["author"], people["visitor"] = author, AnonymousUser()
    threads = {audience: thread_of(author, audience, noon, group=group) for audience in Audience}
    public, by_nobody = threads[Audience.PUBLIC].pk, thread_of(None, Audience.MEMBERS, noon, group=group).pk
    for word, viewer in people.items():
        seen = set(visible_to(Thread.objects.all(), viewer).values_list("pk", flat=True))
        assert seen == by_sql(viewer)
        assert (public in seen) is (word in readers | {"author"} or (word == "visitor" and "stranger" in readers))
        assert (threads[Audience.MEMBERS].pk in seen) is (word in readers | {"author"})
        assert (threads[Audience.FOLLOWERS].pk in seen) is (word == "author")
        may_read = word in readers or ("inside" in word and not kind[1]) or (word == "author" and "stranger" in readers)
        assert (by_nobody in seen) is may_read


def test_a_group_that_closes_its_doors_closes_them_at_once(circle_with, ben, noon):
    group, people = circle_with("open", False)
    thread = thread_of(ben, Audience.PUBLIC, noon, group=group)
    assert by_sql(people["stranger"]) == by_sql(AnonymousUser()) == {thread.pk}
    Group.objects.filter(pk=group.pk).update(access="request")
    assert by_sql(people["stranger"]) == by_sql(AnonymousUser()) == set()
    Membership.objects.create(group=group, member=people["stranger"], joined_at=noon)
    assert by_sql(people["stranger"]) == {thread.pk}
    Membership.objects.filter(member=people["stranger"]).delete()
    assert by_sql(people["stranger"]) == set()


def test_a_caregivers_group_ends_with_the_role(circle_with, ben, noon):
    group, people = circle_with("private", True)
    thread = thread_of(ben, Audience.MEMBERS, noon, group=group)
    inside = people["caregiver inside"]
    assert by_sql(inside) == {thread.pk}
    inside.role = "ms"
    assert by_sql(inside) == set() == set(visible_to(Thread.objects.all(), inside).values_list("pk", flat=True))


@pytest.mark.parametrize("access", ["open", "request", "private"])
@pytest.mark.parametrize("caregivers_only", [False, True])
def test_asked_for_many_members_at_once_it_says_the_same(circle_with, make_member, noon, access, caregivers_only):
    group, people = circle_with(access, caregivers_only)
    author = make_member("dele")
    members.block(member=author, person=people["blocked inside"], now=noon)
    for audience in Audience:
        thread_of(author, audience, noon)
        thread_of(author, audience, noon, group=group)
    gate = visible_to_each_sql(row="t", viewer="m.id", role="m.role")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT m.id, t.id FROM members_member m, discussion_thread t WHERE {gate}")
        pairs = set(cursor.fetchall())
    for viewer in [author, *people.values()]:
        assert {thread for member, thread in pairs if member == viewer.pk} == by_sql(viewer)
