"""Signing in and out, getting back in, and what ends a session."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.test import Client

from conftest import PASSWORD
from myelin.base.tests.markup import bare
from myelin.members.models import Member, Session
from myelin.members.tests.test_join import code_in
from myelin.notifications.models import OutgoingMail

NEW_PASSWORD = "another long and quiet lake"


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/login/", {"login": email, "password": password})


def test_a_member_signs_in_and_out(client, make_member):
    make_member("dele", password=PASSWORD)
    answer = sign_in(client, "Dele@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/settings/").status_code == 200
    assert client.post("/logout/").status_code == 302
    assert client.get("/settings/").status_code == 302


def test_the_place_of_a_session_has_the_name_of_its_browser(make_member):
    make_member("dele", password=PASSWORD)
    browser = Client(headers={"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"})
    sign_in(browser, "dele@example.org")
    page = browser.get("/settings/sessions/").text
    assert "Firefox on Android" in page
    assert "Mozilla" not in page


def test_the_session_rotates(client, make_member):
    make_member("dele", password=PASSWORD)
    client.get("/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["session"] = before = session.session_key
    sign_in(client, "dele@example.org")
    assert client.cookies["session"].value != before


def test_a_wrong_password_and_an_unknown_address_read_alike(client, make_member):
    make_member("dele", password=PASSWORD)
    wrong = sign_in(client, "dele@example.org", "not the right password")
    unknown = sign_in(client, "nobody@example.org", "not the right password")
    assert wrong.status_code == unknown.status_code == 422
    assert "not the right password" not in wrong.content.decode()

    assert bare(wrong.text).replace("dele@", "X@") == bare(unknown.text).replace("nobody@", "X@")


def test_five_wrong_passwords_pause_the_account_also_from_elsewhere(client, make_member):
    make_member("dele", password=PASSWORD)
    for number in range(6):
        sign_in(client, "dele@example.org", f"wrong password number {number}")
    answer = Client(REMOTE_ADDR="198.51.100.7").post("/login/", {"login": "DELE@example.org", "password": PASSWORD})
    assert answer.status_code == 422


def test_a_spoofed_address_does_not_get_around_the_limit(client, db):
    answers = [
        client.post(
            "/login/",
            {"login": f"n{number}@example.org", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        ).status_code
        for number in range(40)
    ]
    assert 429 in answers


def test_it_leads_back_to_where_one_wanted_to_go_and_never_away(client, make_member):
    make_member("dele", password=PASSWORD)
    answer = client.post("/login/?next=/updates/", {"login": "dele@example.org", "password": PASSWORD})
    assert answer["Location"] == "/updates/"
    client.post("/logout/")
    answer = client.post("/login/?next=https://evil.example/", {"login": "dele@example.org", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_forgotten_password_is_made_anew_with_a_code(client, make_member):
    member = make_member("dele", password=PASSWORD)
    answer = client.post("/password/reset/", {"email": "dele@example.org"})
    assert answer["Location"] == "/password/reset/code/"
    letter = OutgoingMail.objects.get()
    assert client.get("/password/reset/code/").status_code == 200
    answer = client.post("/password/reset/code/", {"code": code_in(letter)})
    assert answer["Location"] == "/password/reset/new/"
    assert client.get("/password/reset/new/").status_code == 200
    answer = client.post("/password/reset/new/", {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert answer.status_code == 302
    member.refresh_from_db()
    assert member.check_password(NEW_PASSWORD)


def test_asking_for_a_reset_reads_alike_for_nobody(client, make_member):
    make_member("dele")
    known = client.post("/password/reset/", {"email": "dele@example.org"})
    unknown = Client().post("/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutgoingMail.objects.count() == 2


def test_a_suspended_member_is_out_at_the_next_request(member_client, ana, noon):
    browser = member_client(ana)
    assert browser.get("/settings/").status_code == 200
    Member.objects.filter(pk=ana.pk).update(suspended_at=noon)
    assert browser.get("/settings/").status_code == 302
    Member.objects.filter(pk=ana.pk).update(suspended_at=None)
    assert browser.get("/settings/").status_code == 302, "the old session stays ended"


def test_a_suspended_member_cannot_sign_in(client, make_member, noon):
    make_member("dele", password=PASSWORD, suspended_at=noon)
    sign_in(client, "dele@example.org")
    assert client.get("/settings/").status_code == 302


def test_signing_out_everywhere_ends_the_other_browsers(make_member):
    make_member("dele", password=PASSWORD)
    here, there = Client(), Client()
    sign_in(here, "dele@example.org")
    sign_in(there, "dele@example.org")
    assert there.get("/settings/").status_code == 200
    assert UserSession.objects.count() == 2
    assert here.get("/settings/sessions/").status_code == 200
    assert here.post("/settings/sessions/").status_code == 303
    assert there.get("/settings/").status_code == 302
    assert here.get("/settings/").status_code == 200


def test_the_session_and_its_member_come_in_one_statement(member_client, ana, django_assert_num_queries):
    browser = member_client(ana)
    with django_assert_num_queries(1):
        assert 'href="/people/ana/"' in browser.get("/about/help/").text
    with django_assert_num_queries(0):
        Client().get("/about/help/")


def test_a_session_is_believed_by_its_sealed_part(member_client, ana, ben):
    browser = member_client(ana)
    Session.objects.update(member=ben)
    page = browser.get("/about/help/").text
    assert 'href="/people/ana/"' in page
    assert 'href="/people/ben/"' not in page


def test_a_new_password_ends_the_sessions_of_other_browsers(member_client, ana):
    browser = member_client(ana)
    ana.set_password(NEW_PASSWORD)
    ana.save(update_fields=["password"])
    assert browser.get("/settings/").status_code == 302
    assert not Session.objects.filter(member=ana).exists()


def test_a_new_password_is_told_in_our_words(client, make_member):
    make_member("dele", password=PASSWORD)
    sign_in(client, "dele@example.org")
    assert "Successfully" not in client.get("/").text
    client.post("/settings/password/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert "Your new password holds from now on." in client.get("/settings/").text
