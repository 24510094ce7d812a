"""Treatments, doses, days to come and the way to them, as FHIR R4 calls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext

from myelin.companion.models import OWN, Course, Infusion, Record, Step
from myelin.companion.queries.appointments import dose_name
from myelin.companion.queries.phone import TITLES
from myelin.companion.queries.runway import Shown
from myelin.companion.steps import Kind, State
from myelin.exchange.codes import Codes
from myelin.exchange.fhir.ids import Naming
from myelin.exchange.fhir.words import Resource, concept, notes, ours, period, points_to, quantity

STATES = {State.DONE: "completed", State.NOT_NEEDED: "cancelled"}
"""How FHIR calls where a step stands; every other one has not been started."""


def statement(course: Course, codes: Codes, name: Naming, patient: str) -> Resource:
    """A treatment: what, since when, by which rule."""
    rule = course.regimen.fact if course.regimen is not None else None
    return {
        "resourceType": "MedicationStatement",
        "id": name("course", course.pk),
        **ours(
            kind="course", medicine=course.therapy.slug, jurisdiction=course.jurisdiction, zone=course.time_zone,
            place=course.place, rule=rule.key if rule is not None else None, ordered=course.ordered_on or [],
            own_interval_days=course.own_interval_days, own_interval_from=course.own_interval_from,
            received_before=course.received_before,
        ),
        "status": "completed" if course.is_over else "active",
        "medicationCodeableConcept": concept(course.therapy.name, codes.medicines.get(course.therapy_id, ())),
        "subject": points_to(patient),
        "effectivePeriod": period(course.started_on, course.ended_on),
        **({"dosage": [{"text": rule.value}]} if rule is not None else {}),
    }  # fmt: skip


def beside(record: Record, name: Naming, patient: str) -> Resource:
    """A medicine taken besides, in the member's words."""
    dose, schedule = str(record.told("dose") or ""), str(record.told("schedule") or "")
    told = ", ".join(word for word in (dose, schedule) if word)
    return {
        "resourceType": "MedicationStatement",
        "id": name("record", record.pk),
        **ours(kind="medicine", dose=dose, schedule=schedule),
        "status": "completed" if record.ended_on else "active",
        "medicationCodeableConcept": concept(record.name),
        "subject": points_to(patient),
        "effectivePeriod": period(record.began_on, record.ended_on),
        **notes(record.note),
        **({"dosage": [{"text": told}]} if told else {}),
    }


def administration(dose: Infusion, codes: Codes, name: Naming, patient: str) -> Resource:
    """A dose that was given."""
    course, other = dose.course, dose.amount_given
    amount = Decimal(str(other)) if other is not None else dose.dose_amount.normalize()
    assert dose.given_on is not None
    return {
        "resourceType": "MedicationAdministration",
        "id": name("dose", dose.pk),
        **ours(kind="dose", number=dose.number, amount=other),
        "status": "completed",
        "medicationCodeableConcept": concept(course.therapy.name, codes.medicines.get(course.therapy_id, ())),
        "subject": points_to(patient),
        "supportingInformation": [points_to(name("course", course.pk))],
        "effectiveDateTime": dose.given_on.isoformat(),
        **notes(dose.note),
        "dosage": {"dose": quantity(amount, dose.dose_unit)},
    }


def appointment(dose: Infusion, name: Naming, patient: str) -> Resource:
    """A dose to come. FHIR calls it booked only with its beginning and its end, so what lacks one of them is proposed."""
    moved = dose.moved_to is not None
    return {
        "resourceType": "Appointment",
        "id": name("appointment", dose.pk),
        **ours(
            kind="appointment", number=dose.number, moved="yes" if moved else None, because=dose.moved_because,
            course=name("course", dose.course_id), hour=dose.hour.isoformat("minutes") if dose.hour else None,
            lasts_minutes=dose.lasts_minutes, place=dose.own_place,
        ),
        **_time_of(dose),
        "description": f"{dose.course.therapy.name}, {dose_name(dose)}",
        "participant": [{"actor": points_to(patient), "status": "accepted" if moved else "tentative"}],
    }  # fmt: skip


def _time_of(dose: Infusion) -> Resource:
    """When it is, with the offset of its place; the whole day while its hour is not known."""
    start, day = dose.starts_at, dose.due_on.isoformat()
    if start is None:
        return {"status": "proposed", "requestedPeriod": [{"start": day, "end": day}]}
    if dose.lasts_minutes is None:
        return {"status": "proposed", "requestedPeriod": [{"start": start.isoformat()}]}
    # Minutes pass on the clock of the world, also in a night in which the clocks of the place are put on.
    end = (start.astimezone(UTC) + timedelta(minutes=dose.lasts_minutes)).astimezone(start.tzinfo)
    times = {"start": start.isoformat(), "end": end.isoformat()}
    return {"status": "booked", **times, "minutesDuration": dose.lasts_minutes}


def plan(
    course: Course, doses: Iterable[Infusion], noted: Sequence[Step], steps: Sequence[Shown], name: Naming, patient: str
) -> Resource:
    """The days to come of one treatment, and the way to the next one."""
    numbers = {dose.pk: dose.number for dose in doses}
    days = [{"reference": points_to(name("appointment", dose.pk))} for dose in doses if _is_to_come(dose)]
    told = [_noted(row, numbers[row.infusion_id]) for row in noted if row.infusion_id in numbers]
    still = [_still(one) for one in steps if one.noted is None]
    activity = [*days, *told, *still]
    return {
        "resourceType": "CarePlan",
        "id": name("plan", course.pk),
        **ours(kind="plan", course=name("course", course.pk)),
        "status": "completed" if course.is_over else "active",
        "intent": "plan",
        "title": gettext("The way to the next dose of %(medicine)s") % {"medicine": course.therapy.name},
        "subject": points_to(patient),
        "period": period(course.started_on, course.ended_on),
        **({"activity": activity} if activity else {}),
    }


def _is_to_come(dose: Infusion) -> bool:
    return dose.given_on is None and not dose.is_optional


def _noted(row: Step, number: int) -> Resource:
    state = "not-started"
    if row.done_at is not None:
        state = "completed"
    elif row.not_needed_at is not None:
        state = "cancelled"
    title = row.said.get("title", "") if row.kind == OWN else str(TITLES[Kind(row.kind)])
    told = {key: row.said.get(key) for key in ("answer", "who", "reference", "note", "title", "owner")}
    return {
        **ours(kind=row.kind, number=number, days_before=row.days_before, **{f"said_{k}": v for k, v in told.items()}),
        "detail": {"status": state, "description": title},
    }


def _still(one: Shown) -> Resource:
    day = date_format(one.step.due_on, "DATE_FORMAT")
    words = gettext("%(step)s, by %(day)s") % {"step": one.title, "day": day}
    return {"detail": {"status": STATES.get(one.step.state, "not-started"), "description": words}}
