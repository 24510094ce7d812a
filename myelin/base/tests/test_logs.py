"""Logs say what happened and never who: canaries are planted where they could slip in, and looked for in what was written."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from myelin.base.logs import discreet
from myelin.members.models import Member


@pytest.fixture
def written():
    """What the handlers of the house write, through the very formatter of the settings."""
    logging.config.dictConfig(settings.LOGGING)
    handler = logging.getHandlerByName("console")
    assert isinstance(handler, logging.StreamHandler)
    before, text = handler.setStream(io.StringIO()), handler.stream
    yield text
    handler.setStream(before)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("no mail to ana.b+x@example.org today", "no mail to …@… today"),
        ("GET /search/?q=canary+relapse&x=1 HTTP/1.1", "GET /search/?… HTTP/1.1"),
        ("Not Found: /calendar/kanari-7f3a.ics", "Not Found: /calendar/…"),
        ("Not Found: /visit/kanari-7f3a/", "Not Found: /visit/…"),
        ("from 203.0.113.77 and 2001:db8:1:2::9", "from 203.0.113.0 and 2001:db8:1::"),
        ("on 127.0.0.1, version 3.13.0, at 12:30:15", "on 127.0.0.1, version 3.13.0, at 12:30:15"),
        ("gone\nDETAIL:  Key (lower(email))=(ana) already exists.", "gone\nDETAIL: …"),
    ],
)
def test_what_could_name_somebody_is_taken_out(text, kept):
    assert discreet(text) == kept


def test_pages_that_fail_write_nothing_of_what_was_asked(written, db, make_member):
    make_member("kanari")
    browser = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
    browser.get("/people/kanari-7f3a-nobody/?q=kanari-relapse", headers={"referer": "http://x/?q=kanari-tremor"})
    browser.post("/login/", {"login": "kanari@example.org", "password": "kanari-password-7f3a"})
    browser.post("/api/v1/updates", '{"text": "kanari-body"', content_type="application/json")
    browser.get("/search/", {"q": "kanari-relapse\x00"})
    for words in ("kanari-relapse", "kanari-tremor", "kanari@example.org", "kanari-password", "kanari-body", "113.77"):
        assert words not in written.getvalue()


def test_a_row_that_breaks_a_rule_is_logged_without_its_values(written, db, make_member):
    make_member("kanari")
    try:
        with transaction.atomic():
            Member.objects.create_user("KANARI@example.org", None, name="x", handle="other")
    except IntegrityError:
        logging.getLogger("myelin").exception("a rule was broken")
    assert "member_email_once" in written.getvalue(), "the control: the line was written"
    assert "kanari" not in written.getvalue().lower()
