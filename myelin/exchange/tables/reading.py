"""Read a table of days or of results: columns are known by their headers, each line stands for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import IO, Any

from django.utils.translation import gettext as _

from myelin.companion import queries as companion
from myelin.companion.models import Mood
from myelin.exchange.fhir.opening import Unreadable
from myelin.exchange.fhir.understanding import Meant
from myelin.exchange.fhir.values import Days, Odd, words
from myelin.exchange.tables.days import Dates
from myelin.exchange.tables.lines import IN_UTF_8, OF_OLD, Line, Lines, nothing_in_it
from myelin.exchange.tables.writing import SYMPTOM
from myelin.exchange.words import Why
from myelin.members.models import Member
from myelin.pack.models import Symptom
from myelin.therapies.models import BaselineTest, Code

DAY = {"day", "date", "fecha", "día", "dia", "datum", "jour"}
OF_DIARY = {
    "mood": {"mood", "ánimo", "animo"}, "energy": {"energy", "energía", "energia"}, "sleep": {"sleep", "sueño", "sueno"},
    "bad_day": {"bad_day", "bad day"}, "note": {"note", "notes", "nota", "notas", "comment"},
}  # fmt: skip
OF_RESULT = {
    "test": {"test", "prueba", "analysis"}, "done_on": {"done_on", *DAY}, "name": {"name", "measure", "nombre"},
    "value": {"value", "result", "valor", "resultado"}, "unit": {"unit", "units", "unidad"}, "low": {"low", "min", "normal from"},
    "high": {"high", "max", "normal to"}, "medicine": {"medicine", "treatment", "medicamento", "tratamiento"},
    "ordered_on": {"ordered_on"}, "cleared_on": {"cleared_on"}, "repeat_on": {"repeat_on"}, "ordered_by": {"ordered_by"},
    "note": OF_DIARY["note"],
}  # fmt: skip
ON = ("done_on", "ordered_on", "cleared_on", "repeat_on")
"""The days of a result."""
MOST = 200_000
"""Lines of one table: a day for sixty years has a tenth of it."""

type Read = Callable[[Line], Meant]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was gone through once: how many entries it has, and each of them, read as it is asked for."""

    whole: int
    meant: Iterator[Meant]


def table(file: IO[bytes], member: Member, *, now: datetime, on_way: Callable[[int], None] | None = None) -> Table:
    """Each line of a table, and each column that we do not know. Raises Unreadable, with a sentence.

    Gone through twice: how days are written, and what letters, is known at its end. on_way: told of lines gone through.
    """
    try:
        return _table(Lines(file, IN_UTF_8), member, now, on_way)
    except UnicodeDecodeError:
        return _table(Lines(file, OF_OLD), member, now, on_way)


def _table(lines: Lines, member: Member, now: datetime, on_way: Callable[[int], None] | None) -> Table:
    known = {name.strip().casefold(): name for name in lines.header if name.strip()}
    days, dates = Days(member.time_zone, now), Dates()
    on: Sequence[str] = ("day",)
    if any(name in known for name in OF_RESULT["value"]):
        columns, on = _columns(known, OF_RESULT), ON
        read = _results(columns, days, dates)
    else:
        symptoms = _symptoms(member)
        felt = {SYMPTOM + slug: names for slug, names in symptoms.items()}
        columns = _columns(known, {**OF_DIARY, "day": DAY, **felt})
        if "day" not in columns:
            raise Unreadable(_("We found no column for the day in this table. Its header should be “day” or “date”."))
        read = _days(columns, days, dates, symptoms)
    count = _look_through(lines, [columns[what] for what in on if what in columns], dates, on_way)
    unknown = [name for name in lines.header if name.strip() and name not in columns.values()]
    strange = (Meant("column", name[:200], why=Why.COLUMN) for name in unknown)
    return Table(len(unknown) + count, chain(strange, _each(lines, read)))


def _look_through(lines: Lines, on: Sequence[str], dates: Dates, on_way: Callable[[int], None] | None) -> int:
    """Learn how its days are written, and how many lines it has."""
    count = 0
    for count, (_number, line) in enumerate(lines, 1):
        dates.look_at(line.get(column, "") for column in on)
        if count > MOST:
            raise Unreadable(_("This table has more than 200,000 lines. Could you bring it in parts?"))
        if on_way is not None:
            on_way(count)
    if not count:
        raise nothing_in_it()
    return count


def _columns(known: Mapping[str, str], wanted: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Which header stands for what, each for one thing: "sleep" is how one slept before it is a symptom."""
    found: dict[str, str] = {}
    for what, names in wanted.items():
        free = [known[name] for name in names if name in known and known[name] not in found.values()]
        found |= {what: free[0]} if free else {}
    return found


def _symptoms(member: Member) -> dict[str, set[str]]:
    """How headers may call a symptom: by its slug, its names, or the member's own words."""
    called = {}
    for symptom in Symptom.objects.current():
        names = {SYMPTOM + symptom.slug, symptom.slug, symptom.slug.replace("_", " ")}
        called[symptom.slug] = names | _folded(symptom.name, symptom.called, symptom.clinical_term)
    for row in companion.asked(member):
        called.setdefault(row.slug, {row.slug}).update(_folded(row.own_words))
    return called


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names if name}


def _each(lines: Iterable[tuple[int, Line]], read: Read) -> Iterator[Meant]:
    for number, line in lines:
        title = _("Line %(number)d") % {"number": number}
        try:
            meant = read(line)
        except Odd as odd:
            meant = Meant("line", "", why=odd.why)
        meant.title = f"{title}: {meant.title}" if meant.title else title
        yield meant


def _days(columns: Mapping[str, str], days: Days, dates: Dates, symptoms: Iterable[str]) -> Read:
    seen: set[str] = set()
    moods = {str(value): str(value) for value in Mood.values} | {str(mood.label).casefold(): str(mood) for mood in Mood}

    def read(line: Line) -> Meant:
        def cell(what: str) -> str:
            return line.get(columns.get(what, ""), "")

        day = days.past(dates.of(cell("day"))).isoformat()
        if day in seen:
            raise Odd(Why.TWICE)
        seen.add(day)
        told: dict[str, Any] = {"day": day, "note": words(cell("note"), 10_000), "same": False}
        if cell("mood") and cell("mood").casefold() not in moods:
            raise Odd(Why.MOOD)
        told |= {"mood": moods[cell("mood").casefold()]} if cell("mood") else {}
        told |= {what: _score(cell(what), 10) for what in ("energy", "sleep") if cell(what)}
        told["bad"] = _score(cell("bad_day"), 2) if cell("bad_day") else 0
        told["symptoms"] = {slug: _score(cell(SYMPTOM + slug), 10) for slug in symptoms if cell(SYMPTOM + slug)}
        if not any(
            value not in ("", 0, False, {}) or what in ("energy", "sleep")
            for what, value in told.items()
            if what != "day"
        ):
            raise Odd(Why.NOTHING)
        return Meant("day", "", day, told)

    return read


def _results(columns: Mapping[str, str], days: Days, dates: Dates) -> Read:
    tests = {
        name.casefold(): slug for slug, name in BaselineTest.objects.filter(retired_at=None).values_list("slug", "name")
    }
    tests |= {slug: slug for slug in tests.values()}
    coded = {
        display.casefold(): code
        for code, display in Code.objects.exportable().values_list("code", "display")
        if display
    }

    def read(line: Line) -> Meant:
        def cell(what: str) -> str:
            return line.get(columns.get(what, ""), "")

        test = tests.get(cell("test").casefold()) or tests.get(cell("name").casefold())
        if test is None:
            raise Odd(Why.UNKNOWN_TEST)
        told: dict[str, Any] = {what: _iso(dates.of(cell(what))) for what in ON}
        if told["done_on"] is None and told["ordered_on"] is None:
            raise Odd(Why.NO_DAY)
        for what in ("done_on", "ordered_on"):
            if told[what] is not None:
                days.past(told[what])
        told |= {"test": test, "ordered_by": words(cell("ordered_by"), 120), "note": words(cell("note"), 2_000)}
        told["measures"] = [_measure(cell, coded)] if cell("value") else []
        if therapy := companion.find_therapy(cell("medicine")) if cell("medicine") else None:
            told["medicine"] = therapy.slug
        if not told["measures"] and not told["ordered_on"]:
            raise Odd(Why.NO_VALUE)
        return Meant("result", cell("name") or cell("test"), told["done_on"] or told["ordered_on"], told)

    return read


def _measure(cell: Callable[[str], str], coded: Mapping[str, str]) -> dict[str, str]:
    name = words(cell("name") or cell("test"), 200)
    told = {"name": name, "value": words(cell("value"), 60), "unit": words(cell("unit"), 30)}
    told |= {end: words(cell(end), 20) for end in ("low", "high") if cell(end)}
    return told | ({"code": coded[name.casefold()]} if name.casefold() in coded else {})


def _score(text: str, highest: int) -> int:
    if not text.isdigit() or len(text) > 2 or int(text) > highest:
        raise Odd(Why.SCORE)
    return int(text)


def _iso(text: str) -> str | None:
    return text or None
