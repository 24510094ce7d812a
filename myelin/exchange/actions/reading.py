"""Read a file that waits, in portions. A worker that dies loses none of them, and none comes twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched, islice
from typing import IO
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from myelin.exchange.fhir.opening import Contents, Unreadable, entries
from myelin.exchange.fhir.understanding import Known, Meant, understood
from myelin.exchange.models import CHOSEN_FROM, Found, Reading, Standing
from myelin.exchange.phone import reading as phone
from myelin.exchange.phone.sums import Sums
from myelin.exchange.queries.beside import Beside, mark_of
from myelin.exchange.tables.reading import table
from myelin.exchange.words import Why
from myelin.live import actions as live
from myelin.media.sealed import HELD

PORTION = 500
"""Entries that are written down in one."""
TOLD_EVERY = 2_000
"""Entries between two looks at how far it is."""
FIRST_LOOK = 40
"""Per cent that going through a file takes before its first entry can be understood."""


class _NotMine(Exception):
    """The file was put aside meanwhile, or somebody else reads it."""


def read_on(*, number: int, now: datetime) -> None:
    """Read a file that waits, from where it was left. Read already, or put aside: nothing. May run twice."""
    row = Reading.objects.waiting().select_related("member").filter(pk=number).first()
    if row is None:
        return
    with translation.override(row.member.language):
        try:
            with HELD.opened(row.held) as file:
                WAYS[Reading.Way(row.way)](row, file, now)
        except FileNotFoundError:
            give_up(row, now=now)
        except Unreadable as problem:
            _settle(row, why=str(problem), now=now)
        except _NotMine:
            return
    HELD.remove(row.held)


def give_up(row: Reading, *, now: datetime) -> None:
    """Say that a file waited too long, and take it away."""
    _settle(row, why=str(Why.GONE.label), now=now)
    HELD.remove(row.held)


def _fhir(row: Reading, file: IO[bytes], now: datetime) -> None:
    """Gone through twice: treatments, and what others point to, may stand behind what belongs to them."""
    contents, size = Contents(), _size(file)
    for resource, length in entries(file):
        contents.add(resource, length)
        if contents.number % TOLD_EVERY == 0:
            _tell(row, done=file.tell() * FIRST_LOOK // size)
    contents.check()
    known = Known(contents.pointed_to, row.member.time_zone, now)
    courses = [one for one in understood(contents.pointed_to, known) if one.kind == "course"]
    file.seek(0)
    resources = islice((resource for resource, _length in entries(file)), row.number, None)
    _keep(row, understood(resources, known), Beside(row.member, courses), whole=contents.number)
    _settle(row, now=now)


def _table(row: Reading, file: IO[bytes], now: datetime) -> None:
    """Gone through twice, as what days of a table mean is told by all of them."""
    size = _size(file)

    def on_way(lines: int) -> None:
        if lines % TOLD_EVERY == 0:
            _tell(row, done=min(file.tell(), size) * FIRST_LOOK // size)

    found = table(file, row.member, now=now, on_way=on_way)
    _keep(row, islice(found.meant, row.number, None), Beside(row.member, ()), whole=found.whole)
    _settle(row, now=now)


def _phone(row: Reading, file: IO[bytes], now: datetime) -> None:
    """Summed by day, so that it is known in the end what each day says. The sums so far are kept with how far it is."""
    sums = Sums(row.said.get("sums"))
    for far in phone.read(file, _size(file), sums, row.member.time_zone, skip=row.number):
        _tell(row, done=far.done, said={"number": far.number, "sums": sums.told})
    today = now.astimezone(ZoneInfo(row.member.time_zone)).date().isoformat()
    days = [
        Meant("measures", day, day, {"day": day, **values}, why=Why.AHEAD if day > today else None)
        for day, values in sums.days().items()
    ]
    with transaction.atomic():
        if _settle(row, now=now):
            _write(row, days, Beside(row.member, ()), place=0, seen=set())


def _keep(row: Reading, meant: Iterable[Meant], beside: Beside, *, whole: int) -> None:
    """Write down each entry with where it stands. A portion and how far it is are one transaction."""
    place = row.number
    seen = set(Found.objects.of(row.member).filter(reading=row).values_list("mark", flat=True))
    for portion in batched(meant, PORTION, strict=False):
        with transaction.atomic():
            if _locked(row).number != place:
                raise _NotMine
            _write(row, portion, beside, place=place, seen=seen)
            place += len(portion)
            done = FIRST_LOOK + place * (99 - FIRST_LOOK) // whole
            _tell(row, done=done, said={"number": place, "whole": whole})


def _write(row: Reading, meant: Sequence[Meant], beside: Beside, *, place: int, seen: set[str]) -> None:
    beside.look_at(meant)
    found = [_found(row, one, number, beside, seen) for number, one in enumerate(meant, place)]
    Found.objects.bulk_create(found, batch_size=PORTION)


def _found(row: Reading, meant: Meant, place: int, beside: Beside, seen: set[str]) -> Found:
    standing, why = beside.stands(meant)
    mark = mark_of(row.member, meant) if meant.told else ""
    if mark and mark in seen and standing in CHOSEN_FROM:
        standing, why = Standing.WITH, Why.REPEATED
    seen.add(mark)
    said = {"title": meant.title, "on": meant.on, "why": str(why.value) if why else "", "told": meant.told}
    return Found(
        reading=row, place=place, kind=meant.kind, standing=standing, chosen=standing == Standing.NEW, mark=mark,
        said=said,  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip


def _tell(row: Reading, **far: object) -> None:
    """Note how far it is, and let open pages know."""
    if not Reading.objects.waiting().filter(pk=row.pk).update(**far):
        raise _NotMine
    live.announce(channels=[f"member:{row.member_id}"], what="file")


def _locked(row: Reading) -> Reading:
    found = Reading.objects.waiting().select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise _NotMine
    return found


@transaction.atomic
def _settle(row: Reading, *, why: str = "", now: datetime) -> bool:
    """Note that it is read, or why it cannot be; says whether it was still waiting. What cannot be read is left whole."""
    said = {"why": why} if why else {}
    settled = Reading.objects.waiting().filter(pk=row.pk).update(read_at=now, done=100, held="", said=said)
    if settled and why:
        Found.objects.of(row.member).filter(reading=row).delete()
    live.announce(channels=[f"member:{row.member_id}"], what="file")
    return bool(settled)


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return max(size, 1)


WAYS = {Reading.Way.FHIR: _fhir, Reading.Way.TABLE: _table, Reading.Way.PHONE: _phone}
