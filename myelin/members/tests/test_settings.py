"""Every page of the settings: it shows, it keeps what was chosen, it refuses kindly, and it is nobody else's."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from conftest import PASSWORD
from myelin.members import actions
from myelin.members.models import ApiToken, Audience, Consent, Member, Profile

PAGES = [
    "/settings/",
    "/settings/profile/",
    "/settings/look/",
    "/settings/consents/",
    "/settings/sessions/",
    "/settings/keys/",
    "/settings/circle/",
    "/settings/blocked/",
    "/settings/password/set/",
    "/settings/email/",
    "/settings/second-factor/",
    "/notifications/",
    "/settings/data/",
]
PROFILE = {
    "name": "Ana",
    "context_line": "2nd year",
    "about": "I paint.",
    "about_audience": Audience.FOLLOWERS,
    "ms_type": "rrms",
    "ms_type_audience": Audience.CIRCLE,
    "told_year": "2024",
    "told_year_audience": Audience.ME,
    "country": "Chile",
    "country_audience": Audience.MEMBERS,
    "region": "Aysén",
    "region_audience": Audience.CIRCLE,
}


@pytest.mark.parametrize("path", PAGES)
def test_a_member_sees_it(member_client, ana, path):
    assert member_client(ana).get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


def test_the_profile_is_kept_line_by_line(member_client, ana):
    assert member_client(ana).post("/settings/profile/", PROFILE).status_code == 303
    profile = Profile.objects.get(member=ana)
    assert (profile.ms_type, profile.ms_type_audience) == ("rrms", Audience.CIRCLE)
    assert (profile.about, profile.about_audience) == ("I paint.", Audience.FOLLOWERS)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"about": "x" * 1001}, {"ms_type_audience": "9"}, {"told_year": "1700"}, {"about_audience": "x"}],
)
def test_a_profile_with_problems_is_not_kept_and_nothing_typed_is_lost(member_client, ana, wrong):
    answer = member_client(ana).post("/settings/profile/", PROFILE | {"name": "Anna"} | wrong)
    assert answer.status_code == 422
    assert "Chile" in answer.content.decode()
    ana.refresh_from_db()
    assert ana.name == "Ana"
    assert Profile.objects.get(member=ana).country == ""


def test_health_starts_as_only_me(ana):
    profile = Profile.objects.get(member=ana)
    assert profile.ms_type_audience == profile.told_year_audience == Audience.ME


def test_fields_that_are_not_on_the_page_do_not_change(member_client, ana):
    member_client(ana).post("/settings/profile/", PROFILE | {"is_staff": "on", "credentials": "MD", "handle": "boss"})
    ana.refresh_from_db()
    assert (ana.is_staff, ana.credentials, ana.handle) == (False, "", "ana")


def test_the_look_is_kept_on_the_server(member_client, ana):
    browser = member_client(ana)
    sent = {"language": "en", "theme": "dark", "calm": "on", "time_zone": "America/Santiago"}
    assert browser.post("/settings/look/", sent).status_code == 303
    page = browser.get("/settings/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-calm="on"' in page
    assert browser.post("/settings/look/", sent | {"time_zone": "Mars/Olympus"}).status_code == 422


def test_calm_is_one_press_for_members_and_visitors(member_client, client, ana):
    client.post("/calm/", {"calm": "on", "next": "/about/help/"})
    assert 'data-calm="on"' in client.get("/about/help/").content.decode()
    client.cookies.clear()
    browser = member_client(ana)
    answer = browser.post("/calm/", {"calm": "on", "next": "/settings/"})
    assert (answer.status_code, answer["Location"]) == (303, "/settings/")
    ana.refresh_from_db()
    assert ana.calm
    assert browser.post("/calm/", {"calm": "off", "next": "//evil.example/"})["Location"] == "/"


def test_a_consent_is_taken_back_as_easily_as_given(member_client, ana):
    browser = member_client(ana)
    browser.post("/settings/consents/", {"account": "on", "insights": "on"})
    assert set(Consent.objects.standing().values_list("purpose", flat=True)) == {"account", "insights"}
    browser.post("/settings/consents/", {"account": "on"})
    assert set(Consent.objects.standing().values_list("purpose", flat=True)) == {"account"}
    assert Consent.objects.filter(purpose="insights").get().withdrawn_at is not None


def test_a_consent_stands_once_in_the_database(ana, noon):
    actions.give_or_withdraw(member=ana, purpose="account", agrees=True, now=noon)
    actions.give_or_withdraw(member=ana, purpose="account", agrees=True, now=noon)
    assert Consent.objects.filter(member=ana).count() == 1
    with pytest.raises(IntegrityError, match="consent_standing_once"), transaction.atomic():
        Consent.objects.create(member=ana, purpose="account", version="x", given_at=noon)


def test_a_key_is_shown_once_opens_the_api_and_is_revoked_at_once(member_client, client, ana):
    browser, form = member_client(ana), {"name": "My phone", "once": str(uuid4())}
    for _tap in range(2):
        answer = browser.post("/settings/keys/", form)
        assert (answer.status_code, answer["Location"]) == (303, "/settings/keys/")
    kept = browser.session["fresh_key"]
    page = browser.get("/settings/keys/").text
    token = re.search(r"my_[\w-]{43}", page).group()
    assert token not in kept, "unreadable in the table of sessions"
    assert token not in browser.get("/settings/keys/").text, "a page that is loaded again shows and makes no key"
    row = ApiToken.objects.get()
    assert token not in row.digest
    client.logout()
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/me", headers=headers).json()["handle"] == "ana"
    member_client(ana).post(f"/settings/keys/{row.pk}/revocation/")
    client.logout()
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_nobody_revokes_the_key_of_somebody_else(member_client, ana, ben, noon):
    actions.make_token(member=ben, name="ben's", now=noon)
    row = ApiToken.objects.get()
    assert member_client(ana).post(f"/settings/keys/{row.pk}/revocation/").status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None


def test_a_suspended_members_key_opens_nothing(client, ana, noon):
    token = actions.make_token(member=ana, name="x", now=noon)
    Member.objects.filter(pk=ana.pk).update(suspended_at=noon)
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer my_dead"}])
@pytest.mark.parametrize(("method", "path"), [("get", "me"), ("post", "updates"), ("put", "me/lens")])
def test_whoever_brings_no_key_is_asked_for_one_also_for_writing(db, headers, method, path):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{path}", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_browser_that_is_signed_in_needs_the_token_of_its_forms(ana):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ana)
    answer = browser.post("/api/v1/updates", {"text": "Hi"}, content_type="application/json")
    assert answer.status_code == 403 and answer["Content-Type"] == "application/problem+json"


def test_the_password_is_changed_with_the_old_one(client, make_member):
    member = make_member("dele", password=PASSWORD)
    client.post("/login/", {"login": "dele@example.org", "password": PASSWORD})
    new = "a loud river at noon"
    sent = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert client.post("/settings/password/", sent).status_code == 422
    assert client.post("/settings/password/", sent | {"oldpassword": PASSWORD}).status_code == 302
    member.refresh_from_db()
    assert member.check_password(new)
    assert client.get("/settings/").status_code == 200, "the browser that changed it stays signed in"


@pytest.mark.parametrize("number", [1, 15])
def test_the_lists_of_people_cost_the_same_for_one_as_for_many(
    member_client, ana, make_member, noon, number, django_assert_max_num_queries
):
    for index in range(number):
        actions.let_in(member=ana, person=make_member(f"friend-{index}"), now=noon)
    browser = member_client(ana)
    browser.get("/settings/circle/")
    with django_assert_max_num_queries(6):
        browser.get("/settings/circle/")


@pytest.mark.parametrize(
    ("person", "desks"),
    [("ana", set()), ("ito", {"/library/reviews/", "/facts/", "/cms/"}), ("olu", {"/settings/newsletter/"})],
)
def test_the_settings_lead_everybody_to_their_desks(member_client, request, person, desks):
    page = member_client(request.getfixturevalue(person)).get("/settings/").content.decode()
    every = {"/library/reviews/", "/facts/", "/cms/", "/settings/newsletter/"}
    assert {path for path in every if f'href="{path}"' in page} == desks


def test_who_follows_me_is_one_tap_from_the_settings(member_client, ana):
    assert 'href="/settings/followers/"' in member_client(ana).get("/settings/").text


def test_a_lone_address_offers_nothing_that_only_two_can_have(member_client, ana):
    page = member_client(ana).get("/settings/email/").text
    assert ana.email in page
    assert "Take it away" not in page
