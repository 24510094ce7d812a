"""What the page for a visit tells, as a FHIR R4 bundle: its rows, its symptoms, its days, and nothing else.

The rows are those that were read for the page. What the page does not tell of them (notes, who ordered a test, why a
day moved) is taken off before they are written down, so that a file never says more than the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from myelin.companion.models import Course, DiaryEntry, Infusion, Record, Result
from myelin.exchange.codes import codes
from myelin.exchange.fhir import findings, records, treatments
from myelin.exchange.fhir.bundle import written
from myelin.exchange.fhir.ids import naming_for
from myelin.exchange.fhir.words import Resource
from myelin.members.models import Member
from myelin.visits.brief import Brief
from myelin.visits.queries import Material

SCORES = ("energy", "sleep")


def bundle_of(material: Material, brief: Brief, member: Member, *, now: datetime) -> bytes:
    """The bundle. `brief`: the page as it leaves, before it was made to fit on a sheet. Three statements for the codes."""
    return b"".join(written(_resources(material, brief.keys, member), member, now=now))


def _resources(material: Material, keys: frozenset[str], member: Member) -> Iterator[Resource]:
    name, known = naming_for(member), codes()
    patient = name("patient", 0)
    yield {"resourceType": "Patient", "id": patient, "active": True}
    courses = [_bare_course(row) for row in material.courses if f"course/{row.pk}" in keys]
    for course in courses:
        yield treatments.statement(course, known, name, patient)
    there = {course.pk for course in courses}
    # A dose points at its treatment, so it leaves only with it.
    doses = [row for row in material.doses if f"infusion/{row.pk}" in keys and row.course_id in there]
    for dose in doses:
        yield treatments.administration(_bare_dose(dose), known, name, patient)
    coming = material.coming
    if coming is not None and f"infusion/{coming.pk}" in keys and coming.course_id in there:
        yield treatments.appointment(_bare_dose(coming), name, patient)
    for result in material.results:
        if f"result/{result.pk}" in keys:
            has_course = result.course_id in there
            yield from findings.result(_bare_result(result), known, name, patient, has_course=has_course)
    for record in material.records:
        if f"record/{record.pk}" in keys:
            yield records.record(_bare_record(record), name, patient)
    for entry in _days(material, keys):
        yield findings.day(entry, material.names, {}, known, name, patient)


def _days(material: Material, keys: frozenset[str]) -> Iterator[DiaryEntry]:
    """The days that the page tells of, with what it shows of them."""
    if material.diary is None:
        return
    for entry in material.diary.days:
        scores = {word: entry.values[word] for word in SCORES if word in entry.values and f"symptom/{word}" in keys}
        symptoms = {slug: score for slug, score in entry.symptoms.items() if f"symptom/{slug}" in keys}
        if entry.day >= material.stretch.since and (scores or symptoms):
            entry.values, entry.note = {**scores, "symptoms": symptoms}, ""
            yield entry


def _bare_course(course: Course) -> Course:
    course.place, course.received_before = "", None
    course.ordered_on = course.own_interval_days = course.own_interval_from = None
    return course


def _bare_dose(dose: Infusion) -> Infusion:
    dose.note, dose.moved_because, dose.own_place = "", "", ""
    dose.lasts_minutes = None
    return dose


def _bare_result(result: Result) -> Result:
    result.values = {"measures": result.measures}
    return result


def _bare_record(record: Record) -> Record:
    record.note = ""
    return record
