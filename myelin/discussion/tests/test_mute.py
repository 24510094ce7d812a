"""Mute a person, a topic, a thread: feeds and news leave them out, nobody is told, and all of it can be taken back."""

from __future__ import annotations

import pytest

from myelin.discussion import actions, mutes, queries
from myelin.discussion.models import Reaction
from myelin.members import actions as members
from myelin.notifications.models import Notice
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.updates import actions as updates


@pytest.fixture
def sleep(db):
    return Topic.objects.create(slug="sleep", name="Sleep", about="Nights", group="Life", position=0)


def post(author, now, text="Hello", **more):
    return updates.post_update(author=author, text=text, now=now, **more).thread


def ids(page):
    return {card.id for card in page}


def test_a_muted_person_is_left_out_of_feeds_and_stays_on_their_page(member_client, ana, ben, noon):
    thread = post(ben, noon, "From Ben")
    assert thread.pk in ids(queries.followed(ana)) & ids(queries.everything(ana))
    page = member_client(ana)
    assert page.post("/people/ben/mute/").status_code == 303
    assert thread.pk not in ids(queries.followed(ana)) | ids(queries.everything(ana))
    assert b"From Ben" in page.get("/people/ben/").content
    assert b"From Ben" in page.get(thread.url).content
    assert page.post("/people/ben/mute/", {"stop": "1"}).status_code == 303
    assert thread.pk in ids(queries.followed(ana))


def test_a_muted_person_is_no_news(ana, ben, noon):
    mine = post(ana, noon)
    actions.write_comment(thread=mine, author=ben, text="Hi", now=noon)
    assert Notice.objects.of(ana).count() == 1
    members.mute(member=ana, person=ben, now=noon)
    actions.react(thread=mine, member=ben, kind=Reaction.Kind.HUG, now=noon)
    assert Notice.objects.of(ana).count() == 0
    members.unmute(member=ana, person=ben)
    assert Notice.objects.of(ana).count() == 1


def test_the_muted_one_notices_nothing(member_client, ana, ben, noon):
    thread = post(ana, noon, "From Ana")
    members.mute(member=ben, person=ana, now=noon)
    assert thread.pk in ids(queries.everything(ana))
    members.mute(member=ana, person=ben, now=noon)
    page = member_client(ben)
    page.post("/people/ana/mute/", {"stop": "1"})
    assert b"From Ana" in page.get("/updates/?show=all").content
    assert b"ute" not in page.get("/notifications/").content.split(b"<main")[1].split(b"</main")[0]


def test_a_muted_topic_is_left_out_and_its_page_stays(member_client, ana, ben, noon, sleep):
    about, other = post(ben, noon, topics=[sleep]), post(ben, noon)
    mine = post(ana, noon, topics=[sleep])
    page = member_client(ana)
    page.post("/topics/sleep/follow/")
    assert page.post("/topics/sleep/mute/").status_code == 303
    assert ids(queries.everything(ana)) == {other.pk, mine.pk} == ids(queries.followed(ana))
    assert about.pk in ids(queries.about_topic(ana, sleep))
    assert b"Muted. Bring it back" in page.get("/topics/sleep/").content
    page.post("/topics/sleep/mute/", {"stop": "1"})
    assert about.pk in ids(queries.everything(ana))


def test_a_muted_thread_is_left_out_and_is_no_news(member_client, ana, ben, noon):
    asked = questions.ask_question(author=ana, title="What helps?", now=noon)
    page = member_client(ana)
    assert b"Mute this thread" in page.get(f"/threads/{asked.pk}/mute/").content
    assert page.post(f"/threads/{asked.pk}/mute/").status_code == 303
    assert asked.pk not in ids(queries.everything(ana))
    questions.answer_question(question=asked, author=ben, text="Rest.", now=noon)
    assert Notice.objects.of(ana).count() == 0
    assert b"What helps?" in page.get("/settings/muted/?show=threads").content
    page.post(f"/threads/{asked.pk}/mute/", {"stop": "1"})
    questions.answer_question(question=asked, author=ben, text="Tea.", now=noon)
    assert Notice.objects.of(ana).count() == 1


def test_a_card_leads_to_see_less_but_not_for_ones_own(member_client, ana, ben, noon):
    theirs, mine = post(ben, noon), post(ana, noon)
    text = member_client(ana).get("/updates/?show=all").content.decode()
    assert f"/threads/{theirs.pk}/mute/" in text
    assert f"/threads/{mine.pk}/mute/" not in text


def test_a_thread_that_is_not_there_cannot_be_muted(cleo, ana, noon):
    with pytest.raises(actions.NotThere):
        mutes.mute_thread(thread=post(ana, noon), member=cleo, now=noon)


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("show", ["people", "topics", "threads"])
def test_the_list_costs_the_same_for_one_as_for_many(
    member_client, make_member, ana, noon, number, show, django_assert_num_queries
):
    for place in range(number):
        person = make_member(f"person-{place}")
        topic = Topic.objects.create(slug=f"t{place}", name=f"T{place}", about="x", group="x", position=place)
        members.mute(member=ana, person=person, now=noon)
        mutes.mute_topic(topic=topic, member=ana, now=noon)
        mutes.mute_thread(thread=post(person, noon), member=ana, now=noon)
    page = member_client(ana)
    page.get("/settings/muted/")
    with django_assert_num_queries(2):
        assert page.get(f"/settings/muted/?show={show}").content.count(b'name="stop"') == number


def test_muting_over_the_api(member_client, ana, ben, noon, sleep):
    thread = post(ben, noon, topics=[sleep])
    page = member_client(ana)
    for path in ("people/ben", f"threads/{thread.pk}", "topics/sleep"):
        assert page.put(f"/api/v1/{path}/mute").status_code == 204
        assert thread.pk not in ids(queries.everything(ana))
        assert page.delete(f"/api/v1/{path}/mute").status_code == 204
        assert thread.pk in ids(queries.everything(ana))


def test_the_list_over_the_api_takes_more_and_less(member_client, ana, ben, noon, sleep):
    thread = post(ben, noon, topics=[sleep])
    client = member_client(ana)
    for name, value in (("handle", "ben"), ("thread", thread.pk), ("topic", "sleep")):
        for _again in range(2):
            assert client.post("/api/v1/mutes", {name: value}, content_type="application/json").status_code == 204
        assert thread.pk not in ids(queries.everything(ana))
        for _again in range(2):
            assert client.delete(f"/api/v1/mutes?{name}={value}").status_code == 204
        assert thread.pk in ids(queries.everything(ana))


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"handle": "ben", "topic": "sleep"}, 422), ({"handle": "cleo"}, 404), ({"thread": 999999}, 404)],
)
def test_the_list_over_the_api_takes_one_thing_that_is_there(member_client, ana, sleep, body, status):
    answer = member_client(ana).post("/api/v1/mutes", body, content_type="application/json")
    assert answer.status_code == status


def test_the_list_over_the_api_is_read_page_by_page(member_client, make_member, ana, ben, noon, sleep):
    members.mute(member=ana, person=ben, now=noon)
    members.mute(member=ana, person=make_member("dele"), now=noon)
    thread = post(make_member("lia"), noon)
    mutes.mute_thread(thread=thread, member=ana, now=noon)
    mutes.mute_topic(topic=sleep, member=ana, now=noon)
    client = member_client(ana)
    first = client.get("/api/v1/mutes?size=1").json()
    rest = client.get(f"/api/v1/mutes?size=1&after={first['next']}").json()
    assert [row["handle"] for row in first["items"] + rest["items"]] == ["dele", "ben"]
    assert rest["next"] is None
    assert [row["thread"] for row in client.get("/api/v1/mutes?show=threads").json()["items"]] == [thread.pk]
    assert [row["topic"] for row in client.get("/api/v1/mutes?show=topics").json()["items"]] == ["sleep"]
    assert member_client(ben).get("/api/v1/mutes").json()["items"] == []


def test_what_a_muted_person_wrote_is_not_found_and_they_are(member_client, ana, ben, noon):
    post(ben, noon, "Sparrows in the garden")
    members.mute(member=ana, person=ben, now=noon)
    client = member_client(ana)
    assert "Sparrows" not in client.get("/search/?q=sparrows").text
    assert client.get("/api/v1/search?q=sparrows").json()["items"] == []
    assert [hit["ref"] for hit in client.get("/api/v1/search?q=ben").json()["items"]] == [f"person:{ben.pk}"]
    members.unmute(member=ana, person=ben)
    assert "Sparrows" in client.get("/search/?q=sparrows").text
