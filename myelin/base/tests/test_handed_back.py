"""Somebody is signed out while they write, or signs in on another page: their words come back to be sent again."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from myelin.questions.models import Question

FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
WORDS = {"title": "Who keeps a blanket in the car?", "text": "Ten minutes of\nslow typing.", "audience": "3"}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def token_of(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]


def test_who_was_signed_out_gets_the_words_back_and_a_way_to_sign_in(client, db):
    answer = client.post("/questions/new/", WORDS, headers=FROM_OUR_PAGE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert answer["Cache-Control"] == "no-store"
    assert hidden(page)["title"] == WORDS["title"]
    assert "<p>Ten minutes of<br>slow typing.</p>" in page
    assert 'href="/login/"' in page


def test_after_a_new_sign_in_they_are_sent_with_one_press_more(ana):
    browser = Client(enforce_csrf_checks=True, headers=FROM_OUR_PAGE)
    before = token_of(browser.get("/login/").content.decode())
    page = browser.post("/questions/new/", WORDS | {"csrfmiddlewaretoken": before}).content.decode()
    browser.force_login(ana)
    browser.cookies["csrf"] = "n" * 32  # signing in gives a new one
    again = browser.post("/questions/new/", WORDS | {"csrfmiddlewaretoken": token_of(page)})
    assert again.status_code == 403
    page = again.content.decode()
    assert hidden(page)["title"] == WORDS["title"]
    assert not Question.objects.exists()
    assert browser.post("/questions/new/", WORDS | {"csrfmiddlewaretoken": token_of(page)}).status_code == 303
    assert Question.objects.get().title == WORDS["title"]


@pytest.mark.parametrize(
    "came",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_words_of_another_site_or_of_a_script_never_stand_under_our_button(ana, came):
    signed_out = Client().post("/questions/new/", WORDS, headers=came)
    assert (signed_out.status_code, signed_out["Location"]) == (302, "/login/?next=/questions/new/")
    member = Client(enforce_csrf_checks=True)
    member.force_login(ana)
    refused = member.post("/questions/new/", WORDS, headers=came)
    assert refused.status_code == 403
    assert WORDS["title"] not in refused.content.decode()


def test_a_lone_button_leads_to_the_sign_in_as_before(client, db):
    answer = client.post("/people/buddy/", {"side": "new", "once": "a key"}, headers=FROM_OUR_PAGE)
    assert answer.status_code == 302


def test_a_password_is_never_handed_back(db):
    browser = Client(enforce_csrf_checks=True, headers=FROM_OUR_PAGE)
    answer = browser.post("/login/", {"login": "ana@example.org", "password": "a long and secret walk"})
    assert answer.status_code == 403
    assert "secret walk" not in answer.content.decode()
