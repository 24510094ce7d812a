"""Bring a file: it waits encrypted, is read in portions, and is gone. Nothing of what it says is taken yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.exchange.actions.reading import give_up
from myelin.exchange.models import Reading
from myelin.exchange.phone.reading import looks_like_one
from myelin.media.sealed import HELD, LOOSE_FOR
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

AT_ONCE = 3_000_000
"""A file up to so many bytes is read while its member waits; a longer one by the worker."""
MOST_WAITING = 3
"""Files of one member that wait to be read; each may be large."""
MOST_READINGS = 10
"""Files that are kept for a look, the latest; what was found in older ones is forgotten."""
KEPT_FOR = timedelta(days=30)


class StillReading(Refused):
    """Earlier files have not been read yet."""


@transaction.atomic
def bring(*, member: Member, name: str, now: datetime) -> Reading:
    """Let a file wait that is held under this name; `read_on` reads it. It is taken away when it is refused.

    Raises NotAgreed without the member's yes, StillReading when too many wait.
    """
    try:
        members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
        # Who brings two files at once brings them one after the other.
        Member.objects.select_for_update().get(pk=member.pk)
        if Reading.objects.of(member).waiting().count() >= MOST_WAITING:
            raise StillReading(_("Three of your files are still being read. Could you bring this one afterwards?"))
    except Refused:
        HELD.remove(name)
        raise
    row = Reading.objects.create(member=member, way=_way(name), brought_at=now, held=name)
    _forget_older(member)
    return row


def forget_old(*, now: datetime) -> None:
    """Forget what nobody came back for: files that wait, what was found in old ones, and what is nobody's."""
    for row in Reading.objects.waiting().filter(brought_at__lt=now - LOOSE_FOR):
        give_up(row, now=now)
    Reading.objects.filter(brought_at__lt=now - KEPT_FOR).delete()
    HELD.remove_strangers(lambda names: Reading.objects.filter(held__in=names).values_list("held", flat=True), now=now)


def _way(name: str) -> Reading.Way:
    with HELD.opened(name) as file:
        start = file.read(64)
    if looks_like_one(start):
        return Reading.Way.PHONE
    is_json = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    return Reading.Way.FHIR if is_json else Reading.Way.TABLE


def _forget_older(member: Member) -> None:
    """Keep the latest files only. One that still waits stays."""
    kept = list(Reading.objects.of(member).values_list("pk", flat=True)[:MOST_READINGS])
    Reading.objects.of(member).filter(held="", wanted_at=None).exclude(pk__in=kept).delete()
