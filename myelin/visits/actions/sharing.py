"""Share the page of a visit by a secret link with a one-time code; open it; end it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.fields import tag_of
from myelin.base.tokens import digest_of, new_secret
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.visits.models import Look, Share, Visit

MOST_LINKS = 10
LONGEST = timedelta(days=14)
"""How long a link can stand."""

READ_FOR = timedelta(minutes=30)
"""How long the browser in which the code was used goes on showing the page."""

DIGITS = 8
"""Of a code: with five tries, a guess opens one of twenty million."""

A_LOOK = timedelta(minutes=1)
"""Looks in one browser within so long are one."""


class TooManyLinks(Refused):
    """More links than one visit needs."""


class WrongCode(Refused):
    """The code is not the one, or it was used."""

    status = 422


class NotBound(Refused):
    """The browser keeps nothing, so the page cannot be bound to it."""

    status = 422


@transaction.atomic
def share_visit(
    *, visit: Visit, by: Member, shown: dict[str, Any], lasts: timedelta, now: datetime
) -> tuple[Share, str, str]:
    """Make a link to the page as it is now; returns its row and, once, the last part of its address and the code.

    shown: the page, from `brief.as_json`. Raises NotAgreed, TooManyLinks above ten that stand.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    visit = Visit.objects.of(by).select_for_update().get(pk=visit.pk)
    if Share.objects.of(by).filter(visit=visit, revoked_at=None, expires_at__gt=now).count() >= MOST_LINKS:
        raise TooManyLinks(_("Ten links are the most. You can end one that you do not need."))
    token, code = new_secret(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    digest = digest_of(token)
    share = Share.objects.create(
        member=by, visit=visit, digest=digest, code_mark=_mark_of(digest, code), made_at=now,
        shown=shown, expires_at=now + min(lasts, LONGEST),  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip
    audit.record(actor=by, action="visit.shared", subject=share, now=now)
    return share, token, code


def open_link(*, share: Share, code: str, browser: str, now: datetime) -> None:
    """Use the code, which binds the page to one browser. Typing it twice there is once.

    browser: the secret that this browser holds. Raises NotBound when there is none, WrongCode; a wrong code is counted
    and noted, and the fifth ends the link.
    """
    if not browser:
        raise NotBound(_("Your browser keeps no cookies. Please allow them for this page, and open the link again."))
    if not _try(share, code, browser, now):
        raise WrongCode(_("This code does not open the page. Please check it, or ask for a new link."))


@transaction.atomic
def _try(share: Share, code: str, browser: str, now: datetime) -> bool:
    share = Share.objects.select_for_update(of=("self",)).defer("shown").get(pk=share.pk)
    if share.is_spent or share.revoked_at is not None or share.expires_at <= now:
        return False
    mark, digits = digest_of(browser), "".join(letter for letter in code if letter.isdigit())
    is_right = secrets.compare_digest(share.code_mark, _mark_of(share.digest, digits))
    if is_right and share.opened_at is not None:
        return secrets.compare_digest(share.browser_mark, mark)
    if is_right:
        share.opened_at, share.browser_mark = now, mark
        share.save(update_fields=["opened_at", "browser_mark"])
    else:
        share.tries += 1
        share.save(update_fields=["tries"])
    what = Look.What.OPENED if is_right else Look.What.WRONG
    Look.objects.create(member_id=share.member_id, share=share, what=what, at=now)
    return is_right


def is_reading(share: Share, browser: str, *, now: datetime) -> bool:
    """Whether this is the browser in which the code was used, not longer than half an hour ago."""
    if share.opened_at is None or not browser or now >= share.opened_at + READ_FOR:
        return False
    return secrets.compare_digest(share.browser_mark, digest_of(browser))


@transaction.atomic
def note_look(*, share: Share, now: datetime) -> None:
    """Note that the page was looked at again; within a minute of the last look it is the same one."""
    lately = Look.objects.filter(share=share, at__gt=now - A_LOOK).exclude(what=Look.What.WRONG)
    if not lately.exists():
        Look.objects.create(member_id=share.member_id, share=share, what=Look.What.AGAIN, at=now)


@transaction.atomic
def close_link(*, share: Share, by: Member, now: datetime) -> None:
    """End a link, at once, and forget what it showed. Twice is safe."""
    mine = Share.objects.of(by).filter(pk=share.pk, revoked_at=None)
    mine.update(revoked_at=now, shown=None)
    audit.record(actor=by, action="visit.unshared", subject=share, now=now)


def forget_ended_links(*, now: datetime) -> int:
    """Forget what links showed that nobody can open any more; that they were there, and who looked, stays."""
    over = Share.objects.over(now).filter(shown__isnull=False)
    return over.update(shown=None)


def _mark_of(digest: str, code: str) -> str:
    return tag_of(f"visit/{digest}/{code}")
