"""Whose language: a member's own on every device; a visitor's by their browser, or as they chose."""

from __future__ import annotations

import pytest

from myelin.members.forms import LookForm
from myelin.members.models import Member


def language_of(page):
    return page.text.split('lang="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize(("browser", "shown"), [("es-MX,es;q=0.9", "es"), ("de", "en"), ("", "en")])
def test_a_visitor_is_answered_as_the_browser_asks(client, db, browser, shown):
    answer = client.get("/about/help/", headers={"Accept-Language": browser})
    assert language_of(answer) == answer["Content-Language"] == shown


def test_a_visitor_may_choose_and_is_led_back(client, db):
    answer = client.post("/language/", {"language": "es"}, headers={"Referer": "http://testserver/about/help/"})
    assert (answer.status_code, answer["Location"]) == (303, "/about/help/")
    assert language_of(client.get("/about/help/", headers={"Accept-Language": "en"})) == "es"


@pytest.mark.parametrize("wish", ["xx", "", "../"])
def test_a_language_that_is_none_changes_nothing(client, db, wish):
    sent = client.post("/language/", {"language": wish}, headers={"Referer": "http://elsewhere.example/about/help/"})
    assert sent["Location"] == "/"
    assert language_of(client.get("/about/help/")) == "en"


def test_a_members_own_language_holds_on_every_device(member_client, ana):
    sent = {"language": "es", "theme": "auto", "time_zone": "UTC"}
    assert member_client(ana).post("/settings/look/", sent).status_code == 303
    answer = member_client(ana).get("/settings/look/", headers={"Accept-Language": "en"})
    assert language_of(answer) == answer["Content-Language"] == "es"
    assert Member.objects.get(pk=ana.pk).language == "es"


def test_the_settings_offer_the_languages_by_their_own_names(member_client, ana):
    page = member_client(ana).get("/settings/look/").text
    assert all(f'name="{field}"' in page for field in LookForm.base_fields), "what is not there cannot be sent"
    assert "English" in page
    assert "Español" in page


def test_what_is_saved_is_said_in_the_language_that_was_chosen(member_client, ana):
    client = member_client(ana)
    look = {"theme": ana.theme, "time_zone": "UTC"}
    assert "Guardado." in client.post("/settings/look/", look | {"language": "es"}, follow=True).text
    assert "Saved." in client.post("/settings/look/", look | {"language": "en"}, follow=True).text
