"""Note a relapse, an MRI, a side effect or a medicine beside; change it, take it away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion.actions.near import check_near
from myelin.companion.actions.ringing import follow_dates
from myelin.companion.models import Record
from myelin.members import actions as members
from myelin.members.models import Member, Purpose


class NotYet(Refused):
    """A record tells what was."""


class Swapped(Refused):
    """It cannot end before it began."""


@transaction.atomic
def note_record(
    *,
    member: Member,
    kind: Record.Kind,
    began_on: date,
    today: date,
    now: datetime,
    ended_on: date | None = None,
    name: str = "",
    note: str = "",
    values: Mapping[str, Any] | None = None,
    record: Record | None = None,
) -> Record:
    """Keep something that happened; with `record`, change one's own. What was not told stays absent.

    Raises NotAgreed without the member's yes, NotYet for a first day ahead, Swapped, FarAway.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    if began_on > today:
        raise NotYet(_("That day is still to come. You can note what was."))
    check_near(began_on, now=now, ahead=timedelta(days=1))
    if ended_on is not None and ended_on < began_on:
        raise Swapped(_("The last day cannot come before the first one. Could the two be swapped?"))
    row = Record(member=member, kind=kind)
    if record is not None:
        row = Record.objects.of(member).select_for_update().get(pk=record.pk)
    row.began_on, row.ended_on, row.name, row.note, row.noted_at = began_on, ended_on, name, note, now
    row.values = {key: value for key, value in (values or {}).items() if value not in (None, "")}
    row.save()
    follow_dates(member, now=now)
    audit.record(actor=member, action="record.noted", subject=row, now=now)
    return row


@transaction.atomic
def remove_record(*, record: Record, by: Member) -> None:
    """Take it away. Twice is safe."""
    Record.objects.of(by).filter(pk=record.pk).delete()
