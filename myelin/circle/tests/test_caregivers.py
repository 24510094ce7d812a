"""The own space of whoever cares: the card on their front page, and a group that those they care for do not read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.circle import actions
from myelin.groups import actions as groups
from myelin.groups.models import Access
from myelin.members.models import Audience, Member, Role
from myelin.notifications.models import Notice
from myelin.updates import actions as updates


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def carer(ben):
    Member.objects.filter(pk=ben.pk).update(role=Role.CAREGIVER)
    ben.refresh_from_db()
    return ben


@pytest.mark.parametrize("role", [Role.CAREGIVER, Role.MS])
def test_the_front_page_of_whoever_cares_names_for_whom(let, ana, ben, role, django_assert_num_queries):
    Member.objects.filter(pk=ben.pk).update(role=role)
    client = browser_of(ben)
    assert "People I care for" not in client.get("/").text
    row = let(ana, ben, "calendar")
    with django_assert_num_queries(5):  # one more than the front page of whoever follows nobody
        page = client.get("/").text
    assert "People I care for" in page and "/circle/ana/" in page
    assert "People I care for" not in browser_of(ana).get("/").text
    actions.end(carer=row, by=ana, now=timezone.now())
    assert "People I care for" not in client.get("/").text


def test_what_a_caregiver_asks_in_their_group_is_unseen_by_the_person_cared_for(let, carer, make_member, ana):
    let(ana, carer)
    now = timezone.now()
    group = groups.open_group(
        by=carer, name="The other chair", access=Access.OPEN, caregivers_only=True, now=now
    )  # fmt: skip
    Notice.objects.all().delete()
    post = updates.post_update(
        author=carer, text="kanari @ana is hard to help today", group=group, audience=Audience.MEMBERS, now=now
    )
    hers = browser_of(ana)
    for path in (
        f"/groups/{group.slug}/", f"/updates/{post.pk}/", "/updates/?show=all", "/updates/", "/groups/", "/people/ben/",
        "/search/?q=kanari", "/notifications/", "/care/circle/", "/api/v1/feed?show=all", "/api/v1/groups",
    ):  # fmt: skip
        page = hers.get(path)
        assert "kanari" not in page.text.replace("q=kanari", "").replace('value="kanari"', "").replace("“kanari”", "")
        assert "The other chair" not in page.text, path
    assert hers.get(f"/updates/{post.pk}/").status_code == 404
    assert not Notice.objects.of(ana).exists(), "naming somebody who may not read tells them nothing"
    other = make_member("otto", role=Role.CAREGIVER)
    groups.join_group(group=group, member=other, now=now)
    assert "kanari" in browser_of(other).get(f"/updates/{post.pk}/").text


def test_a_caregiver_has_a_diary_of_their_own_and_sees_no_other(let, carer, ana):
    let(ana, carer)
    client = browser_of(carer)
    assert client.get("/care/").status_code == 200
    assert client.get("/care/diary/").status_code == 200
    assert "Ana" not in bare(client.get("/care/diary/").text)
