"""Bring the health file of a phone: it waits encrypted, is read in portions, and is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import IO
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from myelin.exchange.actions.bringing import fill, forget_older
from myelin.exchange.fhir.opening import Unreadable
from myelin.exchange.fhir.understanding import Meant
from myelin.exchange.models import Reading
from myelin.exchange.phone import held, reading
from myelin.exchange.phone.sums import Sums
from myelin.exchange.words import Why
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

KEPT_FOR = timedelta(days=30)
AT_ONCE = 3_000_000
"""A file up to so many bytes is read while its member waits; a longer one by the worker."""


@transaction.atomic
def bring_phone(*, member: Member, portions: Iterator[bytes], now: datetime) -> Reading:
    """Put a file aside for the worker. `read_on` reads it. Raises NotAgreed without the member's yes, DiskFull."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    name = held.keep(portions)
    row = Reading.objects.create(member=member, way=Reading.Way.PHONE, brought_at=now, held=name)
    forget_older(member)
    return row


def read_on(*, number: int, now: datetime) -> None:
    """Read a file that waits, from where it was left. Read already, or put aside: nothing. May run twice."""
    row = Reading.objects.select_related("member").filter(pk=number, read_at=None).first()
    if row is None:
        return
    sums = Sums(row.said.get("sums"))
    with translation.override(row.member.language):
        try:
            with held.opened(row.held) as file:
                _go_through(row, file, sums)
        except (Unreadable, FileNotFoundError) as problem:
            why = str(problem) if isinstance(problem, Unreadable) else str(Why.GONE.label)
            _settle(row, {}, why=why, now=now)
        else:
            _settle(row, sums.days(), why="", now=now)
    held.remove(row.held)


def _go_through(row: Reading, file: IO[bytes], sums: Sums) -> None:
    """Note now and then how far it is, so that a worker that dies loses little."""
    size = file.seek(0, 2)
    file.seek(0)
    far = int(row.said.get("number", 0))
    for one in reading.read(file, size, sums, row.member.time_zone, skip=far):
        said = {"number": one.number, "sums": sums.told}
        Reading.objects.filter(pk=row.pk).update(done=one.done, said=said)


def forget_old(*, now: datetime) -> None:
    """Forget what nobody came back for: files that wait, and what was found in old ones."""
    held.remove_old(now=now)
    Reading.objects.filter(brought_at__lt=now - KEPT_FOR).delete()


@transaction.atomic
def _settle(row: Reading, days: Mapping[str, Mapping[str, int]], *, why: str, now: datetime) -> None:
    row = Reading.objects.select_for_update().select_related(None).get(pk=row.pk)
    if row.read_at is not None:
        return
    today = now.astimezone(ZoneInfo(row.member.time_zone)).date()
    fill(row, [_meant(day, values, today.isoformat()) for day, values in days.items()])
    row.read_at, row.done, row.held, row.said = now, 100, "", {"why": why} if why else {}
    row.save(update_fields=["read_at", "done", "held", "said"])


def _meant(day: str, values: Mapping[str, int], today: str) -> Meant:
    return Meant("measures", day, day, {"day": day, **values}, why=Why.AHEAD if day > today else None)
