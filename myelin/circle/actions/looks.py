"""Write down who looked, and at what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from myelin.audit import actions as audit
from myelin.circle.models import Look, LookKind
from myelin.members.models import Member


@transaction.atomic
def note_look(
    *, member: Member, person: Member | None, kind: LookKind, now: datetime, name: str = "", title: str = ""
) -> Look:
    """Put one look or deed into the member's log, and into the record. Both are written once.

    person: whose it was; None for somebody with the link. name: what they typed. title: the task that it was about.
    """
    said = {key: value for key, value in {"name": name, "title": title}.items() if value}
    look = Look.objects.create(
        member=member, person=person, kind=kind, at=now, said=said  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip
    audit.record(actor=person, action=f"circle.{kind}", subject=member, now=now)
    return look


@transaction.atomic
def note_looks(*, member: Member, person: Member, kinds: Iterable[LookKind], now: datetime) -> None:
    """Put all that one page showed into the member's log."""
    for kind in kinds:
        note_look(member=member, person=person, kind=kind, now=now)
