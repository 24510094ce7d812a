"""News for a member: who did what, where to look, and the dot on the bell."""

from __future__ import annotations

import pytest

from myelin.base.tests.markup import bare
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.notifications import actions
from myelin.notifications.models import Notice


def tell(member, actor, noon, kind="comment", url="/updates/1/#comment-2"):
    return actions.notify(member=member, kind=kind, actor=actor, url=url, now=noon)


def test_a_notice_puts_a_dot_on_the_bell_until_it_is_seen(member_client, ana, ben, noon):
    tell(ana, ben, noon)
    browser = member_client(ana)
    page = browser.get("/notifications/").content.decode()
    assert "Ben" in page
    assert 'href="/updates/1/#comment-2"' in page
    assert 'aria-label="News for you, some new"' in page
    assert browser.post("/notifications/").status_code == 303
    assert 'aria-label="News for you"' in browser.get("/notifications/").content.decode()
    assert Notice.objects.get().read_at is not None


def test_opening_the_page_changes_nothing(member_client, ana, ben, noon):
    tell(ana, ben, noon)
    member_client(ana).get("/notifications/")
    assert Member.objects.get(pk=ana.pk).unread == 1


def test_blocked_members_never_hear_of_each_other(ana, cleo, noon):
    assert tell(ana, cleo, noon) is None
    assert tell(cleo, ana, noon) is None
    assert not Notice.objects.exists()


def test_a_block_hides_older_news_as_well(member_client, ana, ben, noon):
    tell(ana, ben, noon)
    members.block(member=ben, person=ana, now=noon)
    assert "Ben" not in bare(member_client(ana).get("/notifications/").text)


def test_news_without_a_person_are_shown(member_client, ana, noon):
    tell(ana, None, noon, kind="export", url="/settings/data/")
    assert "took a copy of your data" in member_client(ana).get("/notifications/").content.decode()


def test_the_same_hug_twice_is_one_piece_of_news(ana, ben, noon):
    tell(ana, ben, noon, kind="hug")
    assert tell(ana, ben, noon, kind="hug") is None
    assert Member.objects.get(pk=ana.pk).unread == 1


def test_nobody_reads_the_news_of_others(member_client, client, ana, ben, noon):
    tell(ana, ben, noon)
    assert "Nothing is waiting" in member_client(ben).get("/notifications/").content.decode()
    client.logout()
    assert client.get("/notifications/").status_code == 302


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_costs_the_same_for_one_as_for_many(
    member_client, make_member, ana, noon, number, django_assert_num_queries
):
    for index in range(number):
        tell(ana, make_member(f"n{index}"), noon)
    browser = member_client(ana)
    with django_assert_num_queries(3):
        browser.get("/notifications/")
