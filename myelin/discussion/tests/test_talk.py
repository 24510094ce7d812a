"""Comments and reactions: the gate, the counts, twice, and what a block does."""

from __future__ import annotations

from uuid import uuid4

import pytest

from myelin.discussion import actions, queries
from myelin.discussion.models import Comment, Reaction
from myelin.members import actions as members
from myelin.members.models import Audience
from myelin.notifications.models import Notice
from myelin.updates import actions as updates


@pytest.fixture
def thread(ana, noon):
    return updates.post_update(author=ana, text="A quiet day", now=noon).thread


def test_a_comment_stands_under_the_thread_and_the_author_hears_of_it(member_client, ana, ben, thread):
    response = member_client(ben).post(f"/threads/{thread.pk}/comments/", {"text": "Save me the seat."})
    comment = Comment.objects.get()
    thread.refresh_from_db()
    assert response["Location"] == f"/updates/{thread.pk}/#comment-{comment.pk}"
    assert thread.replies == 1
    assert Notice.objects.get().member == ana
    assert "Save me the seat." in member_client(ana).get(f"/updates/{thread.pk}/").text


def test_an_empty_comment_is_refused_kindly(member_client, ben, thread):
    response = member_client(ben).post(f"/threads/{thread.pk}/comments/", {"text": "  "})
    assert response.status_code == 422
    assert "Write a few words first." in response.text


def test_two_taps_write_one_comment(member_client, ben, thread):
    data = {"text": "Once", "once": str(uuid4())}
    for _ in range(2):
        member_client(ben).post(f"/threads/{thread.pk}/comments/", data)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("road", ["comments", "reactions"])
def test_what_may_not_be_seen_cannot_be_talked_under(member_client, ana, cleo, noor, noon, road):
    private = updates.post_update(author=ana, text="Mine", audience=Audience.ME, now=noon)
    data = {"text": "Hello", "put": "hug"}
    assert member_client(noor).post(f"/threads/{private.pk}/{road}/", data).status_code == 404
    shown = updates.post_update(author=ana, text="Members", now=noon)
    assert member_client(cleo).post(f"/threads/{shown.pk}/{road}/", data).status_code == 404


def test_a_reply_must_belong_to_the_same_thread(member_client, ana, ben, thread, noon):
    other = updates.post_update(author=ana, text="Another", now=noon)
    comment = actions.write_comment(thread=other.thread, author=ben, text="There", now=noon)
    response = member_client(ben).post(f"/threads/{thread.pk}/comments/", {"text": "Here", "parent": comment.pk})
    assert response.status_code == 404


def test_a_reply_to_a_reply_stays_one_level_deep(ana, ben, thread, noon):
    head = actions.write_comment(thread=thread, author=ben, text="1", now=noon)
    reply = actions.write_comment(thread=thread, author=ana, text="2", parent=head, now=noon)
    deeper = actions.write_comment(thread=thread, author=ben, text="3", parent=reply, now=noon)
    assert deeper.parent == head
    assert [row.text for row in queries.talk(thread, ana)] == ["1", "2", "3"]


def test_a_block_hides_comments_both_ways(ana, ben, noor, thread, noon):
    actions.write_comment(thread=thread, author=noor, text="Noor", now=noon)
    members.block(member=ben, person=noor, now=noon)
    assert [row.text for row in queries.talk(thread, ben)] == []
    assert [row.text for row in queries.talk(thread, ana)] == ["Noor"]


def test_a_withdrawn_comment_is_gone_and_not_counted(member_client, ben, thread, noon):
    comment = actions.write_comment(thread=thread, author=ben, text="Oh", now=noon)
    for _ in range(2):
        actions.withdraw_comment(comment=comment, by=ben, now=noon)
    thread.refresh_from_db()
    assert (thread.replies, queries.talk(thread, ben)) == (0, [])


def test_nobody_withdraws_the_comment_of_somebody_else(member_client, ana, ben, thread, noon):
    comment = actions.write_comment(thread=thread, author=ben, text="Oh", now=noon)
    assert member_client(ana).post(f"/comments/{comment.pk}/withdrawal/").status_code == 404


@pytest.mark.parametrize("kind", Reaction.Kind)
def test_two_taps_are_one_reaction_and_it_can_be_taken_back(member_client, ana, ben, thread, kind):
    client, path = member_client(ben), f"/threads/{thread.pk}/reactions/"
    for _ in range(2):
        client.post(path, {"put": kind.value})
    thread.refresh_from_db()
    assert getattr(thread, Reaction.COUNTERS[kind]) == 1
    assert Notice.objects.filter(member=ana).count() == 1
    for _ in range(2):
        client.post(path, {"take": kind.value})
    thread.refresh_from_db()
    assert getattr(thread, Reaction.COUNTERS[kind]) == 0


def test_the_way_back_never_leaves_the_house(member_client, ben, thread):
    data = {"put": "hug", "next": "//elsewhere.example/"}
    assert member_client(ben).post(f"/threads/{thread.pk}/reactions/", data)["Location"] == thread.url


@pytest.mark.parametrize("number", [1, 12])
def test_talk_costs_the_same_for_one_comment_as_for_many(
    member_client, ana, ben, thread, noon, number, django_assert_num_queries
):
    for _ in range(number):
        actions.write_comment(thread=thread, author=ben, text="Hm", now=noon)
    client = member_client(ana)
    # The session with its member, the update, its pictures, its card, the talk, and
    # what the reader began to write there.
    with django_assert_num_queries(6):
        client.get(f"/updates/{thread.pk}/")
