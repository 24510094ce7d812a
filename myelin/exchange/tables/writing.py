"""One CSV file for each kind of row, written line by line.

Spreadsheets run what looks like a formula. A cell that begins like one gets an apostrophe in front, which they do not show;
what is read in again loses it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from myelin.companion.models import Record
from myelin.companion.models.measures import UNITS
from myelin.exchange import queries
from myelin.exchange.fhir.words import decimal
from myelin.exchange.queries import Care, Hidden
from myelin.members.models import Member

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run. Source: OWASP, "CSV Injection"; checked 2026-11-26."""
SYMPTOM = "symptom_"
"""Before a symptom that is called like another column, such as sleep."""
MARK = "\ufeff"
"""By this first sign spreadsheets know that the words are in UTF-8."""

type Cell = str | int | date | None
type Rows = Iterable[Sequence[Cell]]


def tables(member: Member, *, hidden: Hidden) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file's name, and its content in pieces."""
    care = queries.care(member, hidden=hidden)
    for name, rows in (
        ("treatments.csv", _treatments), ("doses.csv", _doses), ("results.csv", _results), ("records.csv", _records),
    ):  # fmt: skip
        yield name, _lines(rows(care))
    yield "phone.csv", _lines(_phone(member, hidden))
    yield "diary.csv", _lines(_diary(member, hidden))


def tame(value: Cell) -> str:
    """A cell that no spreadsheet runs. Numbers stay numbers."""
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if _runs(text) and decimal(text) is None else text


def plain(text: str) -> str:
    """What a cell said before it was tamed."""
    return text[1:] if text[:1] == "'" and _runs(text) else text


def _runs(text: str) -> bool:
    """Whether a spreadsheet would run it, or runs it once the apostrophes before it are gone."""
    return text.lstrip("'").startswith(FORMULA)


def _lines(rows: Rows) -> Iterator[bytes]:
    buffer = io.StringIO(MARK)
    buffer.seek(0, io.SEEK_END)
    write: Callable[[Sequence[str]], object] = csv.writer(buffer).writerow
    for row in rows:
        write([tame(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _treatments(care: Care) -> Rows:
    yield ["medicine", "name", "label", "first_dose", "last_day", "place", "time_zone"]
    for row in care.courses:
        days = (row.started_on, row.ended_on)
        yield [row.therapy.name, row.name, row.jurisdiction, *days, row.place, row.time_zone]


def _doses(care: Care) -> Rows:
    yield ["medicine", "number", "due_on", "given_on", "amount", "unit", "note", "time", "minutes", "place"]
    for row in care.doses:
        amount = str(row.amount_given or row.amount)
        hour = row.hour.isoformat("minutes") if row.hour is not None else None
        told: list[Cell] = [row.course.therapy.name, row.number, row.due_on, row.given_on, amount]
        yield [*told, row.dose_unit, row.note, hour, row.lasts_minutes, row.own_place]


def _results(care: Care) -> Rows:
    names = {course.pk: course.therapy.name for course in care.courses}
    days = ["ordered_on", "done_on", "cleared_on", "repeat_on"]
    yield ["medicine", "test", *days, "ordered_by", "name", "value", "unit", "low", "high", "note"]
    for row in care.results:
        told = [names.get(row.course_id, ""), row.test.name, *(getattr(row, day) for day in days), row.ordered_by]
        for one in row.measures or [{}]:
            yield [*told, *(one.get(word, "") for word in ("name", "value", "unit", "low", "high")), row.note]


def _records(care: Care) -> Rows:
    values = ["steroids", "told_team", "new_lesions", "dose", "schedule"]
    yield ["kind", "first_day", "last_day", "name", *values, "note"]
    for row in care.records:
        kind = str(Record.Kind(row.kind))
        yield [kind, row.began_on, row.ended_on, row.name, *(row.told(word) for word in values), row.note]


def _phone(member: Member, hidden: Hidden) -> Rows:
    yield ["day", "sleep_minutes", "steps", "resting_heart_rate", "heart_rate"]
    for row in queries.measured_days(member, hidden=hidden):
        yield [row.day, *(row.told.get(what) for what in UNITS)]


def _diary(member: Member, hidden: Hidden) -> Rows:
    """A column for each symptom that was ever told, so the days are gone through twice."""
    slugs = sorted({slug for entry in queries.days(member, hidden=hidden) for slug in entry.symptoms})
    told_of = ["day", "mood", "energy", "sleep", "bad_day"]
    yield [*told_of, *(SYMPTOM + slug if slug in {*told_of, "note"} else slug for slug in slugs), "note"]
    for row in queries.days(member, hidden=hidden):
        told = row.symptoms
        scores = [told.get(slug) for slug in slugs]
        yield [row.day, row.mood, row.energy, row.sleep, row.bad or None, *scores, row.note]
