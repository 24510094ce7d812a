"""Files that were brought, and what they hold, read behind the second wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Count, Q
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from myelin.base.pages import Page, keyset
from myelin.base.wall import behind_the_wall
from myelin.companion import queries as companion
from myelin.companion.models import Record
from myelin.exchange.models import Found, Reading, Standing
from myelin.exchange.words import Why
from myelin.facts.words import place_name
from myelin.members.models import Member

KINDS = {
    "course": _("Treatment"),
    "dose": _("Dose"),
    "appointment": _("Appointment"),
    "plan": _("The way to a dose"),
    "result": _("Test result"),
    "measure": _("A value of a test"),
    "day": _("A day of your diary"),
    "column": _("Column"),
    "measures": _("A day of your phone"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it."""

    found: Found
    about: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """A file with a page of its entries, how many stand where, and how many are ticked."""

    reading: Reading
    page: Page[Line]
    counts: Sequence[tuple[str, int]]
    chosen: int


def readings(member: Member) -> list[Reading]:
    """The files that were brought last."""
    with behind_the_wall(member.pk):
        return list(Reading.objects.of(member)[:10])


def reading_of(member: Member, pk: int) -> Reading | None:
    """One of one's own."""
    with behind_the_wall(member.pk):
        return Reading.objects.of(member).filter(pk=pk).first()


def look(reading: Reading, member: Member, *, after: str | None, size: int) -> Look:
    """Two statements, however many entries there are."""
    with behind_the_wall(member.pk):
        mine = Found.objects.of(member).filter(reading=reading)
        page = keyset(mine, order=("place", "id"), after=after, size=size)
        counted = (
            mine.order_by().values("standing").annotate(number=Count("id"), ticked=Count("id", filter=Q(chosen=True)))
        )
        rows = {row["standing"]: row for row in counted}
    counts = [(str(one.label), rows[one]["number"]) for one in Standing if one in rows]
    lines = Page([_line(found) for found in page], page.next)
    return Look(reading, lines, counts, sum(row["ticked"] for row in rows.values()))


def _line(found: Found) -> Line:
    told, why = found.told, str(found.said.get("refused") or "")
    if code := found.said.get("why"):
        why = str(Why(code).label)
    kind = str(KINDS.get(found.kind, ""))
    if found.kind == "record":
        kind = str(Record.Kind(told["kind"]).label)
    about = " · ".join(word for word in (kind, _day(found.said.get("on")), found.get_standing_display()) if word)
    return Line(found, about, _words(found.kind, told), why)


def _day(text: Any) -> str:
    """A day of a file, as people here write it; nothing for what is no day."""
    try:
        return date_format(date.fromisoformat(str(text)), "DATE_FORMAT")
    except ValueError:
        return ""


def _words(kind: str, told: Mapping[str, Any]) -> str:
    """What would be taken, in a line."""
    if kind == "course" and told.get("jurisdiction"):
        return str(_("Its dates follow the label for: %(place)s") % {"place": place_name(told["jurisdiction"])})
    if kind == "result":
        return ", ".join(_measured(one) for one in told["measures"])
    if kind == "dose":
        return f"{told['amount']} {told['unit']}".strip() if told["amount"] else ""
    if kind == "measures":
        return ", ".join(companion.measured_words({key: value for key, value in told.items() if key != "day"}))
    if kind == "appointment" and told.get("hour"):
        return ", ".join(word for word in (time_format(time.fromisoformat(told["hour"])), told.get("place")) if word)
    if kind == "day":
        return str(told.get("note", ""))[:120]
    return ""


def _measured(one: Mapping[str, Any]) -> str:
    value = f"{one['name']} {one['value']} {one.get('unit', '')}".strip()
    ends = [str(one[end]) for end in ("low", "high") if one.get(end)]
    return f"{value} ({' – '.join(ends)})" if ends else value
