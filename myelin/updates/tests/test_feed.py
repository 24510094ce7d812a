"""The feed: whom it shows to whom, in pages that never overlap, at a constant cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from myelin.discussion import actions as discussion
from myelin.discussion import queries
from myelin.discussion.models import Reaction
from myelin.groups import actions as groups
from myelin.groups.models import Group
from myelin.members import actions as members
from myelin.members.models import Audience
from myelin.pack.models import Topic
from myelin.updates import actions


def texts(page):
    return [card.excerpt for card in page]


def test_it_shows_what_people_i_follow_share_and_what_i_share(ana, ben, noor, noon):
    actions.post_update(author=ben, text="Ben's", now=noon)
    actions.post_update(author=noor, text="Noor's", now=noon)
    actions.post_update(author=ana, text="Mine", audience=Audience.ME, now=noon)
    assert sorted(texts(queries.followed(ana))) == ["Ben's", "Mine"]
    assert sorted(texts(queries.everything(ana))) == ["Ben's", "Mine", "Noor's"]


def test_it_shows_topics_and_groups_that_i_follow_once_each(ana, ben, noor, noon):
    topic = Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    group = Group.objects.create(slug="early", name="Early birds", made_at=noon)
    for member in (ana, noor):
        groups.join_group(group=group, member=member, now=noon)
    discussion.follow_topic(topic=topic, member=ana, now=noon)
    actions.post_update(author=noor, text="Both", topics=[topic], group=group, now=noon)
    actions.post_update(author=noor, text="Topic", topics=[topic], now=noon)
    actions.post_update(author=noor, text="Neither", now=noon)
    assert sorted(texts(queries.followed(ana))) == ["Both", "Topic"]


@pytest.mark.parametrize("show", ["", "?show=all"])
def test_a_block_hides_both_ways(member_client, ana, cleo, noon, show):
    members.unblock(member=ana, person=cleo)
    members.follow(member=cleo, person=ana, now=noon)
    members.follow(member=ana, person=cleo, now=noon)
    actions.post_update(author=ana, text="Ana says", now=noon)
    actions.post_update(author=cleo, text="Cleo says", now=noon)
    assert "Ana says" in member_client(cleo).get(f"/updates/{show}").text
    members.block(member=ana, person=cleo, now=noon)
    assert "Ana says" not in member_client(cleo).get(f"/updates/{show}").text
    assert "Cleo says" not in member_client(ana).get(f"/updates/{show}").text


@pytest.mark.parametrize(
    ("audience", "seen"), [("ME", False), ("CIRCLE", False), ("FOLLOWERS", False), ("MEMBERS", True)]
)
def test_a_stranger_sees_what_is_for_members(noor, ben, noon, audience, seen):
    actions.post_update(author=ben, text="Words", audience=Audience[audience], now=noon)
    assert bool(queries.everything(noor).items) is seen


def test_pages_never_overlap_and_miss_nothing(ana, ben, noon):
    for number in range(25):
        # Pairs share a moment, so that only the number keeps them apart.
        actions.post_update(author=ben, text=f"n{number}", now=noon + timedelta(minutes=number // 2))
    seen, after = [], None
    while True:
        page = queries.followed(ana, after=after, size=4)
        seen += texts(page)
        if page.next is None:
            break
        after = page.next
    assert seen == [f"n{number}" for number in reversed(range(25))]


def test_a_broken_cursor_is_answered_kindly(member_client, ana):
    assert member_client(ana).get("/updates/?after=nonsense").status_code == 400


@pytest.mark.parametrize("number", [1, 15])
@pytest.mark.parametrize("path", ["/updates/?show=all", "/updates/?after="])
def test_it_costs_the_same_for_one_update_as_for_many(
    member_client, ana, ben, noon, number, path, django_assert_num_queries
):
    for _ in range(number):
        update = actions.post_update(author=ben, text="Hi", now=noon)
        discussion.react(thread=update.thread, member=ana, kind=Reaction.Kind.HUG, now=noon)
    client = member_client(ana)
    client.get(path)
    # The session with its member, and the feed.
    with django_assert_num_queries(2):
        response = client.get(path)
    assert response.text.count("Hi</p>") == number


def test_a_page_of_fifteen_is_light(member_client, ana, ben, noon):
    """With six dozen buttons and their forms; an avatar or a button that says more is met fifteen times."""
    topic = Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    for _number in range(15):
        post = actions.post_update(author=ben, text="gardens " * 60, topics=[topic], now=noon)
        discussion.react(thread=post.thread, member=ben, kind=Reaction.Kind.HUG, now=noon)
    page = member_client(ana).get("/updates/?show=all")
    assert page.text.count("<article") == 15
    without_numbers = re.sub(r"\d+", "", page.text)  # those of the rows are longer, the more tests went before
    assert len(without_numbers.encode()) <= 41_200


def test_my_reactions_show_as_pressed(member_client, ana, ben, noon):
    update = actions.post_update(author=ben, text="Hi", now=noon)
    client = member_client(ana)
    client.post(f"/threads/{update.pk}/reactions/", {"put": "hug"})
    text = client.get("/updates/").text
    assert 'name="take" value="hug" aria-pressed="true"' in text
    assert 'name="put" value="like" aria-pressed="false"' in text


def test_what_the_gate_turns_away_never_makes_a_page_shorter(ana, ben, noon):
    for number in range(6):
        actions.post_update(author=ben, text=f"old {number}", now=noon + timedelta(minutes=number))
    for number in range(20):
        at = noon + timedelta(hours=1, minutes=number)
        actions.post_update(author=ben, text="Mine alone", audience=Audience.ME, now=at)
    first = queries.followed(ana, size=4)
    second = queries.followed(ana, after=first.next, size=4)
    assert [texts(first), texts(second)] == [["old 5", "old 4", "old 3", "old 2"], ["old 1", "old 0"]]
    assert second.next is None


def test_how_far_down_a_feed_reached_before_never_changes_the_next_one(ana, ben, noor, noon):
    members.follow(member=ana, person=noor, now=noon)
    posts = {}
    for number in range(14):
        by = ben if number % 7 == 0 else noor
        posts[number] = actions.post_update(author=by, text=f"n{number}", now=noon + timedelta(minutes=number))

    def feed():
        page = queries.followed(ana, size=2)
        return [*texts(page), bool(page.next)]

    assert feed() == feed() == ["n13", "n12", True]
    new = actions.post_update(author=ben, text="New", now=noon + timedelta(hours=1))
    assert feed() == ["New", "n13", True]
    actions.withdraw_update(update=new, by=ben, now=noon + timedelta(hours=1))
    assert feed() == ["n13", "n12", True]
    # Nothing that is left was as near as what was there before.
    members.unfollow(member=ana, person=noor)
    assert feed() == feed() == ["n7", "n0", False]
    members.follow(member=ana, person=noor, now=noon)
    assert feed() == ["n13", "n12", True]
    members.block(member=noor, person=ana, now=noon)
    assert feed() == feed() == ["n7", "n0", False]
