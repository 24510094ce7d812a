"""Take what is too much to wait for, in portions. A worker that dies loses none of them, and none comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.utils import translation

from myelin.base.errors import Refused
from myelin.companion.models import Course, Infusion, Record, Result
from myelin.exchange.actions import doses
from myelin.exchange.actions.taking_in import AT_ONE_STROKE, ORDER, meant_by, one_test, settle, stand_in_line, take_rows
from myelin.exchange.models import Found, Reading
from myelin.exchange.queries.beside import Beside
from myelin.live import actions as live
from myelin.members.models import Member

MOST_AT_ONCE = 500
"""So many entries are taken while their member waits; of more, so many make a portion."""


@transaction.atomic
def leave_to_worker(*, reading: Reading, by: Member, now: datetime) -> bool:
    """Whether so much is ticked that the worker takes it; `take_wanted` does. Twice is safe."""
    whole = Found.objects.ticked(reading).count()
    if whole <= MOST_AT_ONCE:
        return False
    said = {"number": 0, "whole": whole}
    Reading.objects.of(by).filter(pk=reading.pk, wanted_at=None).update(wanted_at=now, done=0, said=said)
    return True


def take_wanted(*, number: int, now: datetime) -> None:
    """Take what waits to be taken, from where it was left. Taken already, or put aside: nothing. May run twice."""
    row = Reading.objects.exclude(wanted_at=None).select_related("member").filter(pk=number).first()
    if row is None:
        return
    with translation.override(row.member.language):
        try:
            for _portion in _taken(row, now):
                live.announce(channels=[f"member:{row.member_id}"], what="file")
        except Reading.DoesNotExist:
            return
        except Refused as refused:
            Reading.objects.filter(pk=number).update(wanted_at=None, said={"why": str(refused)})
    live.announce(channels=[f"member:{row.member_id}"], what="file")


def _taken(row: Reading, now: datetime) -> Iterator[None]:
    """Take portion after portion, each with how far it is in a transaction of its own, and settle the file.

    Raises Reading.DoesNotExist once it was put aside, or taken by somebody else; NotAgreed without the member's yes.
    """
    by = row.member
    with transaction.atomic():
        _lock(row)
        beside, size = _beside(row), _size(by)
        portions = list(_portions(row, beside))
    for pks in portions:
        with transaction.atomic():
            _lock(row)
            if _size(by) != size:  # something came in meanwhile, by another file or by hand
                beside = _beside(row)
            take_rows(list(Found.objects.ticked(row).filter(pk__in=pks).order_by("place")), beside, by, now)
            size = _size(by)
            _tell(row)
        yield
    with transaction.atomic():
        settle(_lock(row), by, now)


def _lock(row: Reading) -> Reading:
    stand_in_line(row.member)
    return Reading.objects.of(row.member).exclude(wanted_at=None).select_for_update().get(pk=row.pk)


def _beside(row: Reading) -> Beside:
    return Beside(row.member, [meant_by(course) for course in Found.objects.ticked(row).filter(kind="course")])


def _size(member: Member) -> tuple[int, ...]:
    """How many rows a member has of what `Beside` reads once and keeps."""
    return tuple(model.objects.of(member).count() for model in (Course, Infusion, Result, Record))


def _portions(row: Reading, beside: Beside) -> Iterator[list[int]]:
    """The keys of what is ticked, in the order in which it is taken. What is taken together is never parted."""
    portion: list[int] = []
    for kind in ORDER:
        ticked = Found.objects.ticked(row).filter(kind=kind).order_by("place").iterator(MOST_AT_ONCE)
        ordered = sorted(((*_order_and_group(one, beside), one.pk) for one in ticked), key=itemgetter(0))
        for _group, entries in groupby(ordered, key=itemgetter(1)):
            portion += [pk for _order, _group, pk in entries]
            if len(portion) >= MOST_AT_ONCE:
                yield portion
                portion = []
    if portion:
        yield portion


def _order_and_group(row: Found, beside: Beside) -> tuple[Any, Any]:
    """What an entry is sorted by among those of its kind, and what it has in common with those it is taken with."""
    match row.kind:
        case "dose":
            return doses.order(row), doses.together(row)
        case "result":
            test = one_test(row, beside)
            return test, test
        case kind if kind in AT_ONE_STROKE:
            # The latest first: an empty diary learns from the latest day what to ask for.
            return (-date.fromisoformat(row.told["day"]).toordinal(), row.place), row.place
        case _:
            return row.place, row.place


def _tell(row: Reading) -> None:
    """Note how far it is: all that is not ticked any more is behind us."""
    left = Found.objects.ticked(row).count()
    whole = max(int(row.said.get("whole", 0)), left, 1)  # one that waited while the house was renewed has not said it
    number = whole - left
    said = {"number": number, "whole": whole}
    Reading.objects.of(row.member).filter(pk=row.pk).update(done=number * 99 // whole, said=said)
