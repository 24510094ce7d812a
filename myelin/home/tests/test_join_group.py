"""Groups through their pages: open one, join, ask and be answered, invite and be invited."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myelin.groups import actions as groups
from myelin.groups.models import Access, Group, Invitation, JoinRequest, Membership
from myelin.home import actions
from myelin.home.tests.conftest import browser_of
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.notifications.models import Notice


def open_page(client, **said):
    return client.post("/groups/new/", {"name": "Early shifts", "access": "open", **said})


def test_a_member_opens_a_group_and_looks_after_it(member_client, ben):
    response = open_page(member_client(ben), about="Before the sun", rules="Be kind.\n\nStay here.")
    assert (response.status_code, response["Location"]) == (303, "/groups/early-shifts/")
    page = member_client(ben).get("/groups/early-shifts/").text
    assert "They look after it" in page
    assert page.count("<li>Be kind.</li>") == page.count("<li>Stay here.</li>") == 1
    assert Membership.objects.get().role == Membership.Role.MODERATOR
    assert Group.objects.get().size == 1


def test_it_needs_a_name(member_client, ben):
    response = open_page(member_client(ben), name=" ", about="Kept")
    assert response.status_code == 422
    assert "Give the group a name." in response.text
    assert "Kept" in response.text


def test_two_a_week_are_enough(member_client, ben):
    browser = member_client(ben)
    assert [open_page(browser).status_code for _ in range(3)] == [303, 303, 422]
    assert Group.objects.count() == 2


def test_the_address_of_a_private_group_says_nothing_and_takes_no_name_away(ben, ito, noon):
    hidden = groups.open_group(by=ben, name="Early shifts", access=Access.PRIVATE, now=noon)
    assert "early" not in hidden.slug
    assert groups.open_group(by=ito, name="Early shifts", now=noon).slug == "early-shifts"
    assert groups.open_group(by=ito, name="New", now=noon).slug.startswith("new-")
    title = browser_of(ben).get(f"/groups/{hidden.slug}/").text.partition("</title>")[0]
    assert "Early" not in title


def test_joining_twice_is_joining_once(make_group, ana):
    group = make_group()
    browser = browser_of(ana)
    for _ in range(2):
        assert browser.post(f"/groups/{group.slug}/membership/").status_code == 303
    assert Group.objects.get().size == group.memberships.count() == 2
    assert "Leave quietly" in browser.get(f"/groups/{group.slug}/").text


def test_a_closed_group_is_not_joined_by_wishing(make_group, ana):
    group = make_group(Access.REQUEST)
    response = browser_of(ana).post(f"/groups/{group.slug}/membership/")
    assert response.status_code == 409
    assert not Membership.objects.of(ana).exists()


def test_asking_is_answered_with_yes(make_group, ana, ben):
    group = make_group(Access.REQUEST)
    path = f"/groups/{group.slug}/"
    asker, moderator = browser_of(ana), browser_of(ben)
    assert "What people" not in asker.get(path).text
    assert asker.post(f"{path}request/", {"words": "I bake."}).status_code == 303
    assert "You asked to join" in asker.get(path).text
    assert "asks to join a group that you look after" in moderator.get("/notifications/").text
    assert "I bake." in moderator.get(f"{path}requests/").text
    request = JoinRequest.objects.get()
    for _ in range(2):
        assert moderator.post(f"{path}requests/{request.pk}/").status_code in {303, 404}
    assert "Leave quietly" in asker.get(path).text
    assert "let you into a group" in asker.get("/notifications/").text
    assert not JoinRequest.objects.exists()
    assert Notice.objects.filter(kind="group_welcome").count() == 1


def test_asking_is_answered_with_no_and_not_asked_again_for_a_month(make_group, ana, ben, noon):
    group = make_group(Access.REQUEST)
    path = f"/groups/{group.slug}/"
    request = actions.ask_to_join(group=group, member=ana, words="", now=noon)
    browser_of(ben).post(f"{path}requests/{request.pk}/", {"decline": "1"})
    asker = browser_of(ana)
    assert "Not this time" in asker.get(path).text
    assert asker.post(f"{path}request/", {"words": "Again"}).status_code == 422
    JoinRequest.objects.update(declined_at=noon - timedelta(days=31))
    groups.ask_to_join(group=group, member=ana, words="Again", now=noon)
    assert JoinRequest.objects.get().declined_at is None


def test_a_question_can_be_taken_back(make_group, ana):
    group = make_group(Access.REQUEST)
    browser = browser_of(ana)
    browser.post(f"/groups/{group.slug}/request/", {"words": ""})
    browser.post(f"/groups/{group.slug}/request/", {"take_back": "1"})
    assert not JoinRequest.objects.exists()


def test_who_is_invited_sees_it_and_joins(make_group, ana, ben):
    group = make_group(Access.PRIVATE, about="Before the sun")
    path = f"/groups/{group.slug}/"
    inviter, invited = browser_of(ben), browser_of(ana)
    assert invited.get(path).status_code == 404
    response = inviter.post(f"{path}invitations/", {"name": "Ana", "words": "Come and sit with us?"})
    assert response.status_code == 303
    for page in ("/groups/", "/notifications/", path):
        assert "invites you to" in invited.get(page).text
    assert "Early shifts" not in invited.get("/notifications/").text
    assert "Come and sit with us?" in invited.get(path).text
    assert invited.get(f"{path}members/").status_code == 404
    assert invited.post(f"{path}invitation/").status_code == 303
    assert "What would you like to share here?" in invited.get(path).text
    assert not Invitation.objects.exists()


def test_a_no_is_told_to_nobody(make_group, ana, ben):
    group = make_group(Access.PRIVATE)
    path = f"/groups/{group.slug}/"
    inviter, invited = browser_of(ben), browser_of(ana)
    inviter.post(f"{path}invitations/", {"name": "ana"})
    assert invited.post(f"{path}invitation/", {"decline": "1"})["Location"] == "/groups/"
    assert invited.get(path).status_code == 404
    assert "invites you" not in invited.get("/notifications/").text
    assert Member.objects.get(pk=ana.pk).unread == 0
    assert not Notice.objects.filter(member=ben).exists()
    assert inviter.post(f"{path}invitations/", {"name": "ana"}).status_code == 303
    assert invited.get(path).status_code == 404


def test_an_invitation_taken_back_leaves_nothing(make_group, ana, ben):
    group = make_group(Access.PRIVATE)
    path = f"/groups/{group.slug}/"
    browser_of(ben).post(f"{path}invitations/", {"name": "ana"})
    browser_of(ben).post(f"{path}invitations/{Invitation.objects.get().pk}/withdrawal/")
    invited = browser_of(ana)
    assert invited.get(path).status_code == 404
    assert invited.post(f"{path}invitation/").status_code == 404
    assert "invites you" not in invited.get("/notifications/").text
    assert "Early shifts" not in invited.get("/groups/").text
    assert Member.objects.get(pk=ana.pk).unread == 0


def test_a_block_takes_the_invitation_away(make_group, ana, ben, noon):
    group = make_group(Access.PRIVATE)
    actions.invite(group=group, by=ben, person=ana, words="", now=noon)
    members.block(member=ana, person=ben, now=noon)
    invited = browser_of(ana)
    assert invited.get(f"/groups/{group.slug}/").status_code == 404
    assert "invites you" not in invited.get("/notifications/").text + invited.get("/groups/").text


def test_nobody_learns_of_a_block_by_inviting(make_group, ana, cleo):
    group = make_group(Access.PRIVATE, by=cleo)
    browser = browser_of(cleo)
    blocked = browser.post(f"/groups/{group.slug}/invitations/", {"name": "ana"})
    nobody = browser.post(f"/groups/{group.slug}/invitations/", {"name": "nobody"})
    assert blocked.status_code == nobody.status_code == 422
    assert "We know nobody here by that name." in blocked.text
    assert "We know nobody here by that name." in nobody.text
    assert not Invitation.objects.exists()


def test_an_invitation_ends_after_two_weeks(make_group, ana, ben, noon):
    group = make_group(Access.PRIVATE)
    groups.invite(group=group, by=ben, person=ana, words="", now=noon)
    late = noon + timedelta(days=15)
    with pytest.raises(groups.NotThere):
        groups.accept_invitation(group=group, member=ana, now=late)
    assert groups.end_invitations(now=late) == 1
    assert not Group.objects.visible_to(ana).exists()
