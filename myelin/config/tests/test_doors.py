"""The doors of the staff: a second step first, a young session, and a new number for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from conftest import PASSWORD, SEED, code_now, give_duty
from myelin.config.doors import is_door
from myelin.members.resting import MEMBERS_REST, NOTED_EVERY, SEEN, STAFF_REST
from myelin.members.staff import AUTHORS, MODERATORS, OPERATORS, REVIEWERS

DOORS = ["/cms/", "/facts/", "/library/reviews/", "/settings/newsletter/", "/settings/data/members/memorial/"]
SETUP = "/settings/second-factor/"


def sign_in(client, member, *, code=""):
    answer = client.post("/login/", {"login": member.email, "password": PASSWORD})
    return client.post(answer["Location"], {"code": code}) if code else answer


@pytest.mark.parametrize("duty", [AUTHORS, REVIEWERS, MODERATORS, OPERATORS])
@pytest.mark.parametrize("door", DOORS)
def test_without_a_second_step_no_door_opens(client, make_member, duty, door):
    member = make_member("dele", password=PASSWORD)
    member.groups.add(Group.objects.get_or_create(name=duty)[0])
    sign_in(client, member)
    for ask in (client.get, client.post):
        answer = ask(door)
        assert (answer.status_code, answer["Location"]) == (303, SETUP)
    assert b"This page needs a second step" in client.get(SETUP).content
    assert client.get("/").status_code == 200, "what every member may see stays open"


def test_setting_it_up_opens_the_door(client, make_member):
    member = make_member("dele", password=PASSWORD)
    member.groups.add(Group.objects.get_or_create(name=REVIEWERS)[0])
    sign_in(client, member)
    assert client.get("/facts/")["Location"] == SETUP
    assert client.get(f"{SETUP}totp/activate/")["Location"].startswith("/login/again/"), "a fresh password first"
    client.post("/login/again/", {"password": PASSWORD})
    page = client.get(f"{SETUP}totp/activate/").content
    assert b'<svg class="qr"' in page
    session = client.session
    assert session["mfa.totp.secret"] in page.decode().replace(" ", "")
    session["mfa.totp.secret"] = SEED
    session.save()
    assert client.post(f"{SETUP}totp/activate/", {"code": code_now()}).status_code == 302
    assert SEED not in str(Authenticator.objects.get(user=member, type="totp").data), (
        "a seed is unreadable in the database"
    )
    assert client.get("/facts/").status_code == 200


def test_signing_in_asks_for_the_step(client, make_member):
    member = give_duty(make_member("dele", password=PASSWORD), REVIEWERS)
    assert sign_in(client, member)["Location"] == f"{SETUP}authenticate/"
    assert client.get("/facts/").status_code == 302, "half a sign-in is none"
    assert client.post(f"{SETUP}authenticate/", {"code": "000000"}).status_code == 422
    assert client.get("/facts/").status_code == 302
    assert client.post(f"{SETUP}authenticate/", {"code": code_now()}).status_code == 302
    assert client.get("/facts/").status_code == 200


def test_for_a_member_the_doors_are_not_there_whether_they_have_a_step_or_not(member_client, ana):
    assert member_client(ana).get("/facts/").status_code == 404


def test_an_invented_person_of_a_demo_is_excused_and_told(client, make_member, settings):
    settings.MYELIN_DEMO = True
    member = make_member("dele", password=PASSWORD, is_demo=True)
    member.groups.add(Group.objects.get_or_create(name=REVIEWERS)[0])
    sign_in(client, member)
    assert client.get("/facts/").status_code == 200
    assert b"invented person of this demo" in client.get(SETUP).content


@pytest.mark.parametrize(("demo", "invented"), [(True, False), (False, True)])
def test_nobody_else_is_excused(client, make_member, settings, demo, invented):
    settings.MYELIN_DEMO = demo
    member = make_member("dele", password=PASSWORD, is_demo=invented)
    member.groups.add(Group.objects.get_or_create(name=REVIEWERS)[0])
    sign_in(client, member)
    assert client.get("/facts/")["Location"] == SETUP


def rest(client, span):
    """Let a session lie for a while."""
    session = client.session
    session[SEEN] = (timezone.now() - span).timestamp()
    session.save()


def test_a_session_on_duty_rests_half_a_day_at_most(client, make_member):
    member = give_duty(make_member("dele", password=PASSWORD), REVIEWERS)
    sign_in(client, member, code=code_now())
    rest(client, STAFF_REST - timedelta(minutes=1))
    assert client.get("/facts/").status_code == 200
    rest(client, STAFF_REST + timedelta(minutes=1))
    assert client.get("/updates/")["Location"].startswith("/login/")


def test_a_members_session_rests_two_weeks_at_most(client, make_member):
    sign_in(client, make_member("dele", password=PASSWORD))
    rest(client, STAFF_REST + timedelta(days=1))
    assert client.get("/updates/").status_code == 200
    rest(client, MEMBERS_REST + timedelta(minutes=1))
    assert client.get("/updates/")["Location"].startswith("/login/")


def test_using_a_session_keeps_it_and_writes_seldom(client, make_member, django_assert_num_queries):
    sign_in(client, make_member("dele", password=PASSWORD))
    rest(client, NOTED_EVERY * 2)
    client.get("/updates/")
    noted = client.session[SEEN]
    assert datetime.fromtimestamp(noted, UTC) > timezone.now() - timedelta(minutes=1)
    client.get("/updates/")
    assert client.session[SEEN] == noted


def test_a_new_duty_changes_the_number_of_the_session(client, make_member):
    member = make_member("dele", password=PASSWORD)
    sign_in(client, member)
    before = client.cookies["session"].value
    give_duty(member, REVIEWERS)
    assert client.get("/facts/").status_code == 200
    after = client.cookies["session"].value
    assert after != before
    thief = Client()
    thief.cookies["session"] = before
    assert thief.get("/updates/").status_code == 302
    assert UserSession.objects.get(user=member).session_key == after, "it can still be ended from elsewhere"


def test_a_duty_that_is_taken_away_is_gone_at_the_next_page(client, make_member):
    member = give_duty(make_member("dele", password=PASSWORD), REVIEWERS)
    sign_in(client, member, code=code_now())
    assert client.get("/facts/").status_code == 200
    member.groups.clear()
    assert client.get("/facts/").status_code == 404


def test_a_route_that_nobody_classified_is_no_door():
    assert not is_door(None)
