"""The shelf for people who were told lately: what stands there was put there by its author, and goes when they say so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.discussion.actions import NotYours, shelving
from myelin.discussion.queries import FEED_SIZE
from myelin.groups import actions as groups
from myelin.members import actions as members
from myelin.members.models import Audience, Member, Profile, Role
from myelin.updates import actions
from myelin.updates.models import Update

SHELF = "/month-one/"


@pytest.fixture
def words(ben, noon):
    return actions.post_update(author=ben, text="You may rest.", now=noon)


def test_its_author_puts_it_there_and_takes_it_off(member_client, words, ana, ben):
    client = member_client(ben)
    assert "Put it on the shelf" in client.get(f"/updates/{words.pk}/").text
    for _ in range(2):
        assert client.post(f"/updates/{words.pk}/shelf/").status_code == 303
    assert "Take it off the shelf" in client.get(f"/updates/{words.pk}/").text
    assert "You may rest." in member_client(ana).get(SHELF).text
    client = member_client(ben)
    for _ in range(2):
        client.post(f"/updates/{words.pk}/shelf/", {"down": "1"})
    assert "You may rest." not in member_client(ana).get(SHELF).text
    assert "The shelf is still empty" in member_client(ana).get(SHELF).text


def test_nobody_else_puts_it_there(member_client, words, ana, noon):
    assert member_client(ana).post(f"/updates/{words.pk}/shelf/").status_code == 404
    with pytest.raises(NotYours):
        shelving.put_on_shelf(thread=words.thread, by=ana, now=noon)
    assert "Put it on the shelf" not in member_client(ana).get(f"/updates/{words.pk}/").text


def test_what_was_shared_without_a_name_may_stand_there_too_and_names_nobody(member_client, ana, ben, noon):
    update = actions.post_update(author=ben, text="Nobody told me.", without_name=True, now=noon)
    assert member_client(ana).post(f"/updates/{update.pk}/shelf/").status_code == 404
    assert member_client(ben).post(f"/updates/{update.pk}/shelf/").status_code == 303
    page = member_client(ana).get(SHELF).text
    assert "Nobody told me." in page
    assert "Ben" not in bare(page)


@pytest.mark.parametrize("audience", [Audience.ME, Audience.CIRCLE, Audience.FOLLOWERS])
def test_what_is_for_few_is_not_put_there(member_client, ben, noon, audience):
    update = actions.post_update(author=ben, text="For few", audience=audience, now=noon)
    client = member_client(ben)
    assert "Put it on the shelf" not in client.get(f"/updates/{update.pk}/").text
    page = client.post(f"/updates/{update.pk}/shelf/", follow=True)
    assert "Let all of them see this first." in page.text
    assert Update.objects.get(pk=update.pk).thread.for_newcomers_at is None


def test_nor_what_lies_in_a_group(ben, noon):
    group = groups.open_group(by=ben, name="Early birds", now=noon)
    update = actions.post_update(author=ben, text="Here", group=group, now=noon)
    with pytest.raises(shelving.NotForAll):
        shelving.put_on_shelf(thread=update.thread, by=ben, now=noon)


def test_what_is_narrowed_later_or_by_somebody_blocked_is_not_met(member_client, words, ana, ben, cleo, noon):
    shelving.put_on_shelf(thread=words.thread, by=ben, now=noon)
    theirs = actions.post_update(author=cleo, text="Cleo says", now=noon)
    shelving.put_on_shelf(thread=theirs.thread, by=cleo, now=noon)
    assert "Cleo says" not in member_client(ana).get(SHELF).text
    actions.edit_update(update=words, by=ben, text="You may rest.", mood="", audience=Audience.ME, topics=[], now=noon)
    assert "You may rest." not in member_client(ana).get(SHELF).text


def test_the_lens_covers_there_too(member_client, ana, ben, noon, settings):
    update = actions.post_update(author=ben, text="My needles were kind.", now=noon)
    shelving.put_on_shelf(thread=update.thread, by=ben, now=noon)
    members.set_lens(member=ana, themes=["needles"])
    page = member_client(Member.objects.get(pk=ana.pk)).get(SHELF).text
    assert "were kind" not in page
    assert "A post about needles, covered as you asked" in page


def test_who_was_told_lately_is_led_there_from_home(member_client, ana, words):
    now = timezone.now()
    assert SHELF not in member_client(ana).get("/").text
    Member.objects.filter(pk=ana.pk).update(joined_at=now, role=Role.MS)
    Profile.objects.filter(member=ana).update(told_year=now.year)
    assert f'href="{SHELF}"' in member_client(Member.objects.get(pk=ana.pk)).get("/").text


def test_programs_do_the_same(member_client, words, ben):
    client = member_client(ben)
    assert client.put(f"/api/v1/updates/{words.pk}/shelf").status_code == 204
    assert [row["id"] for row in client.get("/api/v1/month-one").json()["items"]] == [words.pk]
    assert client.delete(f"/api/v1/updates/{words.pk}/shelf").status_code == 204
    assert client.get("/api/v1/month-one").json()["items"] == []


@pytest.mark.parametrize("number", [1, 25])
def test_it_costs_the_same_for_many_and_comes_in_pages(
    member_client, ana, ben, noon, number, django_assert_num_queries
):
    for one in range(number):
        update = actions.post_update(author=ben, text=f"Words {one}", now=noon)
        shelving.put_on_shelf(thread=update.thread, by=ben, now=noon)
    client = member_client(ana)
    with django_assert_num_queries(2):
        page = client.get(SHELF)
    assert len(page.context["page"].items) == min(number, FEED_SIZE)
