"""A member's care as one FHIR R4 bundle, written entry by entry, so that ten years of days need no more memory than one.

    for piece in bundle(member, now=now, without={("companion.result", 12)}): file.write(piece)

The patient in it has no name, no birthday and no number: it says only that all of this is about one person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from myelin.companion.models import Infusion, Step
from myelin.exchange import queries
from myelin.exchange.codes import codes
from myelin.exchange.fhir import findings, records, treatments
from myelin.exchange.fhir.ids import Naming, naming_for
from myelin.exchange.fhir.words import Resource
from myelin.exchange.queries import Care
from myelin.members.models import Member

type Hiding = Collection[tuple[str, int]]
"""Rows that stay out: pairs of what kind of row ("companion.result") and its number."""


def bundle(member: Member, *, now: datetime, without: Hiding = ()) -> Iterator[bytes]:
    """The bundle in pieces. `without` leaves rows out, with all that hangs on them; nothing points to what is not there."""
    return written(resources(member, now=now, without=without), member, now=now)


def written(told: Iterable[Resource], member: Member, *, now: datetime) -> Iterator[bytes]:
    """Entries as a bundle, in pieces."""
    name = naming_for(member)
    head = {"resourceType": "Bundle", "id": name("bundle", 0), "type": "collection", "timestamp": now.isoformat()}
    yield (json.dumps(head)[:-1] + ', "entry": [').encode()
    comma = b"\n"
    for resource in told:
        entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        yield comma + json.dumps(entry, ensure_ascii=False).encode()
        comma = b",\n"
    yield b"\n]}\n"


def resources(member: Member, *, now: datetime, without: Hiding = ()) -> Iterator[Resource]:
    """What the bundle holds: what others point to comes first, and the days of the diary last."""
    name, known, hidden = naming_for(member), codes(), queries.none_hidden(without)
    patient = name("patient", 0)
    yield {"resourceType": "Patient", "id": patient, "active": True}
    care = queries.care(member, hidden=hidden)
    for course in care.courses:
        yield treatments.statement(course, known, name, patient)
    yield from _doses(care, member, name, patient, now)
    shown = {course.pk for course in care.courses}
    for row in care.results:
        yield from findings.result(row, known, name, patient, has_course=row.course_id in shown)
    for record in care.records:
        yield records.record(record, name, patient)
    for entry in queries.days(member, hidden=hidden):
        yield findings.day(entry, care.called, care.own_words, known, name, patient)
    for measured in queries.measured_days(member, hidden=hidden):
        yield findings.measures(measured, name, patient)


def _doses(care: Care, member: Member, name: Naming, patient: str, now: datetime) -> Iterator[Resource]:
    known = codes()
    of: dict[int, list[Infusion]] = defaultdict(list)
    for dose in care.doses:
        of[dose.course_id].append(dose)
        if dose.given_on is not None:
            yield treatments.administration(dose, known, name, patient)
    ways: dict[int, list[Step]] = defaultdict(list)
    courses = {dose.pk: dose.course_id for dose in care.doses}
    for step in care.steps:
        ways[courses[step.infusion_id]].append(step)
    today = now.astimezone(ZoneInfo(member.time_zone)).date()
    for course in care.courses:
        coming = [dose for dose in of[course.pk] if dose.given_on is None and not dose.is_optional]
        for dose in coming:
            yield treatments.appointment(dose, name, patient)
        if coming or ways[course.pk]:
            steps = queries.way_to(coming[0], member, today=today) if coming and not course.is_over else []
            yield treatments.plan(course, of[course.pk], ways[course.pk], steps, name, patient)
