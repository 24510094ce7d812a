"""Letters: one row, one job, one Message-ID; sent once, through files or a real SMTP server."""

from __future__ import annotations

import smtplib
import socket
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core import mail as django_mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.config.mailers import mailer
from myelin.notifications import mail
from myelin.notifications.backends import FileBackend
from myelin.notifications.models import OutgoingMail
from myelin.notifications.tests.sink import Sink


def send(noon: datetime, key: str = "test/1", to: str = "ana@example.org") -> OutgoingMail:
    words = {"link": "https://example.org/yes/", "known": False}
    return mail.send(
        to=to, subject="Please say\nyes", template="newsletter/mail/confirm", context=words, key=key, now=noon
    )


def test_a_letter_waits_for_the_queue(db, noon):
    row = send(noon)
    job = ProcrastinateJob.objects.get(task_name="deliver_mail")
    assert job.args == {"mail_id": row.pk}, "a job holds a number, never words or addresses"
    assert row.subject == "Please say yes"
    assert "https://example.org/yes/" in row.text
    assert row.sent_at is None


def test_the_same_letter_asked_twice_is_one(db, noon):
    assert send(noon).pk == send(noon).pk
    assert ProcrastinateJob.objects.filter(task_name="deliver_mail").count() == 1


def test_a_letter_and_its_job_are_rolled_back_together(db, noon):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send(noon)
        1 / 0  # noqa: B018 - whatever breaks after the letter
    assert not OutgoingMail.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="deliver_mail").exists()


def test_it_is_sent_once_and_its_words_are_forgotten(db, noon):
    row = send(noon)
    mail.deliver(mail_id=row.pk, now=noon)
    mail.deliver(mail_id=row.pk, now=noon)
    assert len(django_mail.outbox) == 1
    row.refresh_from_db()
    assert (row.sent_at, row.to, row.text, row.html) == (noon, "", "", "")


def test_killed_between_sending_and_marking_it_repeats_with_the_same_id(db, noon):
    row = send(noon)
    mail.letter(row).send()
    mail.deliver(mail_id=row.pk, now=noon)
    first, again = django_mail.outbox
    assert first.message()["Message-ID"] == again.message()["Message-ID"] == row.message_id
    assert first.message()["Date"] == again.message()["Date"]


def test_a_server_that_is_away_leaves_the_letter_to_be_sent(db, noon, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{nobody.getsockname()[1]}")}
        row = send(noon)
        with pytest.raises(OSError, match="refused"):
            mail.deliver(mail_id=row.pk, now=noon)
    row.refresh_from_db()
    assert row.sent_at is None
    assert row.text


def test_it_goes_through_a_real_smtp_server(db, noon, settings):
    with Sink() as sink:
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{sink.port}")}
        row = send(noon)
        mail.deliver(mail_id=row.pk, now=noon)
    letter = message_from_bytes(sink.letters[0])
    assert letter["Message-ID"] == row.message_id
    assert letter["To"] == "ana@example.org"
    assert b"https://example.org/yes/" in sink.letters[0]


LEAVE = "https://community.example.org/notifications/leave/" + "k" * 200 + "/"


def leavable(noon: datetime) -> OutgoingMail:
    """A letter that one leaves with one click, to an address that no line of 78 letters holds."""
    row = send(noon)
    row.headers = {"List-Unsubscribe": f"<{LEAVE}>"}
    row.save()
    return row


def test_the_address_for_leaving_goes_out_in_clear(db, noon, settings):
    with Sink() as sink:
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{sink.port}")}
        mail.deliver(mail_id=leavable(noon).pk, now=noon)
    assert f"\r\nList-Unsubscribe: <{LEAVE}>\r\n".encode() in sink.letters[0]


def test_the_address_for_leaving_stands_in_clear_in_files(db, noon, settings, tmp_path: Path):
    settings.DATA = tmp_path
    FileBackend(alias="default").send_messages([mail.letter(leavable(noon))])
    (file,) = (tmp_path / "mail").iterdir()
    assert f"\nList-Unsubscribe: <{LEAVE}>\n".encode() in file.read_bytes()


def test_a_server_that_refuses_is_an_error_for_the_queue(db, noon, settings):
    with Sink(refuses=True) as sink:
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{sink.port}")}
        row = send(noon)
        with pytest.raises(smtplib.SMTPException):
            mail.deliver(mail_id=row.pk, now=noon)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://ana:p%40ss@mail.example.org", 587, True, False),
        ("smtps://mail.example.org:4650", 4650, False, True),
    ],
)
def test_one_address_says_how_mail_leaves(url, port, tls, ssl):
    options = mailer(url)["OPTIONS"]
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, tls, ssl)
    assert options["password"] == ("p@ss" if "ana" in url else "")


def test_without_a_server_letters_are_files(db, noon, settings, tmp_path: Path):
    settings.DATA = tmp_path
    row = send(noon)
    backend = FileBackend(alias="default")
    assert backend.send_messages([mail.letter(row)]) == 1
    backend.send_messages([mail.letter(row)])
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name.startswith("20260615T120000-")
    assert message_from_bytes(file.read_bytes())["Message-ID"] == row.message_id


def test_the_ledger_forgets_after_a_month(db, noon):
    row = send(noon)
    mail.deliver(mail_id=row.pk, now=noon)
    assert mail.forget_sent(now=noon + mail.KEPT_FOR) == 0
    assert mail.forget_sent(now=noon + mail.KEPT_FOR * 2) == 1
