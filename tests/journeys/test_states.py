"""States that no journey comes by: empty places, news, talk, and what went wrong, seen in every look."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from myelin.base import faults
from myelin.discussion import actions as discussion
from myelin.discussion.models import Reaction
from myelin.library.tests import factories
from myelin.members import actions as members
from myelin.members.models import LastWish
from myelin.privacy import actions as privacy
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from tests.browser.looks import LOOKS, check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EMPTY = [
    "/", "/updates/", "/questions/", "/people/", "/groups/", "/search/?q=qwertz", "/notifications/", "/care/courses/",
    "/care/calendar/", "/settings/blocked/", "/settings/circle/", "/settings/keys/", "/settings/sessions/", "/saved/",
    "/settings/lens/", "/settings/muted/",
]  # fmt: skip


def test_empty_places(page: Page, live_server: LiveServer, enter, make_member):
    enter(make_member("dele"))
    for path in EMPTY:
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        check_page(page)


def test_news_and_talk(page: Page, live_server: LiveServer, enter, ana, ben, noon):
    update = updates.post_update(author=ana, text="Window seat.", now=noon)
    comment = discussion.write_comment(thread=update.thread, author=ben, text="Lucky you.", now=noon)
    discussion.write_comment(thread=update.thread, author=ana, text="I know.", parent=comment, now=noon)
    discussion.react(thread=update.thread, member=ben, kind=Reaction.Kind.HUG, now=noon)
    enter(ana)
    page.goto(f"{live_server.url}/notifications/")
    expect(page.get_by_role("button", name="I have seen these")).to_be_visible()
    check_page(page)
    page.goto(live_server.url + update.thread.url)
    page.get_by_text("Answer Ben").first.click()
    check_page(page)
    page.get_by_role("textbox", name="Write something kind").last.fill("   ")
    page.get_by_role("button", name="Send").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your comment")
    check_page(page)


def test_what_one_saved(page: Page, live_server: LiveServer, enter, ana, ben, noon):
    update = updates.post_update(author=ben, text="Window seat.", now=noon)
    question = questions.ask_question(author=ben, title="Wool or cotton?", now=noon)
    enter(ana)
    for thread in (update.thread, question.thread):
        page.goto(live_server.url + thread.url)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("button", name="Saved", exact=True)).to_be_visible()
    page.goto(f"{live_server.url}/saved/")
    page.get_by_role("link", name="Add a note to myself").first.click()
    check_page(page)
    page.get_by_role("textbox", name="Note to myself").fill("Ask the nurse.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Ask the nurse.")).to_be_visible()
    check_page(page)


def test_the_page_of_somebody_who_died(page: Page, live_server: LiveServer, enter, ana, ben, noor, noon):
    members.let_in(member=ana, person=noor, now=noon)
    members.wish(member=ana, what=LastWish.What.KEEP, contact=noor, now=noon)
    members.remember(member=ben, now=noon)
    enter(ana)
    page.goto(f"{live_server.url}/people/ben/")
    expect(page.get_by_text("In memory of Ben")).to_be_visible()
    check_page(page)
    page.goto(f"{live_server.url}/settings/last-wish/")
    expect(page.get_by_role("button", name="Take my wish back")).to_be_visible()
    check_page(page)


def test_an_article_that_members_talk_about(page: Page, live_server: LiveServer, enter, ana, ben, ito, make_member):
    now = timezone.now()
    article = factories.published(factories.author(make_member("nell")), ito, now)
    assert article.thread is not None
    discussion.write_comment(thread=article.thread, author=ben, text="Wool is warmest.", now=now)
    enter(ana)
    page.goto(live_server.url + article.thread.url)
    check_page(page)
    enter(ito)
    page.goto(f"{live_server.url}/library/{article.slug}/offline/")
    check_page(page)


def test_what_one_can_do_about_a_person(page: Page, live_server: LiveServer, enter, ana, ben):
    enter(ana)
    page.goto(f"{live_server.url}/people/ben/")
    page.locator("main summary").first.click()
    expect(page.get_by_role("button", name="Block")).to_be_visible()
    check_page(page)


def test_a_secret_shown_once(page: Page, live_server: LiveServer, enter, ana):
    enter(ana)
    for path, box, button in (
        ("/settings/keys/", "What is it for?", "Make a key"),
        ("/care/calendar/", "Which device is it for?", "Make an address"),
    ):
        page.goto(live_server.url + path)
        page.get_by_label(box).fill("my phone")
        page.get_by_role("button", name=button).click()
        expect(page.locator("main")).to_contain_text("We show it only this once.")
        check_page(page)


@pytest.mark.parametrize("status", sorted(faults.FAULTS))
def test_what_went_wrong(page: Page, live_server: LiveServer, status):
    request = RequestFactory().get("/broken/")
    request.user = AnonymousUser()
    told = faults.answer(request, status)

    def answer(route: Route) -> None:
        route.fulfill(status=told.status_code, content_type="text/html; charset=utf-8", body=told.content)

    page.route("**/broken/", answer)
    page.goto(f"{live_server.url}/broken/")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(faults.FAULTS[status].title))
    check_page(page)


def test_the_copy_of_my_data(page: Page, live_server: LiveServer, ana, noon):
    """It is opened from a disk, where nobody wears our colors."""
    updates.post_update(author=ana, text="Window seat.", now=noon)
    with ZipFile(privacy.take_out(member=ana, now=noon)) as archive:
        told = {name: archive.read(name).decode() for name in ("index.html", "archive.css")}

    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        kind = "text/css" if name.endswith(".css") else "text/html; charset=utf-8"
        route.fulfill(content_type=kind, body=told[name])

    page.route("**/copy/*", answer)
    page.goto(f"{live_server.url}/copy/index.html")
    check_page(page, LOOKS[:2])
