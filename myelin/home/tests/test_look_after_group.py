"""Groups through their pages: leave, hand over, keep on top, take out, change; and what the pages cost."""

from __future__ import annotations

import pytest

from myelin.discussion.models import TakenOut, Thread
from myelin.groups import actions as groups
from myelin.groups.models import Access, Group, Membership
from myelin.groups.personal_data import erase_for
from myelin.home import actions
from myelin.home.tests.conftest import browser_of
from myelin.media import actions as media
from myelin.notifications.models import Notice
from myelin.search import queries as search
from myelin.updates import actions as updates
from tests.authz.world import small_picture


def open_page(client, **said):
    return client.post("/groups/new/", {"name": "Early shifts", "access": "open", **said})


def test_leaving_is_quiet_and_works_from_the_next_request(make_group, ana, ben, noon):
    group = make_group(Access.PRIVATE, inside=[ana])
    update = updates.post_update(author=ben, text="Inside", group=group, now=noon)
    browser = browser_of(ana)
    assert browser.get(f"/updates/{update.pk}/").status_code == 200
    assert browser.post(f"/groups/{group.slug}/membership/", {"leave": "1"})["Location"] == "/groups/"
    assert browser.get(f"/updates/{update.pk}/").status_code == 404
    assert browser.get(f"/groups/{group.slug}/").status_code == 404
    assert not Notice.objects.exists()


def test_the_last_to_look_after_it_hands_over_first(make_group, ana, ben):
    group = make_group(inside=[ana])
    path = f"/groups/{group.slug}/"
    browser = browser_of(ben)
    response = browser.post(f"{path}membership/", {"leave": "1"}, follow=True)
    assert "Hand it over first" in response.text
    assert Membership.objects.of(ben).exists()
    assert browser.post(f"{path}moderators/", {"handle": "ana", "instead": "1"}).status_code == 303
    assert browser.get(f"{path}requests/").status_code == 404
    assert browser_of(ana).get(f"{path}requests/").status_code == 200
    browser.post(f"{path}membership/", {"leave": "1"})
    assert list(group.memberships.values_list("member__handle", flat=True)) == ["ana"]


def test_with_nobody_left_it_closes(make_group, ana, ben, noon):
    group = make_group()
    browser_of(ben).post(f"/groups/{group.slug}/membership/", {"leave": "1"})
    group.refresh_from_db()
    assert group.closed_at is not None
    assert browser_of(ana).get(f"/groups/{group.slug}/").status_code == 404
    assert "Early shifts" not in browser_of(ana).get("/groups/").text


def test_who_is_asked_out_comes_back_by_invitation_alone(make_group, ana, ben, noon):
    group = make_group(inside=[ana])
    path = f"/groups/{group.slug}/"
    moderator, removed = browser_of(ben), browser_of(ana)
    assert moderator.get(f"{path}members/ana/removal/").status_code == 200
    assert moderator.post(f"{path}members/ana/removal/").status_code == 303
    assert Group.objects.get().size == 1
    assert removed.post(f"{path}membership/").status_code == 409
    actions.invite(group=group, by=ben, person=ana, words="", now=noon)
    assert removed.post(f"{path}invitation/").status_code in {303, 404}
    groups.join_group(group=group, member=ana, now=noon)
    assert Group.objects.get().size == 2


def test_three_posts_are_kept_on_top_and_no_more(make_group, ana, ben, noon):
    group = make_group(inside=[ana])
    posts = [updates.post_update(author=ana, text=f"Post {n}", group=group, now=noon) for n in range(4)]
    moderator = browser_of(ben)
    for post in posts:
        moderator.post(f"/groups/{group.slug}/posts/{post.pk}/pin/")
    assert Thread.objects.filter(pinned_at__isnull=False).count() == 3
    page = moderator.get(f"/groups/{group.slug}/").text
    assert page.index("On top") < page.index("Post 0") < page.index("Newest first") < page.index("Post 3")
    assert page.count("Post 0") == 1
    moderator.post(f"/groups/{group.slug}/posts/{posts[0].pk}/pin/", {"down": "1"})
    assert Thread.objects.filter(pinned_at__isnull=False).count() == 2


def test_only_who_looks_after_it_pins_and_takes_out(make_group, ana, ben, noon):
    group = make_group(inside=[ana])
    post = updates.post_update(author=ana, text="Post", group=group, now=noon)
    browser = browser_of(ana)
    assert browser.post(f"/groups/{group.slug}/posts/{post.pk}/pin/").status_code == 404
    assert browser.post(f"/groups/{group.slug}/posts/{post.pk}/removal/", {"reason": "x"}).status_code == 404


def test_a_post_of_another_group_is_not_touched(make_group, ito, ben, noon):
    mine = make_group()
    other = groups.open_group(by=ito, name="Another", now=noon)
    post = updates.post_update(author=ito, text="Post", group=other, now=noon)
    assert browser_of(ben).post(f"/groups/{mine.slug}/posts/{post.pk}/pin/").status_code == 404
    assert browser_of(ben).post(f"/groups/{other.slug}/posts/{post.pk}/pin/").status_code == 404


def test_a_post_taken_out_is_gone_for_all_and_its_author_reads_why(make_group, ana, ben, ito, noon):
    group = make_group(inside=[ana, ito])
    picture = media.take_picture(owner=ana, upload=small_picture(), alt="", now=noon)
    post = updates.post_update(author=ana, text="hoatzin", pictures=[picture], group=group, now=noon)
    path = f"/groups/{group.slug}/posts/{post.pk}/removal/"
    moderator, author, reader = browser_of(ben), browser_of(ana), browser_of(ito)
    assert moderator.post(path, {"reason": " "}).status_code == 422
    assert moderator.post(path, {"reason": "It names somebody."}).status_code == 303
    for member in (moderator, reader):
        assert member.get(f"/updates/{post.pk}/").status_code == 404
        assert member.get(f"/pictures/{picture.pk}/480/").status_code == 404
    assert search.find(ito, "hoatzin").items == []
    assert "took a post of yours out of a group" in author.get("/notifications/").text
    page = author.get(f"/groups/taken-out/{post.pk}/").text
    assert "It names somebody." in page
    assert "hoatzin" in page
    assert reader.get(f"/groups/taken-out/{post.pk}/").status_code == 404
    assert author.post(f"/updates/{post.pk}/edit/", {"text": "hoatzin", "audience": "3"}).status_code == 404
    assert search.find(ito, "hoatzin").items == []
    assert TakenOut.objects.get().by == ben


def test_what_was_closed_is_not_opened(make_group, ben):
    group = make_group(Access.REQUEST)
    path = f"/groups/{group.slug}/edit/"
    browser = browser_of(ben)
    assert browser.post(path, {"about": "New", "rules": "", "access": "open"}).status_code == 422
    assert browser.post(path, {"about": "New", "rules": "", "access": "private"}).status_code == 303
    group.refresh_from_db()
    assert (group.about, group.access) == ("New", "private")
    with pytest.raises(groups.StaysClosed):
        groups.edit_group(group=group, by=ben, about="", rules="", access=Access.OPEN)


def test_a_group_for_caregivers_is_there_for_them_alone(make_member, ana, noon):
    carer, other = make_member("carer", role="caregiver"), make_member("other", role="caregiver")
    response = open_page(browser_of(carer), name="Chairs", caregivers_only="on")
    path = response["Location"]
    assert browser_of(other).get(path).status_code == 200
    assert browser_of(other).post(f"{path}membership/").status_code == 303
    patient = browser_of(ana)
    assert patient.get(path).status_code == 404
    assert patient.post(f"{path}membership/").status_code == 404
    assert "Chairs" not in patient.get("/groups/").text
    assert "caregivers_only" not in patient.get("/groups/new/").text
    open_page(patient, name="Mine", caregivers_only="on")
    assert not Group.objects.get(name="Mine").caregivers_only


def test_who_is_erased_leaves_the_group_to_the_one_who_was_there_longest(make_group, ana, ito, ben, noon):
    group = make_group(inside=[ana, ito])
    erase_for(ben, now=noon)
    assert list(group.memberships.moderators().values_list("member__handle", flat=True)) == ["ana"]
    assert Group.objects.get().size == 2


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_cost_the_same_for_a_few_and_for_many(
    make_group, make_member, ben, noon, number, django_assert_num_queries
):
    people = [make_member(f"m{n}") for n in range(number)]
    group = make_group(Access.REQUEST, inside=people[:8])
    for person in people:
        updates.post_update(author=person if number == 1 else people[0], text="Hi", group=group, now=noon)
    for n in range(number):
        Group.objects.create(slug=f"other-{n}", name=f"Other {n}", made_at=noon)
    browser = browser_of(ben)
    browser.get("/groups/")
    with django_assert_num_queries(4):
        browser.get("/groups/")
    with django_assert_num_queries(6):
        browser.get(f"/groups/{group.slug}/")
    with django_assert_num_queries(4):
        browser.get(f"/groups/{group.slug}/members/")
