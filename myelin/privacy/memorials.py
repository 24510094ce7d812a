"""What operators do for members who died. Each step has a reason and stands in the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.members import actions as members
from myelin.members.models import LastWish, Member
from myelin.privacy.actions import erase

WAITS = timedelta(days=14)
"""How long a memorial stands before it may be erased: time enough to find out that it was a mistake."""


class NotSo(Refused):
    """The account is not in a state for this."""


@transaction.atomic
def read_wish(*, member: Member, operator: Member, reason: str, now: datetime) -> LastWish | None:
    """What somebody wished for their account; None when they never told."""
    audit.record(actor=operator, action="member.wish_read", subject=member, now=now, reason=reason)
    return LastWish.objects.of(member).first()


@transaction.atomic
def remember(*, member: Member, operator: Member, reason: str, now: datetime) -> None:
    """Make a page a memorial. Twice is once.

    Raises NotSo for oneself.
    """
    if member.pk == operator.pk:
        raise NotSo(_("This is your own account."))
    if members.remember(member=member, now=now):
        audit.record(actor=operator, action="member.remembered", subject=member, now=now, reason=reason)


@transaction.atomic
def end_memorial(*, member: Member, operator: Member, reason: str, now: datetime) -> None:
    """Take a memorial back. Twice is safe."""
    if members.end_memorial(member=member):
        audit.record(actor=operator, action="member.memorial_ended", subject=member, now=now, reason=reason)


@transaction.atomic
def erase_as_wished(*, member: Member, operator: Member, reason: str, now: datetime) -> None:
    """Erase an account because its member wished that beforehand.

    Raises NotSo when they did not, or while the page is no memorial for `WAITS` yet.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if not LastWish.objects.of(member).filter(what=LastWish.What.ERASE).exists():
        raise NotSo(_("They did not wish that. Their page can stay as a memorial."))
    if member.remembered_at is None or member.remembered_at > now - WAITS:
        raise NotSo(_("First make the page a memorial, and let 14 days go by. A mistake can still be mended then."))
    audit.record(actor=operator, action="member.erased_as_wished", subject=member, now=now, reason=reason)
    erase(member=member, now=now, last_letter=False)
