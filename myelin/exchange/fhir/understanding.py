"""What each resource of a file means here. Pure but for the names of medicines and tests, which are read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from myelin.companion import queries as companion
from myelin.exchange import codes
from myelin.exchange.fhir import seen
from myelin.exchange.fhir.values import Days, Lookup, Odd, called, codings, first, lookup, reference, words
from myelin.exchange.fhir.words import Resource, said_by
from myelin.exchange.words import Why
from myelin.therapies.models import BaselineTest, Therapy

TAKEN_BACK = {"entered-in-error", "cancelled", "not-done", "not-taken", "noshow", "draft", "intended", "unknown"}
A_DAY, LONGEST_PLACE = 24 * 60, 120


@dataclass(slots=True)
class Meant:
    """An entry as we understand it: what it is called, its day, and what would be taken."""

    kind: str
    title: str
    on: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    why: Why | None = None
    is_part: bool = False


class Known:
    """What the file is read with: the member's days, our medicines and tests, and what its entries may point to."""

    def __init__(self, pointed_to: list[Resource], zone: str, now: datetime) -> None:
        self.days = Days(zone, now)
        self.find: Lookup = lookup(pointed_to)
        self.medicines = {therapy.pk: therapy for therapy in Therapy.objects.current()}
        self.slugs = {therapy.slug: therapy for therapy in self.medicines.values()}
        self.by_code = codes.medicines_by_code()
        self.tests = {test.pk: test for test in BaselineTest.objects.filter(retired_at=None)}
        self.test_slugs = {test.slug for test in self.tests.values()}
        self.test_names = {test.name.casefold(): test for test in self.tests.values()}
        self.by_loinc = codes.tests_by_code()
        self._by_name: dict[str, Therapy | None] = {}

    def medicine(self, resource: Mapping[str, Any]) -> tuple[str, Therapy | None]:
        """What an entry about a medicine names, and which one of ours it is."""
        concept = resource.get("medicationCodeableConcept")
        if not isinstance(concept, dict):
            concept = self._behind(resource).get("code")
        name = called(concept)
        for key in codings(concept):
            if key in self.by_code:
                therapy = self.medicines.get(self.by_code[key])
                return name or (therapy.name if therapy is not None else ""), therapy
        if name not in self._by_name:
            self._by_name[name] = companion.find_therapy(name)
        return name, self._by_name[name]

    def test(self, concept: Any) -> tuple[BaselineTest | None, str]:
        """Which of our tests it is, and the code by which we know."""
        for system, code in codings(concept):
            if system == "http://loinc.org" and code in self.by_loinc:
                return self.tests.get(self.by_loinc[code]), code
        return self.test_names.get(called(concept).casefold()), ""

    def _behind(self, resource: Mapping[str, Any]) -> Resource:
        """The Medication that an entry points to, in the file or inside the entry."""
        name = reference(resource.get("medicationReference"))
        if name.startswith("#"):
            inside = resource.get("contained")
            inner = inside if isinstance(inside, list) else []
            return next((one for one in inner if isinstance(one, dict) and f"#{one.get('id')}" == name), {})
        return self.find(name) or {}


def understood(resources: Iterable[Resource], known: Known) -> Iterator[Meant]:
    """Each entry, in its order: none is passed over in silence."""
    return (_meant(resource, known) for resource in resources)


def _meant(resource: Resource, known: Known) -> Meant:
    kind = resource["resourceType"]
    read = READERS.get(kind)
    title = called(resource.get("code")) or str(resource.get("description") or "")[:200] or kind
    try:
        if read is None:
            raise Odd(Why.NO_PLACE)
        if _is_taken_back(resource):
            raise Odd(Why.NOT_SO)
        return read(resource, known)
    except Odd as odd:
        return Meant(kind="", title=title[:200], on=_day_of(resource), why=odd.why)
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError):
        return Meant(kind="", title=title[:200], why=Why.ODD)


def _is_taken_back(resource: Mapping[str, Any]) -> bool:
    status = resource.get("status")
    is_ours_to_come = status == "unknown" and not said_by(resource)
    verified = {code for _system, code in codings(resource.get("verificationStatus"))}
    return (status in TAKEN_BACK - {"unknown"}) or is_ours_to_come or bool(verified & {"entered-in-error", "refuted"})


def _day_of(resource: Mapping[str, Any]) -> str:
    """The day that an entry tells, for people, as it is written."""
    for name in ("effectiveDateTime", "authoredOn", "onsetDateTime", "started", "start", "occurrenceDateTime", "date"):
        if isinstance(resource.get(name), str):
            return str(resource[name])[:10]
    return ""


def _treatment(resource: Resource, known: Known) -> Meant:
    said = said_by(resource)
    name, therapy = known.medicine(resource)
    therapy = known.slugs.get(said.get("medicine", "")) or therapy
    if not name and therapy is None:
        raise Odd(Why.UNKNOWN_MEDICINE)
    if therapy is not None and said.get("kind") != "medicine":
        return _of(seen.course(resource, said, therapy, known.days), therapy.name)
    return _of(seen.medicine(resource, said, name, known.days), name)


def _given(resource: Resource, known: Known) -> Meant:
    said = said_by(resource)
    name, therapy = known.medicine(resource)
    course = _course_of(resource.get("supportingInformation"), known)
    slug = course.get("medicine") or (therapy.slug if therapy is not None else "")
    if not slug:
        raise Odd(Why.NO_TREATMENT if name else Why.UNKNOWN_MEDICINE)
    told = seen.dose(resource, said, known.days) | {"medicine": slug, "started_on": course.get("started_on")}
    return Meant("dose", name, told["given_on"], told)


def _observation(resource: Resource, known: Known) -> Meant:
    said = said_by(resource)
    if said.get("kind") == "measure":
        return Meant("measure", called(resource.get("code")), _day_of(resource), why=Why.PART, is_part=True)
    if said.get("kind") == "day":
        told = seen.day(resource, said, known.days)
        return Meant("day", called(resource.get("code")), told["day"], told)
    if said.get("kind") == "measures":
        told = seen.measures(resource, known.days)
        return Meant("measures", called(resource.get("code")), told["day"], told)
    if said.get("kind") == "result" and said.get("test") in known.test_slugs:
        parts = [known.find(reference(one)) for one in resource.get("hasMember") or []]
        told = seen.result(resource, said, [part for part in parts if part is not None], known.days)
        told |= _course_of(resource.get("partOf"), known)
        return Meant("result", called(resource.get("code")), told["done_on"] or told["ordered_on"] or "", told)
    test, code = known.test(resource.get("code"))
    if test is None:
        raise Odd(Why.UNKNOWN_TEST)
    told = seen.finding(resource, test.slug, code, known.days)
    return Meant("result", called(resource.get("code")) or test.name, told["done_on"], told)


def _condition(resource: Resource, known: Known) -> Meant:
    said = said_by(resource)
    if said.get("kind") not in {"relapse", "side_effect"}:
        raise Odd(Why.CONDITION)
    return _of(seen.condition(resource, said, known.days), called(resource.get("code")))


def _study(resource: Resource, known: Known) -> Meant:
    told = seen.study(resource, said_by(resource), known.days)
    return _of(told, str(resource.get("description") or "MRI"))


def _appointment(resource: Resource, known: Known) -> Meant:
    said = said_by(resource)
    title = str(resource.get("description") or called(first(resource.get("serviceType"))) or "")[:200]
    told = {"because": said.get("because", ""), **_time_of(resource, said, known)}
    if said.get("kind") == "appointment":
        course = _course_told(known.find(f"urn:uuid:{said.get('course')}"), known)
        told |= {"number": int(said["number"]), **course}
        if not said.get("moved"):
            return Meant("appointment", title, told["on"], told, why=Why.FOLLOWS, is_part=True)
    return Meant("appointment", title or "Appointment", told["on"], told)


def _time_of(resource: Resource, said: Mapping[str, str], known: Known) -> dict[str, Any]:
    """Its day; its hour and how long it takes, if it tells them; its place, if it is one of ours."""
    start = resource.get("start") or first(resource.get("requestedPeriod")).get("start")
    told: dict[str, Any] = {"on": known.days.any(start).isoformat()}
    clock = known.days.clock(start)
    if said.get("hour"):
        # Our own hours are those of the place, wherever the member lives by now.
        told |= {"on": str(start)[:10], "hour": time.fromisoformat(said["hour"]).isoformat("minutes")}
    elif clock is not None:
        told |= {"on": clock.date().isoformat(), "hour": clock.time().isoformat("minutes")}
    minutes = int(said.get("lasts_minutes") or resource.get("minutesDuration") or 0)
    if "hour" in told and 1 <= minutes <= A_DAY:
        told["lasts_minutes"] = minutes
    if said.get("place"):
        told["place"] = words(said["place"], LONGEST_PLACE)
    return told


def _plan(resource: Resource, known: Known) -> Meant:
    said, title = said_by(resource), str(resource.get("title") or "CarePlan")[:200]
    if said.get("kind") != "plan":
        raise Odd(Why.NO_PLACE)
    steps = seen.steps(resource)
    told = {"steps": steps, **_course_told(known.find(f"urn:uuid:{said.get('course')}"), known)}
    return Meant("plan", title, "", told, why=None if steps else Why.FOLLOWS, is_part=not steps)


def _part(resource: Resource, known: Known) -> Meant:
    why = Why.NOBODY if resource["resourceType"] == "Patient" else Why.PART
    return Meant(
        "part", called(resource.get("code")) or resource["resourceType"], _day_of(resource), why=why, is_part=True
    )


def _of(told: dict[str, Any], title: str) -> Meant:
    kind = "course" if "jurisdiction" in told else "record"
    return Meant(kind, title[:200], str(told.get("started_on") or told.get("began_on") or ""), told)


def _course_of(pointers: Any, known: Known) -> dict[str, Any]:
    """Which treatment of the file an entry points to."""
    for pointer in pointers if isinstance(pointers, Iterable) else []:
        if found := _course_told(known.find(reference(pointer)), known):
            return found
    return {}


def _course_told(resource: Resource | None, known: Known) -> dict[str, Any]:
    if resource is None or resource["resourceType"] != "MedicationStatement":
        return {}
    said = said_by(resource)
    _name, therapy = known.medicine(resource)
    therapy = known.slugs.get(said.get("medicine", "")) or therapy
    start: date | None = known.days.of((resource.get("effectivePeriod") or {}).get("start"))
    if therapy is None or start is None:
        return {}
    return {"medicine": therapy.slug, "started_on": start.isoformat()}


READERS: dict[str, Callable[[Resource, Known], Meant]] = {
    "MedicationStatement": _treatment,
    "MedicationRequest": _treatment,
    "MedicationAdministration": _given,
    "Observation": _observation,
    "Condition": _condition,
    "ImagingStudy": _study,
    "Appointment": _appointment,
    "CarePlan": _plan,
    **dict.fromkeys(("Patient", "Medication", "DiagnosticReport"), _part),
}
