"""What lies in a group that not everybody reads: there for its members, nowhere for anybody else."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.discussion import actions as discussion
from myelin.groups import actions as groups
from myelin.groups.models import Access, Group, Membership
from myelin.media import actions as media
from myelin.members import actions as members
from myelin.members.models import Audience, Member
from myelin.notifications.models import Notice
from myelin.pack.models import Topic
from myelin.search import counting, queries
from myelin.search.models import Term
from myelin.updates import actions as updates
from tests.authz.world import small_picture

WORDS = "kestrel hoatzin"
"""Looked for by the first word, recognised by the second: what is typed into the search box stands on its page."""


@pytest.fixture
def circle(ben, ito, noon):
    """Ben's and Ito's group, still open."""
    group = Group.objects.create(slug="early", name="Early birds", made_at=noon)
    for member in (ben, ito):
        groups.join_group(group=group, member=member, now=noon)
    return group


@pytest.fixture
def topic(db):
    return Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)


@pytest.fixture
def shared(circle, topic, ben, noon):
    """Words and a picture of Ben's, for everyone as far as the group lets."""
    picture = media.take_picture(owner=ben, upload=small_picture(), alt="A window", now=noon)
    return updates.post_update(
        author=ben, text=WORDS, topics=[topic], pictures=[picture], audience=Audience.PUBLIC, group=circle, now=noon
    )


def close(group, access=Access.PRIVATE):
    Group.objects.filter(pk=group.pk).update(access=access)


def browser_of(member):
    client = Client()
    if member is not None:
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages_of(update):
    picture = update.placed_pictures.get().picture_id
    return [f"/updates/{update.pk}/", f"/updates/{update.pk}/history/", f"/pictures/{picture}/480/"]


LISTS = [
    "/updates/", "/updates/?show=all", "/people/ben/", "/topics/garden/", "/search/?q=kestrel", "/groups/",
    "/groups/early/", "/api/v1/feed", "/api/v1/feed?show=all", "/api/v1/search?q=kestrel",
]  # fmt: skip


def found_in(client, paths):
    return {path for path in paths if "hoatzin" in client.get(path).text}


@pytest.mark.parametrize("access", [Access.REQUEST, Access.PRIVATE])
def test_who_follows_ben_and_his_topic_meets_nothing_of_it(ana, ito, topic, circle, shared, noon, access):
    discussion.follow_topic(topic=topic, member=ana, now=noon)
    assert {"/updates/", "/topics/garden/", "/people/ben/"} <= found_in(browser_of(ana), LISTS)
    close(circle, access)
    reader, stranger, visitor = browser_of(ito), browser_of(ana), browser_of(None)
    assert {"/updates/", "/groups/early/", "/api/v1/feed"} <= found_in(reader, LISTS)
    assert found_in(stranger, LISTS) == set()
    assert [stranger.get(path).status_code for path in pages_of(shared)] == [404, 404, 404]
    assert [visitor.get(path).status_code for path in pages_of(shared)] == [404, 404, 404]
    assert [reader.get(path).status_code for path in pages_of(shared)] == [200, 200, 200]
    assert stranger.get(f"/api/v1/updates/{shared.pk}").status_code == 404


def test_a_visitor_sees_what_is_public_in_an_open_group_and_no_other(circle, shared):
    visitor = browser_of(None)
    assert visitor.get(f"/updates/{shared.pk}/").status_code == 200
    Group.objects.filter(pk=circle.pk).update(caregivers_only=True)
    assert visitor.get(f"/updates/{shared.pk}/").status_code == 404


def test_nobody_outside_talks_or_reacts_there(ana, circle, shared):
    close(circle)
    outside = browser_of(ana)
    path = f"/threads/{shared.pk}"
    assert outside.post(f"{path}/comments/", {"text": "Hi"}).status_code == 404
    assert outside.post(f"{path}/reactions/", {"put": "hug"}).status_code == 404
    body = json.dumps({"text": "Hi"})
    api = f"/api/v1/threads/{shared.pk}"
    assert outside.post(f"{api}/comments", body, content_type="application/json").status_code == 404
    assert outside.put(f"{api}/reactions/hug").status_code == 404


def test_who_left_sees_their_own_words_there_and_nobody_elses(ben, ito, circle, shared, noon):
    close(circle)
    discussion.write_comment(thread=shared.thread, author=ito, text="Ito says", now=noon)
    assert Notice.objects.of(ben).count() == 1
    Membership.objects.filter(member=ben).delete()
    gone = browser_of(ben)
    page = gone.get(f"/updates/{shared.pk}/")
    assert WORDS in page.text
    assert "Ito says" not in page.text
    assert gone.post(f"/threads/{shared.pk}/comments/", {"text": "Still here"}).status_code == 422
    assert "Ito" not in bare(gone.get("/notifications/").text)
    discussion.write_comment(thread=shared.thread, author=ito, text="Ito again", now=noon)
    assert Member.objects.get(pk=ben.pk).unread == 1
    assert Notice.objects.count() == 1


def test_it_is_found_by_members_alone_and_moves_no_ranking(ana, ito, circle, shared):
    close(circle)
    counting.count_all_words()
    assert not Term.objects.filter(lexeme__startswith="kestrel").exists()
    assert [hit.ref for hit in queries.find(ito, WORDS)] == [f"update:{shared.pk}"]
    assert queries.find(ana, WORDS).items == []


def test_a_change_of_the_post_keeps_it_and_its_picture_inside(ben, ana, circle, shared, noon):
    close(circle)
    updates.edit_update(
        update=shared, by=ben, text=f"{WORDS} again", mood="", audience=Audience.PUBLIC, topics=[], now=noon
    )
    stranger = browser_of(ana)
    assert [stranger.get(path).status_code for path in pages_of(shared)] == [404, 404, 404]
    assert found_in(stranger, LISTS) == set()


def test_a_block_holds_inside_a_group_too(ben, ito, circle, shared, noon):
    close(circle)
    members.block(member=ben, person=ito, now=timezone.now())
    assert browser_of(ito).get(f"/updates/{shared.pk}/").status_code == 404


def test_who_is_not_in_a_group_cannot_post_there(ana, circle, noon):
    close(circle)
    response = browser_of(ana).post("/updates/new/", {"text": "Hello", "group": "early"})
    assert response.status_code == 422
    with pytest.raises(discussion.NotInGroup):
        updates.post_update(author=ana, text="Hello", group=circle, now=noon)
