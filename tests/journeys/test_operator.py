"""An operator finds the mail of the demo and takes a member's copy; the member is told, and reads why."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone

from conftest import PASSWORD
from myelin.notifications import mail
from myelin.notifications.backends import FileBackend
from myelin.notifications.models import OutgoingMail
from myelin.updates import actions as updates
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WORDS = "Window seat today."
REASON = "She asked by phone and cannot sign in."


@pytest.fixture
def demo(settings, tmp_path):
    settings.MYELIN_DEMO, settings.DATA = True, tmp_path


def test_an_operator_finds_the_mail_and_takes_a_members_copy(hands: Hands, demo, olu, ana):
    now = timezone.now()
    updates.post_update(author=ana, text=WORDS, now=now)
    log_in(hands, olu)
    _finds_the_mail(hands)
    copy = _takes_the_copy(hands)
    with ZipFile(copy) as archive:
        assert WORDS in json.dumps(json.loads(archive.read("data.json")))
        assert WORDS in archive.read("index.html").decode()
    _member_is_told(hands, ana)


def _finds_the_mail(hands: Hands) -> None:
    hands.follow("Settings", within=".foot")
    hands.look()
    hands.follow("Mail of this demo")
    hands.is_at("Mail of this demo")
    hands.sees("No letters yet")
    hands.look()
    mail.put(to="rosa@example.org", subject="A quiet letter", text="Hello Rosa.", now=timezone.now())
    FileBackend(alias="default").send_messages([mail.letter(OutgoingMail.objects.get())])
    hands.follow("Settings")
    hands.follow("Mail of this demo")
    hands.look()
    hands.follow("A quiet letter")
    hands.sees("Hello Rosa.")
    hands.look()
    hands.follow("Mail of this demo")
    hands.follow("Settings")


def _takes_the_copy(hands: Hands) -> Path:
    hands.follow("A member's data")
    hands.look()
    hands.is_at("Is it still you?")
    hands.look()
    hands.write("Password", "a guess")
    hands.push("Go on")
    hands.sees("One thing to fix")
    hands.look()
    hands.write("Password", PASSWORD)
    hands.push("Go on")
    hands.look()
    hands.write("Whose data?", "nobody-here")
    hands.write("Why?", "short")
    hands.push("Download their data")
    hands.sees("Nobody here has this name or address.")
    hands.look()
    hands.write("Whose data?", "ana")
    hands.write("Why?", REASON)
    copy = hands.take("Download their data")
    hands.follow("Settings", within="main")
    hands.push("Log out")
    return copy


def _member_is_told(hands: Hands, ana) -> None:
    log_in(hands, ana)
    hands.follow("News for you, some new")
    hands.look()
    hands.follow(re.compile("took a copy of your data"))
    hands.sees(REASON)
    hands.look()
