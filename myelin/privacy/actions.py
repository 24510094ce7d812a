"""Take out, and erase."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.members.models import Member
from myelin.notifications import actions as notifications
from myelin.notifications import mail
from myelin.privacy import archive
from myelin.privacy.rooms import rooms


class LastOperator(Refused):
    """Somebody has to be left who runs this community."""


@transaction.atomic
def take_out(*, member: Member, now: datetime) -> IO[bytes]:
    """A member's own archive, as an open file."""
    audit.record(actor=member, action="member.exported", subject=member, now=now)
    return archive.write(member, now=now)


@transaction.atomic
def take_out_for(*, member: Member, operator: Member, reason: str, now: datetime) -> IO[bytes]:
    """The archive of a member for an operator, who says why. It goes into the record and the member is told at once."""
    audit.record(actor=operator, action="member.exported", subject=member, now=now, reason=reason)
    # Without an actor: a block between the two must not keep this from the member.
    notifications.notify(member=member, kind="export", actor=None, url=reverse("privacy:data"), now=now)
    with translation.override(member.language):
        mail.send(
            to=member.email,
            subject=_("Somebody took a copy of your data"),
            template="privacy/mail/taken",
            context={"name": member.name},
            key=f"privacy.taken/{member.pk}/{now.isoformat()}",
            now=now,
        )
    return archive.write(member, now=now)


@transaction.atomic
def erase(*, member: Member, now: datetime, last_letter: bool = True) -> None:
    """Erase a member from every room, from the top floor down. Twice is safe.

    last_letter: tell their address that it is done.

    Raises LastOperator when nobody would be left to run the community.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.erased_at is not None:
        return
    operators = Member.objects.reachable().filter(groups__name="operators")
    if operators.filter(pk=member.pk).exists() and not operators.exclude(pk=member.pk).exists():
        raise LastOperator(_("You are the only one who runs this community. Give somebody else your keys first."))
    address, language = member.email, member.language
    for _name, room in reversed(list(rooms())):
        room.erase_for(member, now=now)
    audit.record(actor=None, action="member.erased", subject=member, now=now)
    if not last_letter:
        return
    # The queue forgets the address once it is sent.
    with translation.override(language):
        mail.send(
            to=address,
            subject=_("Your account is erased"),
            template="privacy/mail/erased",
            context={},
            key=f"privacy.erased/{member.pk}",
            now=now,
        )
