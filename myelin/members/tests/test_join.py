"""Joining: two short pages and a code by mail; the same answer for known and unknown addresses."""

from __future__ import annotations

import re

import pytest

from conftest import PASSWORD
from myelin.base.tests.markup import bare
from myelin.members.models import Consent, Member, Profile
from myelin.notifications.models import OutgoingMail

NEW = {"name": "Marisol", "email": "marisol@example.org", "password1": PASSWORD}


def code_in(letter: OutgoingMail) -> str:
    """The code that stands alone on a line of a letter."""
    found = re.search(r"^\s*([0-9A-Z-]{6,9})\s*$", letter.text, re.M)
    assert found is not None, letter.text
    return found.group(1)


def test_the_first_page_asks_for_three_things(client, db):
    page = client.get("/join/").content.decode()
    for name in ("name", "email", "password1"):
        assert f'name="{name}"' in page
    assert "15" in page, "how long a password has to be is said before it is typed"


def test_a_stranger_joins_with_a_code(client, db):
    answer = client.post("/join/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/join/code/")
    letter = OutgoingMail.objects.get()
    assert letter.to == "marisol@example.org"
    assert client.get("/join/code/").status_code == 200
    answer = client.post("/join/code/", {"code": code_in(letter)})
    assert (answer.status_code, answer["Location"]) == (302, "/join/role/")
    member = Member.objects.get()
    assert (member.name, member.handle, member.welcomed_at) == ("Marisol", "marisol", None)
    assert Profile.objects.filter(member=member).exists()

    answer = client.post("/join/role/", {"role": "caregiver", "account": "on", "time_zone": "UTC"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    member.refresh_from_db()
    assert member.role == "caregiver"
    assert member.welcomed_at is not None
    assert [row.purpose for row in Consent.objects.standing()] == ["account"], "nothing is checked beforehand"


def test_an_address_that_is_known_gets_the_same_answer_and_a_letter(client, ana):
    known = client.post("/join/", NEW | {"email": "Ana@Example.org"})
    told = OutgoingMail.objects.get()
    assert (known.status_code, known["Location"]) == (302, "/join/code/")
    assert told.to == "ana@example.org"
    assert "code" not in told.subject.lower()
    known_page = client.get("/join/code/").text
    client.cookies.clear()
    client.post("/join/", NEW)
    new_page = client.get("/join/code/").text

    assert bare(known_page).replace("ana@", "X@") == bare(new_page).replace("marisol@", "X@")
    assert Member.objects.filter(email__iexact="ana@example.org").count() == 1


def test_a_wrong_code_is_refused_kindly(client, db):
    client.post("/join/", NEW)
    assert "The letter left just now. It can take a minute." in client.get("/join/code/").text
    answer = client.post("/join/code/", {"code": "WRONG1"})
    assert answer.status_code == 422 and "This is not the code of our letter." in answer.text
    assert Member.objects.get().last_login is None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Tell us what to call you"),
        ({"email": "marisol@example"}, "It needs an ending"),
        ({"password1": "short"}, "15"),
        ({"password1": "x" * 129}, "128"),
        ({"password1": ""}, "We still need this from you"),
    ],
)
def test_a_form_with_problems_keeps_what_was_typed(client, db, sent, sentence):
    answer = client.post("/join/", NEW | sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    for field in ("name", "email"):
        if field not in sent:
            assert f'value="{NEW[field]}"' in page
    assert PASSWORD not in page
    assert not Member.objects.exists()


def test_two_members_may_share_a_name_but_not_an_address_of_their_page(client, db, make_member):
    make_member("marisol")
    client.post("/join/", NEW | {"email": "second@example.org"})
    handles = set(Member.objects.values_list("handle", flat=True))
    assert len(handles) == 2


def test_the_second_page_needs_the_one_consent_without_which_nothing_can_be_kept(client, member_client, make_member):
    member = make_member("dele", welcomed_at=None)
    answer = member_client(member).post("/join/role/", {"role": "ms", "time_zone": "UTC"})
    assert answer.status_code == 422
    member.refresh_from_db()
    assert member.welcomed_at is None


def test_the_newsletter_is_an_own_yes(member_client, make_member):
    member = make_member("dele", welcomed_at=None)
    page = member_client(member).get("/join/role/").content.decode()
    assert re.search(r'<input[^>]*name="newsletter"[^>]*checked', page) is None
    member_client(member).post("/join/role/", {"role": "ms", "account": "on", "newsletter": "on", "time_zone": "UTC"})
    assert set(Consent.objects.standing().values_list("purpose", flat=True)) == {"account", "newsletter"}


def test_somebody_who_is_in_does_not_join_again(member_client, ana):
    answer = member_client(ana).get("/join/")
    assert answer.status_code == 302
