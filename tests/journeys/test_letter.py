"""A letter about news, as it arrives: read in a browser, followed to what it tells of, and stopped with one click."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from myelin.config.mailers import mailer
from myelin.discussion import actions as discussion
from myelin.notifications import news
from myelin.notifications.models import Delivery, OutgoingMail, Rhythm
from myelin.notifications.tests.sink import Sink
from myelin.updates import actions as updates
from tests.journeys.conftest import let_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def letter(settings, live_server, ana, ben) -> EmailMessage:
    """What the mail server was given the morning after Ben wrote under an update of Ana's."""
    settings.SITE_URL = live_server.url
    now = timezone.now()
    Delivery.objects.create(member=ana, rhythm=Rhythm.DAILY, quiet_from=None, quiet_until=None)
    update = updates.post_update(author=ana, text="A quiet day", now=now)
    discussion.write_comment(thread=update.thread, author=ben, text="Same here, kanari", now=now)
    assert news.write_due(now=now + timedelta(days=2)) == 1
    with Sink() as sink:
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{sink.port}")}
        news.deliver(mail_id=OutgoingMail.objects.get(to=ana.email).pk, now=now)
    whole = message_from_bytes(sink.letters[0], policy=policy.default)
    assert isinstance(whole, EmailMessage)
    return whole


def open_letter(page: Page, letter: EmailMessage) -> None:
    part = letter.get_body(["html"])
    assert part is not None
    page.set_content(part.get_content())


def test_it_is_read_followed_and_stopped(page: Page, live_server, letter, ana):
    plain = letter.get_body(["plain"])
    assert plain is not None
    for text in (str(letter), plain.get_content()):
        assert "kanari" not in text
    assert letter["Subject"] == "There is news for you"
    page.set_viewport_size({"width": 390, "height": 844})
    open_letter(page, letter)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    let_in(page.context, ana, live_server.url)
    page.get_by_role("link", name="Ben wrote under something of yours").click()
    expect(page.get_by_text("Same here, kanari")).to_be_visible()

    page.context.clear_cookies()
    page.goto("about:blank")
    open_letter(page, letter)
    page.get_by_role("link", name="Stop it with one click").click()
    page.get_by_role("button", name="Stop them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No more letters about news")
    assert Delivery.objects.get(member=ana).rhythm == Rhythm.NEVER


def test_a_mail_program_stops_it_by_itself(letter, ana):
    """RFC 8058: one POST to the address in the header, without cookies, a key or a page before it."""
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with urlopen(Request(address, data=b"List-Unsubscribe=One-Click", headers=form)) as answer:
        assert answer.status == 200
    assert Delivery.objects.get(member=ana).rhythm == Rhythm.NEVER
