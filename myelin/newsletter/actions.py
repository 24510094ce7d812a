"""Subscribe, confirm, leave; and send an issue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from myelin.base.errors import Refused
from myelin.base.text import render_markdown
from myelin.base.tokens import digest_of, new_secret
from myelin.members import actions as members
from myelin.members.models import Consent, Purpose
from myelin.newsletter import tokens
from myelin.newsletter.models import Issue, Subscription
from myelin.notifications import mail

TOKEN_LASTS = timedelta(days=3)
"""How long the link in the letter that asks works; then the address is forgotten."""
AT_ONCE = 200
"""Subscribers written to by one job of the queue."""


class LinkTooOld(Refused):
    """The link to confirm was used before, or is too old, or never was one."""

    status = 410

    def __init__(self) -> None:
        super().__init__(_("This link no longer works. Ask for the newsletter again and we send you a new one."))


@transaction.atomic
def ask(*, email: str, site: str, now: datetime) -> None:
    """Write to an address that somebody typed: "was that you?". Known or unknown, one letter goes out.

    Both cost the same statements, so that no clock tells them apart.

    site: the address of this community, without a slash at its end.
    """
    row = _locked(email, now)
    token = new_secret()
    row.digest = digest_of(token)
    if row.confirmed_at is None:
        row.asked_at = now
    row.save(update_fields=["digest", "asked_at"])
    mail.send(
        to=row.email,
        subject=_("Please say yes once more"),
        template="newsletter/mail/confirm",
        context={
            "link": site + reverse("newsletter:confirmation", args=[token]),
            "known": row.confirmed_at is not None,
        },
        key=f"newsletter.confirm/{row.pk}/{row.digest}",
        now=now,
    )


def _locked(email: str, now: datetime) -> Subscription:
    """The subscription of an address, made where there is none. Where it is left at that very moment, we begin anew."""
    row = None
    while row is None:
        Subscription.objects.bulk_create([Subscription(email=email.lower(), asked_at=now)], ignore_conflicts=True)
        row = Subscription.objects.at(email).select_for_update().first()
    return row


def find_asked(*, token: str, now: datetime) -> Subscription:
    """The subscription that a letter asked about. Raises LinkTooOld."""
    row = Subscription.objects.filter(digest=digest_of(token), asked_at__gt=now - TOKEN_LASTS).first()
    if row is None:
        row = Subscription.objects.confirmed().filter(digest=digest_of(token)).first()
    if row is None:
        raise LinkTooOld
    return row


@transaction.atomic
def confirm(*, token: str, now: datetime) -> Subscription:
    """Begin to send the newsletter to an address. Raises LinkTooOld."""
    row = Subscription.objects.select_for_update().get(pk=find_asked(token=token, now=now).pk)
    if row.confirmed_at is None:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def leave(*, subscription: Subscription, now: datetime) -> None:
    """Stop the newsletter and forget the address; a member's consent ends with it. Twice is safe."""
    if subscription.member is not None:
        members.give_or_withdraw(member=subscription.member, purpose=Purpose.NEWSLETTER, agrees=False, now=now)
    Subscription.objects.filter(pk=subscription.pk).delete()


@transaction.atomic
def send_issue(*, issue: Issue, now: datetime) -> Issue:
    """Tell the queue to send an issue to everybody who wants it. Sending twice is sending once."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.sent_at is None:
        issue.sent_at = now
        issue.save(update_fields=["sent_at"])
        app.configure_task("write_newsletter").defer(issue_id=issue.pk, after=0)
    return issue


@transaction.atomic
def write_letters(*, issue: Issue, after: int, now: datetime) -> int | None:
    """Write the letters of one issue to the next 200 subscribers; the number to go on after, None at the end."""
    if after == 0:
        follow_consents()
    rows = list(Subscription.objects.confirmed().filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    for row in rows:
        _write(issue, row, now)
    return rows[-1].pk if len(rows) == AT_ONCE else None


@transaction.atomic
def follow_consents() -> None:
    """Let the subscriptions of members follow what they said in their settings."""
    standing = Consent.objects.standing().filter(purpose=Purpose.NEWSLETTER, member__remembered_at=None)
    Subscription.objects.exclude(member=None).exclude(member__in=standing.values("member")).delete()
    known = Subscription.objects.exclude(member=None).values("member")
    for consent in standing.exclude(member__in=known).filter(member__is_active=True, member__erased_at=None):
        row = Subscription.objects.at(consent.member.email).first() or Subscription(
            email=consent.member.email.lower(), asked_at=consent.given_at
        )
        row.member, row.confirmed_at = consent.member, row.confirmed_at or consent.given_at
        row.save()


def forget_unconfirmed(*, now: datetime) -> int:
    """Forget addresses where nobody said yes in time, and say how many."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lt=now - TOKEN_LASTS).delete()[0]


def _write(issue: Issue, row: Subscription, now: datetime) -> None:
    site = settings.SITE_URL or settings.WAGTAILADMIN_BASE_URL
    link = site + reverse("newsletter:leave", args=[row.pk, tokens.leaving_key(row)])
    mail.send(
        to=row.email,
        subject=issue.subject,
        template="newsletter/mail/issue",
        context={"text": issue.text, "html": render_markdown(issue.text), "leave": link},
        key=f"newsletter.issue/{issue.pk}/{row.pk}",
        now=now,
        headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
