"""A link to the page: secret, with a code that opens it once, in one browser, for half an hour; watched and ended."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from myelin.base.tests.markup import bare
from myelin.companion.models import Record
from myelin.visits import actions
from myelin.visits.models import Look, Share
from myelin.visits.models.sharing import MOST_TRIES
from myelin.visits.tests.conftest import note

ADDRESS = re.compile(r"<code>http://testserver(/visit/[\w-]+/)</code>")
CODE = re.compile(r'<code class="code">([\d ]+)</code>')


@pytest.fixture
def link(member_client, visit, a_year, ana):
    """A link that ana made on the page: its address and its code."""
    client = member_client(ana)
    sent = client.post(f"/care/visits/{visit.pk}/links/", {"days": "3"}, follow=True).text
    address, code = ADDRESS.search(sent), CODE.search(sent)
    assert address and code
    assert not CODE.search(client.get(f"/care/visits/{visit.pk}/links/").text), "both are shown once"
    client.logout()
    return address.group(1), code.group(1)


def opened(address, code):
    """A browser in which the code was used."""
    browser = Client()
    browser.get(address)
    answer = browser.post(address, {"code": code})
    assert (answer.status_code, answer["Location"]) == (303, address)
    return browser


def test_the_code_opens_the_page(link):
    address, code = link
    page = opened(address, code).get(address).text
    assert "Left eye" in page and "For Dr. Lind" in page
    assert 'href="/care/' not in page.split("<article")[1].split("</article>")[0], "it leads nowhere into the care"


def test_without_the_code_nothing_is_said(link):
    address, _code = link
    browser = Client()
    page = browser.get(address).text
    assert "You need no account." in page
    for words in ("Left eye", "Ana", "Dr. Lind", "Ocrevus"):
        assert words not in bare(page), words
    wrong = browser.post(address, {"code": "00000000"})
    assert wrong.status_code == 422 and "This code does not open the page." in wrong.text
    assert "Left eye" not in browser.get(address).text


def test_nobody_keeps_it(link):
    address, code = link
    browser = opened(address, code)
    for answer in (browser.get(address), Client().get(address), Client().get("/visit/never-was/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


def test_a_used_code_opens_no_second_browser(link):
    address, code = link
    opened(address, code)
    other = Client()
    other.get(address)
    answer = other.post(address, {"code": code})
    assert answer.status_code == 422 and "The code was used." in answer.text


def test_two_taps_in_one_browser_are_one(link):
    address, code = link
    browser = opened(address, code)
    assert browser.post(address, {"code": code}).status_code == 303
    assert Look.objects.filter(what=Look.What.OPENED).count() == 1


def test_the_browser_closes_after_half_an_hour(link, monkeypatch, noon):
    address, code = link
    browser = opened(address, code)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon + timedelta(minutes=29))
    assert "Left eye" in browser.get(address).text
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon + timedelta(minutes=31))
    assert "Left eye" not in browser.get(address).text
    assert browser.post(address, {"code": code}).status_code == 303
    assert "Left eye" not in browser.get(address).text, "the code does not begin the half hour anew"


def test_the_fifth_wrong_code_ends_the_link(link):
    address, code = link
    browser = Client()
    browser.get(address)
    for number in range(MOST_TRIES):
        assert browser.post(address, {"code": f"{number:08d}"}).status_code == 422
    assert browser.post(address, {"code": code}).status_code == 404
    assert Look.objects.filter(what=Look.What.WRONG).count() == MOST_TRIES


def test_who_guesses_often_has_to_wait(link, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "visit_code": "2/h/ip"}
    address, code = link
    browser = Client()
    browser.get(address)
    for _turn in range(2):
        browser.post(address, {"code": "1"})
    assert browser.post(address, {"code": code}).status_code == 429


def test_it_ends_by_itself(link, monkeypatch, noon):
    address, _code = link
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon + timedelta(days=3, minutes=1))
    assert Client().get(address).status_code == 404


def test_it_is_ended_at_once_also_where_it_is_open(link, visit, ana):
    address, code = link
    browser, owner = opened(address, code), Client()
    owner.force_login(ana)
    share = Share.objects.get()
    page = owner.get(f"/care/visits/{visit.pk}/links/").text
    assert "Opened with the code" in page
    owner.post(f"/care/visits/{visit.pk}/links/{share.pk}/revocation/")
    assert browser.get(address).status_code == 404
    assert "You ended it." in owner.get(f"/care/visits/{visit.pk}/links/").text


def test_what_it_showed_is_forgotten_once_it_is_over(link, visit, ana, noon):
    assert Share.objects.get().shown is not None
    assert actions.forget_ended_links(now=noon + timedelta(days=2)) == 0
    assert actions.forget_ended_links(now=noon + timedelta(days=4)) == 1
    assert actions.forget_ended_links(now=noon + timedelta(days=4)) == 0
    assert Share.objects.get().shown is None
    share, _token, _code = actions.share_visit(visit=visit, by=ana, shown={}, lasts=timedelta(days=1), now=noon)
    actions.close_link(share=share, by=ana, now=noon)
    share.refresh_from_db()
    assert share.shown is None


def test_it_looks_like_one_that_never_was(link, visit, ana, noon):
    address, _code = link
    actions.close_link(share=Share.objects.get(), by=ana, now=noon)
    over, never = Client().get(address), Client().get("/visit/never-was/")
    assert over.status_code == never.status_code == 404
    assert bare(over.text).replace(address, "/visit/never-was/") == bare(never.text)


def test_what_is_noted_or_hidden_later_changes_nothing_there(link, visit, ana, noon):
    address, code = link
    note(ana, noon, Record.Kind.SIDE_EFFECT, 1, name="Hives")
    page = opened(address, code).get(address).text
    assert "Hives" not in page and "Left eye" in page


def test_what_was_hidden_is_not_behind_the_link(member_client, visit, a_year, ana, noon):
    relapse = Record.objects.get(kind="relapse")
    actions.hide(visit=visit, by=ana, offered={f"record/{relapse.pk}", "tests"}, shown=set(), now=noon)
    sent = member_client(ana).post(f"/care/visits/{visit.pk}/links/", {"days": "1"}, follow=True).text
    address, code = ADDRESS.search(sent).group(1), CODE.search(sent).group(1)
    page = opened(address, code).get(address).text
    assert "Vitamin D" in page and "Left eye" not in page and "Leukocytes" not in page
    assert "Left eye" not in str(Share.objects.get().shown)


def test_a_browser_that_keeps_nothing_is_told(link):
    address, code = link
    answer = Client().post(address, {"code": code})
    assert answer.status_code == 422 and "Your browser keeps no cookies." in answer.text
    assert Share.objects.get().opened_at is None


def test_the_link_of_somebody_who_left_does_not_open(link, ana, noon):
    address, _code = link
    ana.suspended_at = noon
    ana.save()
    assert Client().get(address).status_code == 404


def test_ten_links_are_the_most(member_client, visit, ana, at_noon):
    for _number in range(10):
        actions.share_visit(visit=visit, by=ana, shown={}, lasts=timedelta(days=1), now=at_noon)
    answer = member_client(ana).post(f"/care/visits/{visit.pk}/links/", {"days": "1"})
    assert answer.status_code == 409 and "Ten links are the most." in answer.text


def test_nobody_else_ends_it(link, visit, ben):
    other = Client()
    other.force_login(ben)
    assert other.post(f"/care/visits/{visit.pk}/links/{Share.objects.get().pk}/revocation/").status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_of_links_costs_the_same_for_one_as_for_many(
    member_client, visit, ana, at_noon, number, django_assert_num_queries
):
    for _turn in range(number):
        share, _token, _code = actions.share_visit(visit=visit, by=ana, shown={}, lasts=timedelta(days=1), now=at_noon)
        actions.note_look(share=share, now=at_noon)
    client = member_client(ana)
    client.get(f"/care/visits/{visit.pk}/links/")
    with django_assert_num_queries(4):
        client.get(f"/care/visits/{visit.pk}/links/")
