"""A member died: what they wished, a page that stays, and everything that ends with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from conftest import PASSWORD, give_duty
from myelin.audit.models import Entry
from myelin.discussion import actions as discussion
from myelin.groups import actions as groups
from myelin.members import actions as members
from myelin.members.models import LastWish, Member, Session
from myelin.members.staff import OPERATORS
from myelin.messages import actions as messages
from myelin.messages.queries import takes_messages_from
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice, OutgoingMail
from myelin.people import actions as people
from myelin.people import queries
from myelin.privacy import memorials
from myelin.privacy.archive import collect
from myelin.privacy.tests.test_take_out import signed_in
from myelin.updates import actions as updates

WHY = "Her sister wrote to us."
PATH = "/settings/data/members/memorial/"


@pytest.fixture
def operator(make_member):
    return give_duty(make_member("oya", password=PASSWORD), OPERATORS)


@pytest.fixture
def desk(client, operator):
    return signed_in(client, operator)


@pytest.fixture
def thread(ben, noon):
    return updates.post_update(author=ben, text="A quiet day", now=noon).thread


@pytest.fixture
def remembered(ben, thread, operator, noon):
    memorials.remember(member=ben, operator=operator, reason=WHY, now=noon)
    ben.refresh_from_db()
    return ben


def test_an_operator_looks_first_and_keeps_the_page(desk, ana, ben, operator, noon):
    members.let_in(member=ben, person=ana, now=noon)
    members.wish(member=ben, what=LastWish.What.KEEP, contact=ana, now=noon)
    seen = desk.post(PATH, {"who": "ben", "reason": WHY, "step": "look"})
    assert "Keep my page in memory of me" in seen.text
    assert 'href="/people/ana/"' in seen.text
    assert desk.post(PATH, {"who": "ben", "reason": WHY, "step": "remember"}).status_code == 303
    ben.refresh_from_db()
    assert ben.remembered_at is not None
    written = Entry.objects.filter(subject_id=ben.pk, actor=operator).order_by("id").values_list("action", "reason")
    assert list(written) == [("member.wish_read", WHY), ("member.remembered", WHY)]


def test_it_asks_for_a_reason_and_loses_nothing(desk, ben):
    answer = desk.post(PATH, {"who": "ben", "reason": "sad", "step": "remember"})
    assert answer.status_code == 422
    assert 'value="ben"' in answer.text
    ben.refresh_from_db()
    assert ben.remembered_at is None


def test_nobody_makes_a_memorial_of_themselves(desk):
    assert desk.post(PATH, {"who": "oya", "reason": WHY, "step": "remember"}).status_code == 422


def test_nobody_else_comes_there(member_client, ana, noor):
    for member in (ana, noor):
        assert member_client(member).get(PATH).status_code == 404


def test_the_page_says_so_and_keeps_what_was_shared(member_client, ana, remembered):
    page = member_client(ana).get("/people/ben/").text
    assert "In memory of Ben" in page
    assert "A quiet day" in page
    assert "/people/ben/follow/" not in page
    assert "/messages/with/ben/" not in page


def test_kind_words_under_it_stay_possible_and_tell_nobody_who_died(member_client, ana, remembered, thread):
    answer = member_client(ana).post(f"/threads/{thread.pk}/comments/", {"text": "We miss you, @ben."})
    assert answer.status_code == 303
    assert not Notice.objects.filter(member=remembered).exists()


def test_sessions_and_keys_end_and_nobody_signs_in(client, make_member, operator, noon):
    dele = make_member("dele", password=PASSWORD)
    key = members.make_token(member=dele, name="phone", now=noon)
    client.post("/login/", {"login": dele.email, "password": PASSWORD})
    assert client.get("/settings/").status_code == 200
    memorials.remember(member=dele, operator=operator, reason=WHY, now=noon)
    assert not Session.objects.filter(member=dele).exists()
    assert client.get("/settings/").status_code == 302
    client.post("/login/", {"login": dele.email, "password": PASSWORD})
    assert client.get("/settings/").status_code == 302
    assert client.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 401


def test_nobody_follows_lets_in_writes_or_invites(member_client, noor, remembered, noon):
    client = member_client(noor)
    assert client.post("/people/ben/follow/").status_code == 404
    assert client.post("/people/ben/circle/").status_code == 404
    for do in (people.follow, members.let_in):
        with pytest.raises(members.NotThere):
            do(member=noor, person=remembered, now=noon)
    assert not takes_messages_from(remembered, noor)
    group = groups.open_group(by=noor, name="Early shifts", now=noon)
    with pytest.raises(groups.NotThere):
        groups.invite(group=group, by=noor, person=remembered, words="", now=noon)
    assert remembered not in [found.person for found in everybody(noor)]


def everybody(viewer):
    wishes, told = queries.Wishes(), queries.mine(viewer)
    return queries.find(viewer, wishes, mine=told, names={}, year=2026).items


def test_a_conversation_of_two_is_read_and_not_written_any_more(ana, ben, operator, noon):
    later = noon + timedelta(days=30)
    key = "7c1e4c1e-0000-4000-8000-000000000001"
    first = messages.begin(by=ana, people=[ben], text="Hi", key=key, now=later)
    memorials.remember(member=ben, operator=operator, reason=WHY, now=later)
    with pytest.raises(messages.NotThere):
        messages.send(conversation=first.conversation, author=ana, key=key[:-1] + "2", text="There?", now=later)


def test_no_letter_is_written(ana, remembered, noon):
    told = notifications.notify(member=remembered, kind="hug", actor=ana, url="/updates/1/", now=noon)
    assert told is None
    assert not OutgoingMail.objects.exists()


def test_a_mistake_is_given_back(desk, remembered, operator, client):
    assert desk.post(PATH, {"who": "ben", "reason": WHY, "step": "return"}).status_code == 303
    remembered.refresh_from_db()
    assert remembered.remembered_at is None
    assert Entry.objects.filter(action="member.memorial_ended", actor=operator).count() == 1


def test_twice_is_once(remembered, operator, noon):
    memorials.remember(member=remembered, operator=operator, reason=WHY, now=noon + timedelta(days=1))
    remembered.refresh_from_db()
    assert remembered.remembered_at == noon
    assert Entry.objects.filter(action="member.remembered").count() == 1


def test_it_is_erased_only_as_wished_and_after_a_fortnight(ben, operator, noon):
    told = {"member": ben, "operator": operator, "reason": WHY}
    with pytest.raises(memorials.NotSo, match="did not wish that"):
        memorials.erase_as_wished(**told, now=noon)
    members.wish(member=ben, what=LastWish.What.ERASE, contact=None, now=noon)
    with pytest.raises(memorials.NotSo, match="14 days"):
        memorials.erase_as_wished(**told, now=noon)
    memorials.remember(**told, now=noon)
    with pytest.raises(memorials.NotSo, match="14 days"):
        memorials.erase_as_wished(**told, now=noon + timedelta(days=13))
    memorials.erase_as_wished(**told, now=noon + timedelta(days=14))
    ben.refresh_from_db()
    assert ben.erased_at is not None
    assert not OutgoingMail.objects.exists(), "no letter to somebody who died"


def test_a_wish_is_told_changed_and_taken_back(member_client, ana, noor, noon):
    members.let_in(member=ana, person=noor, now=noon)
    client = member_client(ana)
    assert client.post("/settings/last-wish/", {"what": "erase", "contact": noor.pk}).status_code == 303
    assert LastWish.objects.of(ana).get().contact == noor
    assert collect(ana, now=noon)["rooms"]["members"]["last_wish"][0]["ask"] == "noor"
    client.post("/settings/last-wish/", {"what": "keep", "contact": ""})
    assert LastWish.objects.of(ana).get().what == "keep"
    client.post("/settings/last-wish/", {"stop": "1"})
    assert not LastWish.objects.exists()


def test_only_somebody_of_the_circle_can_be_asked(member_client, ana, ben):
    answer = member_client(ana).post("/settings/last-wish/", {"what": "keep", "contact": ben.pk})
    assert answer.status_code == 422
    with pytest.raises(IntegrityError, match="last_wish_asks_somebody_else"):
        LastWish.objects.create(member=ana, what="keep", contact=ana, told_at=ana.joined_at)


@pytest.mark.parametrize("end", ["let out", "block", "blocked"])
def test_whoever_leaves_the_circle_is_not_asked_any_more(ana, noor, noon, end):
    members.let_in(member=ana, person=noor, now=noon)
    members.wish(member=ana, what=LastWish.What.KEEP, contact=noor, now=noon)
    if end == "let out":
        members.let_out(member=ana, person=noor)
    elif end == "block":
        members.block(member=ana, person=noor, now=noon)
    else:
        members.block(member=noor, person=ana, now=noon)
    assert LastWish.objects.of(ana).get().contact is None


def test_no_question_is_brought_to_them(remembered):
    assert remembered not in Member.objects.reachable()
    assert remembered in Member.objects.present()


def test_comments_on_their_words_count_as_before(ana, remembered, thread, noon):
    discussion.write_comment(thread=thread, author=ana, text="Still here.", now=noon)
    thread.refresh_from_db()
    assert thread.replies == 1
