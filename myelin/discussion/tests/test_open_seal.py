"""Open who wrote something without a name: two moderators, each with a reason; audited, and the author is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import give_duty
from myelin.audit.models import Entry
from myelin.base.tests.markup import bare
from myelin.discussion.actions import seals
from myelin.members import actions as members
from myelin.members.staff import MODERATORS
from myelin.notifications.lines import lines
from myelin.notifications.models import Notice
from myelin.updates import actions


@pytest.fixture
def sealed(ana, noon):
    return actions.post_update(author=ana, text="I told nobody yet", without_name=True, now=noon)


@pytest.fixture
def second(make_member):
    return give_duty(make_member("wren"), MODERATORS)


def test_one_moderator_alone_opens_nothing(member_client, ana, noor, sealed):
    client, page = member_client(noor), f"/threads/{sealed.pk}/seal/"
    assert "Who wrote this?" in client.get(sealed.thread.url).text
    assert client.post(page, {"reason": ""}).status_code == 422
    for _ in range(2):
        client.post(page, {"reason": "Somebody may be in danger"})
    assert "Ana" not in bare(client.get(page).text)
    assert "Nothing is opened until a second moderator" in client.get(page).text
    assert not Notice.objects.filter(member=ana).exists()
    assert Entry.objects.filter(action="seal.asked", actor=noor).count() == 1


def test_the_second_one_opens_it_and_the_author_is_told(member_client, ana, noor, second, sealed):
    page = f"/threads/{sealed.pk}/seal/"
    members.block(member=ana, person=noor, now=sealed.thread.posted_at)
    members.unblock(member=ana, person=noor)
    member_client(noor).post(page, {"reason": "Somebody may be in danger"})
    member_client(second).post(page, {"reason": "I read the same"})
    for moderator in (noor, second):
        assert "Ana" in member_client(moderator).get(page).text
    [line] = lines(Notice.objects.filter(member=ana))
    assert (line.kind, line.url) == ("seal_opened", "/settings/data/")
    log = member_client(ana).get("/settings/data/").text
    for part in ("Somebody may be in danger", "I read the same", "Noor", "Wren", "opened who wrote something"):
        assert part in log
    assert "Ana" not in bare(member_client(noor).get(sealed.thread.url).text)


def test_two_reasons_a_week_apart_open_nothing(ana, noor, second, sealed, noon):
    assert seals.open_seal(thread=sealed.thread, by=noor, reason="A", now=noon) is None
    late = noon + timedelta(days=8)
    assert seals.open_seal(thread=sealed.thread, by=second, reason="B", now=late) is None
    assert seals.open_seal(thread=sealed.thread, by=noor, reason="C", now=late) == ana


def test_members_and_things_with_a_name_know_no_such_page(member_client, ana, ben, noor, sealed, noon):
    named = actions.post_update(author=ben, text="Hi", now=noon)
    assert member_client(ben).get(f"/threads/{sealed.pk}/seal/").status_code == 404
    assert member_client(ana).post(f"/threads/{sealed.pk}/seal/", {"reason": "x"}).status_code == 404
    assert member_client(noor).get(f"/threads/{named.pk}/seal/").status_code == 404
