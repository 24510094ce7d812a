"""Bring a file: understand each entry, and tell where it stands. Nothing of it is taken yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from myelin.exchange.fhir.opening import opened
from myelin.exchange.fhir.understanding import Meant, understood
from myelin.exchange.models import CHOSEN_FROM, Found, Reading, Standing
from myelin.exchange.queries.beside import Beside, mark_of
from myelin.exchange.tables.reading import table
from myelin.exchange.words import Why
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

MOST_READINGS = 10
"""Files that are kept for a look, the latest; what was found in older ones is forgotten."""


@transaction.atomic
def bring(*, member: Member, content: bytes, now: datetime) -> Reading:
    """Read a file of whatever kind it is. Raises Unreadable, with a sentence, and NotAgreed without the member's yes."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return bring_fhir(member=member, content=content, now=now)
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    return keep(member=member, way=Reading.Way.TABLE, meant=table(content, member, now=now), now=now)


@transaction.atomic
def bring_fhir(*, member: Member, content: bytes, now: datetime) -> Reading:
    """Read a FHIR file. Raises Unreadable, with a sentence, and NotAgreed without the member's yes."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    meant = understood(opened(content), member, now=now)
    return keep(member=member, way=Reading.Way.FHIR, meant=meant, now=now)


def keep(*, member: Member, way: Reading.Way, meant: Sequence[Meant], now: datetime) -> Reading:
    """Keep what a file says for a look. Call it inside a transaction."""
    reading = Reading.objects.create(member=member, way=way, brought_at=now, read_at=now, done=100)
    fill(reading, meant)
    forget_older(member)
    return reading


def fill(reading: Reading, meant: Sequence[Meant]) -> None:
    """Write down each entry with where it stands."""
    beside = Beside(reading.member, meant)
    for one in meant:
        if one.kind == "course" and not one.told["jurisdiction"]:
            one.told["jurisdiction"] = beside.label
    Found.objects.bulk_create(_found(reading, meant, beside), batch_size=1_000)


def forget_older(member: Member) -> None:
    """Keep the latest files only. One that still waits to be read stays."""
    kept = Reading.objects.of(member).values("pk")[:MOST_READINGS]
    Reading.objects.of(member).filter(held="").exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def _found(reading: Reading, meant: Sequence[Meant], beside: Beside) -> Iterable[Found]:
    seen: set[str] = set()
    for place, one in enumerate(meant):
        standing, why = beside.stands(one)
        mark = mark_of(reading.member, one) if one.told else ""
        if mark and mark in seen and standing in CHOSEN_FROM:
            standing, why = Standing.WITH, Why.REPEATED
        seen.add(mark)
        said = {"title": one.title, "on": one.on, "why": str(why.value) if why else "", "told": one.told}
        yield Found(
            reading=reading, place=place, kind=one.kind, standing=standing, chosen=standing == Standing.NEW,
            mark=mark,
            said=said,  # type: ignore[misc]  # a field of any JSON
        )  # fmt: skip
