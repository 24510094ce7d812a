"""Two people talk: in two browsers, without scripts; and every page of messages in every look."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from myelin.live.tests.listening import streams
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.messages import actions as messages
from myelin.messages.models import Report, Seat
from tests.browser.looks import check_page
from tests.journeys.conftest import DESK, PHONE, picture_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plain(browser: Browser):
    """A phone that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def other(browser: Browser):
    """The second browser, at a desk and without scripts as well."""
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser: Browser):
    """A phone with scripts; its stream comes from a port of its own."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def sign_in(live_server):
    """Let a member into one of several browsers without the form."""

    def enter(page: Page, member: Member) -> None:
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return enter


@pytest.fixture
def dele(make_member):
    return make_member("dele")


def say(page: Page, words: str) -> None:
    page.locator("main [name=text]").fill(words)
    page.get_by_role("button", name="Send").click()


def test_two_browsers_talk_without_scripts(plain: Page, other: Page, live_server, ana, dele, sign_in, tmp_path):
    sign_in(plain, dele)
    sign_in(other, ana)
    plain.goto(f"{live_server.url}/people/ana/")
    plain.get_by_role("link", name="Write to Ana").click()
    say(plain, "Hello Ana, may I ask you something?")
    expect(plain.locator("#said").get_by_text("may I ask you something?")).to_be_visible()

    other.goto(f"{live_server.url}/messages/")
    expect(other.locator("main")).not_to_contain_text("may I ask")
    other.get_by_role("link", name="Requests, some waiting").click()
    other.get_by_role("link", name="Dele").click()
    expect(other.locator("#said").get_by_text("may I ask you something?")).to_be_visible()
    other.get_by_role("button", name="Say yes").click()
    say(other, "Of course.")

    plain.locator("[name=text]").fill("Half a thought")
    plain.get_by_role("button", name="Look for new messages").click()
    expect(plain.locator("#said").get_by_text("Of course.")).to_be_visible()
    expect(plain.locator("[name=text]")).to_have_value("Half a thought")
    say(plain, "How do you sleep **after** it?")
    expect(plain.locator("[name=text]")).to_have_value("")

    other.goto(f"{live_server.url}/settings/")
    other.locator(".topbar").get_by_role("link", name="Messages, some new").click()
    other.locator("main").get_by_role("link", name="Dele").click()
    expect(other.locator("#said strong", has_text="after")).to_be_visible()
    other.get_by_text("Add pictures").click()
    other.set_input_files("[name=picture_1]", picture_file(tmp_path))
    other.locator("[name=alt_1]").fill("My blackout curtain")
    other.get_by_role("button", name="Send").click()
    expect(other.locator("#said").get_by_alt_text("My blackout curtain")).to_be_visible()
    plain.get_by_role("button", name="Look for new messages").click()
    expect(plain.locator("#said").get_by_alt_text("My blackout curtain")).to_be_visible()

    other.get_by_text("Options").click()
    other.get_by_role("button", name="Block").click()
    expect(other.locator("main")).to_contain_text("They are not told.")
    plain.goto(f"{live_server.url}/messages/")
    expect(plain.locator("main")).to_contain_text("Nothing here yet")


def test_new_words_come_in_while_somebody_types(
    scripted: Page, other: Page, live_server, ana, ben, sign_in, monkeypatch
):
    now = timezone.now()
    type(ben).objects.update(joined_at=now - timedelta(days=30))
    first = messages.begin(by=type(ben).objects.get(pk=ben.pk), people=[ana], text="Hi Ana", key=uuid4(), now=now)
    with streams() as running:
        monkeypatch.setattr(settings, "LIVE_PORT", running.port)
        sign_in(scripted, ana)
        sign_in(other, ben)
        scripted.goto(f"{live_server.url}/messages/{first.conversation_id}/")
        expect(scripted.locator("body[data-listening=on]")).to_be_attached()
        scripted.locator("[name=text]").focus()
        scripted.keyboard.type("Half a tho")
        before = scripted.locator("[name=text]").bounding_box()
        other.goto(f"{live_server.url}/messages/{first.conversation_id}/")
        say(other, "Are you there?")
        expect(scripted.locator("#said").get_by_text("Are you there?")).to_be_visible(timeout=20_000)
        assert abs(scripted.locator("[name=text]").bounding_box()["y"] - before["y"]) < 2
        scripted.keyboard.type("ught")
        expect(scripted.locator("[name=text]")).to_have_value("Half a thought")
        expect(scripted.get_by_role("status").filter(has_text="New words came in.")).to_be_attached()
        check_page(scripted)


@pytest.fixture
def talked(ana, ben, dele, make_member):
    """Something on every page of messages: a group, a request, a report, a draft, somebody who left."""
    now = timezone.now()
    members.follow(member=ana, person=dele, now=now)
    for member in (ana, ben, dele):
        type(member).objects.filter(pk=member.pk).update(joined_at=now - timedelta(days=30))
        member.refresh_from_db()

    def begin(by, *people, **more):
        return messages.begin(by=by, people=people, key=uuid4(), now=now, **more).conversation

    group = begin(ana, ben, dele, name="Tuesday ride", text="Shall we share a ride? " * 12)
    for seat in Seat.objects.filter(conversation=group):
        messages.accept(seat=seat, now=now)
    messages.send(conversation=group, author=ana, key=uuid4(), text="https://a.example.org", now=now)
    words = messages.send(
        conversation=group, author=ben, key=uuid4(), text="Yes, *please*.\n\n- Side door\n- At eight", now=now
    )
    messages.leave(seat=Seat.objects.get(conversation=group, member=dele), now=now)
    pair = begin(ben, ana, text="Which socks did you get?")
    request = begin(make_member("ola", joined_at=now - timedelta(days=30)), ana, text="Hello from somebody new")
    seat = Seat.objects.select_related("member", "conversation").get(conversation=group, member=ana)
    report = messages.report_messages(
        seat=seat, numbers=[words.pk], reason=Report.Reason.UNKIND, note="It hurt.", now=now
    )[0]
    return {"group": group.pk, "pair": pair.pk, "request": request.pk, "report": report.pk}


def test_every_page_holds_in_every_look(page: Page, live_server, talked, ana, sign_in):
    sign_in(page, ana)
    for path in (
        "/messages/", "/messages/requests/", "/messages/new/", "/messages/to/dele/", "/messages/settings/",
        f"/messages/{talked['pair']}/", f"/messages/{talked['request']}/", f"/messages/{talked['group']}/people/",
        f"/messages/{talked['group']}/reporting/", f"/messages/{talked['group']}/removal/",
    ):  # fmt: skip
        page.goto(live_server.url + path)
        check_page(page)
    page.goto(f"{live_server.url}/messages/{talked['group']}/")
    page.get_by_text("Options").click()
    page.get_by_text("Add pictures").click()
    check_page(page)
    page.locator("[name=text]").fill("")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("Add some words or a picture.")
    check_page(page)


def test_the_moderators_desk_holds_in_every_look(page: Page, live_server, talked, noor, sign_in):
    sign_in(page, noor)
    for path in ("/messages/", "/messages/reports/", f"/messages/reports/{talked['report']}/"):
        page.goto(live_server.url + path)
        check_page(page)
