"""Letters: written down in the transaction that needs them, sent by the queue, each with one Message-ID for ever.


A letter that was sent but could not be marked as sent goes out once more, with the same Message-ID; none is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage as Message
from email.policy import Policy, default
from email.utils import format_datetime, parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from procrastinate.contrib.django import app

from myelin.notifications.models import OutgoingMail

KEPT_FOR = timedelta(days=30)
"""How long the ledger remembers that a letter went."""


class _InClear(UnstructuredHeader, BaseHeader):
    """A line at the head of a letter that is never folded, for Python folds a long address into an encoded word."""

    def fold(self, *, policy: Policy[Any]) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADS = HeaderRegistry()
_HEADS.map_to_type("list-unsubscribe", _InClear)


class Letter(EmailMultiAlternatives):
    """A letter whose address for leaving with one click stands in clear, as RFC 8058 has programs read it."""

    def message(self, *, policy: Policy[Any] | None = default) -> Message:
        heads = {"header_factory": _HEADS}
        return super().message(policy=(policy or default).clone(**heads))  # type: ignore[arg-type]  # any of its names


def send(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, object],
    key: str,
    now: datetime,
    headers: Mapping[str, str] | None = None,
    task: str = "deliver_mail",
) -> OutgoingMail:
    """Put a letter on the queue, in the caller's transaction. The same `key` is the same letter, however often asked.

    template: without its ending; `.txt` must exist, `.html` may. Links in `context` are whole addresses.
    task: what of the queue hands it to the mail server.
    """
    text, html = _words(subject, template, context)
    return _put(to=to, subject=subject, text=text, html=html, key=key, now=now, headers=headers or {}, task=task)


def write_anew(row: OutgoingMail, *, to: str, subject: str, template: str, context: Mapping[str, object]) -> None:
    """Say in a letter that still waits what is true by now; it stays the same letter."""
    row.to, row.subject = to, subject
    row.text, row.html = _words(subject, template, context)
    row.save(update_fields=["to", "subject", "text", "html"])


def put(*, to: str, subject: str, text: str, now: datetime) -> None:
    """Put a letter on the queue that somebody else has written: codes and resets of signing in."""
    _put(to=to, subject=subject, text=text.strip() + "\n", html="", key=f"letter/{uuid4()}", now=now, headers={})


@transaction.atomic
def deliver(*, mail_id: int, now: datetime) -> None:
    """Hand a letter to the mail server, unless that was done. Its words and address are forgotten then."""
    row = waiting(mail_id)
    if row is not None:
        hand_over(row, now=now)


def waiting(mail_id: int) -> OutgoingMail | None:
    """A letter that was not sent yet, locked until the end of the transaction."""
    return OutgoingMail.objects.select_for_update().filter(pk=mail_id, sent_at=None).first()


def hand_over(row: OutgoingMail, *, now: datetime) -> None:
    """Give the mail server a letter that is `waiting`, and forget its words and address."""
    letter(row).send()
    row.sent_at, row.to, row.text, row.html, row.headers = now, "", "", "", {}
    row.save(update_fields=["sent_at", "to", "text", "html", "headers"])


def letter(row: OutgoingMail) -> Letter:
    """The whole letter, the same each time it is made."""
    fixed = {"Message-ID": row.message_id, "Date": format_datetime(row.made_at), "Auto-Submitted": "auto-generated"}
    message = Letter(row.subject, row.text, settings.MAIL_FROM, [row.to], headers=fixed | row.headers)
    if row.html:
        message.attach_alternative(row.html, "text/html")
    return message


def forget_sent(*, now: datetime) -> int:
    """Take old letters out of the ledger, and say how many."""
    return OutgoingMail.objects.filter(sent_at__lt=now - KEPT_FOR).delete()[0]


@transaction.atomic
def _put(
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    key: str,
    now: datetime,
    headers: Mapping[str, str],
    task: str = "deliver_mail",
) -> OutgoingMail:
    row, is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "message_id": _message_id(key),
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "html": html,
            "headers": dict(headers),
            "made_at": now,
        },
    )
    if is_new:
        app.configure_task(task).defer(mail_id=row.pk)
    return row


def _message_id(key: str) -> str:
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain[:70]}>"


def _words(subject: str, template: str, context: Mapping[str, object]) -> tuple[str, str]:
    words = {"community": settings.COMMUNITY_NAME, "subject": subject, **context}
    return get_template(f"{template}.txt").render(words).strip() + "\n", _html(template, words)


def _html(template: str, words: dict[str, object]) -> str:
    try:
        return get_template(f"{template}.html").render(words)
    except TemplateDoesNotExist:
        return ""
