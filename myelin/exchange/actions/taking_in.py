"""Take what is ticked, through the companion's own actions, in one transaction. Taking twice changes nothing.

What is too much to wait for is taken by the worker, portion by portion: see `in_portions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import actions as companion
from myelin.companion.actions import Told
from myelin.companion.actions.diary import MOST_FOLLOWED
from myelin.companion.models import FollowedSymptom, Record
from myelin.exchange.actions import doses
from myelin.exchange.fhir.understanding import Meant
from myelin.exchange.models import Found, Reading, Standing, Taken
from myelin.exchange.queries.beside import Beside
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.pack.models import Symptom
from myelin.therapies.models import BaselineTest

type Take = Callable[[Sequence[Found], Member, datetime], None]


class Gone(Refused):
    """What an entry belongs to is not there."""


@transaction.atomic
def take(*, reading: Reading, by: Member, now: datetime) -> Reading:
    """Take the ticked entries. Each is taken whole or says why not; either all that could be taken is in, or nothing.

    Raises NotAgreed without the member's yes.
    """
    stand_in_line(by)
    reading = Reading.objects.of(by).select_for_update().get(pk=reading.pk)
    rows = list(Found.objects.ticked(reading).order_by("place"))
    take_rows(rows, Beside(by, [meant_by(row) for row in rows if row.kind == "course"]), by, now)
    return settle(reading, by, now)


def stand_in_line(by: Member) -> None:
    """Whoever takes two files at once takes them one after the other, so that neither overlooks the other.

    Call it inside the transaction that takes. Raises NotAgreed without the member's yes.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    Member.objects.select_for_update().get(pk=by.pk)


def take_rows(rows: Sequence[Found], beside: Beside, by: Member, now: datetime) -> None:
    """Take these entries of one file, treatments first, and note of each how it went."""
    beside.look_at([meant_by(row) for row in rows])
    wanted = [row for row in rows if not _is_here(row, beside)]
    for kind in ORDER:
        for group in _together(kind, [row for row in wanted if row.kind == kind], beside):
            _try(TAKES[kind], group, by, now)
    for row in rows:
        row.chosen = False
    Found.objects.bulk_update(rows, ["standing", "chosen", "said"], batch_size=500)
    marks = [Taken(member=by, mark=row.mark) for row in rows if row.standing == Standing.TAKEN and row.mark]
    Taken.objects.bulk_create(marks, ignore_conflicts=True)


def settle(reading: Reading, by: Member, now: datetime) -> Reading:
    """Note that a file is taken."""
    reading.taken_at, reading.wanted_at, reading.done, reading.said = now, None, 100, {}
    reading.save(update_fields=["taken_at", "wanted_at", "done", "said"])
    audit.record(actor=by, action="care.taken_in", subject=by, now=now)
    return reading


def meant_by(row: Found) -> Meant:
    """An entry as it was understood."""
    return Meant(row.kind, row.said["title"], row.said["on"], row.told)


def _is_here(row: Found, beside: Beside) -> bool:
    """Whether it has come in since the file was looked at, by another file or by hand."""
    if beside.stands(meant_by(row))[0] == Standing.HERE:
        row.standing = Standing.HERE
        return True
    return False


def _try(take: Take, group: Sequence[Found], by: Member, now: datetime) -> None:
    try:
        with transaction.atomic():
            take(group, by, now)
    except Refused as refused:
        if len(group) > 1:
            # One of them holds up the others, so each is tried alone.
            for row in group:
                _try(take, [row], by, now)
            return
        for row in group:
            row.standing, row.said = Standing.LEFT, {**row.said, "refused": str(refused), "why": ""}
        return
    for row in group:
        row.standing, row.said = Standing.TAKEN, {**row.said, "why": ""}


def _together(kind: str, rows: list[Found], beside: Beside) -> Iterable[Sequence[Found]]:
    """Entries that are taken in one: all days; what one laboratory told of one test on one day."""
    if kind in AT_ONE_STROKE:
        return [rows] if rows else []
    if kind == "dose":
        return [list(group) for _key, group in groupby(sorted(rows, key=doses.order), key=doses.together)]
    if kind != "result":
        return [[row] for row in rows]

    def key(row: Found) -> tuple[str, ...]:
        return one_test(row, beside)

    return [list(group) for _key, group in groupby(sorted(rows, key=key), key=key)]


def one_test(row: Found, beside: Beside) -> tuple[str, ...]:
    """By this the values of one test are known that belong together. Notes the treatment that they are kept with."""
    told = row.told
    row.said["home"] = list(beside.home_of(told) or ())
    # A result of ours comes whole; a line of a table, and an entry of a laboratory, is one value of it.
    alone = str(row.place) if told.get("started_on") or len(told["measures"]) != 1 else ""
    days = (str(told[key]) for key in ("done_on", "ordered_on", "cleared_on", "repeat_on"))
    return (alone, *row.said["home"], told["test"], *days, told["ordered_by"])


def _course(group: Sequence[Found], by: Member, now: datetime) -> None:
    doses.begin(group[0].told, by=by, now=now)


def _result(group: Sequence[Found], by: Member, now: datetime) -> None:
    medicine, started_on = group[0].said["home"]
    course = doses.course_of(by, medicine, started_on)
    told = group[0].told
    days = {key: _day(told[key]) for key in ("ordered_on", "done_on", "cleared_on", "repeat_on")}
    said = Told(
        ordered_on=days["ordered_on"],
        done_on=days["done_on"],
        cleared_on=days["cleared_on"],
        repeat_on=days["repeat_on"],
        is_cleared=days["cleared_on"] is not None,
        ordered_by=told["ordered_by"],
        note="\n\n".join(dict.fromkeys(row.told["note"] for row in group if row.told["note"])),
        measures=[measure for row in group for measure in row.told["measures"]],
    )
    test = BaselineTest.objects.get(slug=told["test"])
    companion.note_result(course=course, test=test, by=by, told=said, now=now)


def _record(group: Sequence[Found], by: Member, now: datetime) -> None:
    told = group[0].told
    companion.note_record(
        member=by, kind=Record.Kind(told["kind"]), began_on=date.fromisoformat(told["began_on"]),
        ended_on=_day(told["ended_on"]), name=told["name"], note=told["note"], values=_typed(told["values"]),
        today=_today(by, now), now=now,
    )  # fmt: skip


def _days(group: Sequence[Found], by: Member, now: datetime) -> None:
    days = {date.fromisoformat(row.told["day"]): _values(row.told) for row in group}
    slugs = {slug for values, _note in days.values() for slug in values.get("symptoms", {})}
    if Symptom.objects.named(slugs).count() < len(slugs):
        raise Gone(_("It names a symptom that we do not know."))
    companion.keep_days(member=by, days=days, today=_today(by, now), now=now)
    _follow(group, by, now)


def _measures(group: Sequence[Found], by: Member, now: datetime) -> None:
    days = {date.fromisoformat(row.told["day"]): row.told for row in group}
    companion.keep_measures(member=by, days=days, today=_today(by, now), now=now)


def _follow(group: Sequence[Found], by: Member, now: datetime) -> None:
    """Let an empty diary ask for what the latest of these days told. Who has chosen already keeps their choice."""
    latest = max(group, key=lambda row: str(row.told["day"]))
    told = Symptom.objects.named(latest.told["symptoms"])[:MOST_FOLLOWED]
    if told and not FollowedSymptom.objects.filter(member=by).exists():
        companion.follow_symptoms(member=by, symptoms=list(told), now=now)
        companion.name_symptoms(member=by, words=latest.told.get("own_words", {}))


def _values(told: dict[str, Any]) -> tuple[dict[str, Any], str]:
    values = {key: told[key] for key in ("mood", "energy", "sleep") if told.get(key) not in (None, "")}
    values |= {key: told[key] for key in ("symptoms", "bad", "same") if told.get(key)}
    return values, told.get("note", "")


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    lesions = values.get("new_lesions")
    return {**values, **({"new_lesions": int(lesions)} if lesions is not None else {})}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _today(member: Member, now: datetime) -> date:
    return now.astimezone(ZoneInfo(member.time_zone)).date()


TAKES: dict[str, Take] = {
    "course": _course,
    "dose": lambda group, by, now: doses.give([row.told for row in group], by=by, now=now),
    "appointment": lambda group, by, now: doses.put_on_day(group[0].told, by=by, now=now),
    "plan": lambda group, by, now: doses.note_way(group[0].told, by=by, now=now),
    "result": _result,
    "record": _record,
    "day": _days,
    "measures": _measures,
}
ORDER = tuple(TAKES)
"""Treatments first, then what belongs to them."""
AT_ONE_STROKE = {"day", "measures"}
"""Kinds whose entries stand alone, and are still taken many in one."""
