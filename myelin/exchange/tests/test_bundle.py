"""A member's care as a FHIR R4 bundle: valid, whole, with no code that nobody verified, and in small portions."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date, time, timedelta

import pytest
from fhir.resources.R4B.bundle import Bundle

from myelin.companion import actions
from myelin.companion.models import DiaryEntry, Infusion, Result, Step
from myelin.exchange.fhir.bundle import bundle
from myelin.exchange.fhir.words import SYSTEMS, UCUM
from myelin.facts.models import Fact
from myelin.therapies.models import Code


def written(member, now, **more):
    return json.loads(b"".join(bundle(member, now=now, **more)))


def told(whole, kind):
    return [entry["resource"] for entry in whole["entry"] if entry["resource"]["resourceType"] == kind]


def references(value):
    """Every reference in it."""
    if isinstance(value, dict):
        yield from ([value["reference"]] if isinstance(value.get("reference"), str) else [])
        value = list(value.values())
    for one in value if isinstance(value, list) else []:
        yield from references(one)


def codings(value):
    if isinstance(value, dict):
        yield from value.get("coding", [])
        yield from ([value] if value.get("system") == UCUM else [])
        value = list(value.values())
    for one in value if isinstance(value, list) else []:
        yield from codings(one)


def test_it_is_valid_and_points_only_at_what_is_in_it(ana, full, noon):
    full(ana)
    whole = written(ana, noon)
    Bundle.model_validate(whole)
    names = [entry["fullUrl"] for entry in whole["entry"]]
    assert len(set(names)) == len(names)
    assert set(references(whole)) <= set(names)
    assert {entry["resource"]["resourceType"] for entry in whole["entry"]} == {
        "Patient", "MedicationStatement", "MedicationAdministration", "Observation", "Condition", "ImagingStudy",
        "CarePlan", "Appointment",
    }  # fmt: skip


def test_it_says_what_was_kept_in_the_members_own_words(ana, full, noon):
    full(ana)
    whole = written(ana, noon)
    words = json.dumps(whole, ensure_ascii=False)
    for said in ("The lead coat", "A walk by the sea", "Numb hand", "Itch", "Vitamin D", "1 drop", "Water the plants", "Left arm"):  # fmt: skip
        assert said in words, said
    given = told(whole, "MedicationAdministration")
    assert len(given) == Infusion.objects.of(ana).given().count()
    measured = next(one for one in told(whole, "Observation") if one["code"]["text"] == "Something else")
    assert measured["valueQuantity"] == {"value": 4.5, "unit": "g/L", "system": UCUM, "code": "g/L"}
    assert measured["referenceRange"][0]["low"]["value"] == 3.5
    drops = next(one for one in told(whole, "Observation") if one["code"]["text"] == "In no unit of the list")
    assert drops["valueQuantity"] == {"value": 12, "unit": "drops"}


def test_an_appointment_is_booked_once_its_beginning_and_its_end_are_known(ana, treat, noon):
    course = treat(ana, "ocrelizumab", date(2026, 6, 1), last_given_on=date(2026, 6, 15), time_zone="America/New_York")
    first, second = course.infusions.filter(given_on=None).order_by("number")[:2]
    nine = {"by": ana, "now": noon, "hour": time(9)}
    actions.move_infusion(infusion=first, to=date(2026, 12, 1), lasts_minutes=240, **nine)
    actions.move_infusion(infusion=second, to=date(2027, 6, 8), **nine)
    whole = written(ana, noon)
    Bundle.model_validate(whole)
    booked, begins, *days = told(whole, "Appointment")
    times = {"start": "2026-12-01T09:00:00-05:00", "end": "2026-12-01T13:00:00-05:00", "minutesDuration": 240}
    assert booked["status"] == "booked" and times.items() <= booked.items() and "requestedPeriod" not in booked
    assert begins["status"] == "proposed" and begins["requestedPeriod"] == [{"start": "2027-06-08T09:00:00-04:00"}]
    assert days and all({"start", "end"} & one.keys() == set() and one["status"] == "proposed" for one in days)


def test_only_verified_codes_go_out(ana, full, noon):
    full(ana)
    whole = written(ana, noon)
    found = {(one["system"], one["code"]) for one in codings(whole) if one["system"] in SYSTEMS.values()}
    medical = {(SYSTEMS[row.system], row.code) for row in Code.objects.exportable() if row.system in SYSTEMS}
    felt = {
        (SYSTEMS[fact.data["system"]], fact.data["code"])
        for fact in Fact.objects.filter(predicate="symptoms/codes")
        if fact.data["verified"] and fact.data["match"] == "exact"
    }
    assert found and found <= medical | felt
    assert (SYSTEMS["LOINC"], "5196-1") in found and (SYSTEMS["SNOMED CT"], "84229001") in found


def test_a_code_that_nobody_verified_stays_here(ana, full, noon):
    full(ana)
    Code.objects.update(is_verified=False)
    whole = written(ana, noon)
    assert not {one["system"] for one in codings(whole)} & {SYSTEMS["LOINC"], SYSTEMS["RxNorm"], SYSTEMS["ATC"]}
    assert "Hepatitis B virus surface Ag" in json.dumps(whole)


def test_it_names_nobody(ana, ben, full, noon):
    full(ana)
    whole = written(ana, noon)
    words = json.dumps(whole)
    assert told(whole, "Patient") == [
        {"resourceType": "Patient", "id": told(whole, "Patient")[0]["id"], "active": True}
    ]
    assert ana.email not in words and ana.handle not in words.lower().replace("management", "")
    full(ben)
    assert not {entry["fullUrl"] for entry in whole["entry"]} & {one["fullUrl"] for one in written(ben, noon)["entry"]}


def test_the_same_care_has_the_same_names_each_time(ana, full, noon):
    full(ana)
    assert written(ana, noon) == written(ana, noon)


def test_what_is_hidden_is_not_in_it_nor_what_hangs_on_it(ana, full, noon):
    course = full(ana)
    result = Result.objects.of(ana).order_by("id")[0]
    step = Step.objects.of(ana).get(kind="own")
    day = DiaryEntry.objects.of(ana).order_by("day")[0]
    whole = written(
        ana, noon, without={("companion.result", result.pk), ("companion.step", step.pk), ("companion.diaryentry", day.pk)}
    )  # fmt: skip
    words = json.dumps(whole)
    for gone in ("Left arm", "Something else", "Water the plants", day.day.isoformat() + '", "note'):
        assert gone not in words
    assert set(references(whole)) <= {entry["fullUrl"] for entry in whole["entry"]}
    whole = written(ana, noon, without={("companion.course", course.pk)})
    Bundle.model_validate(whole)
    assert set(references(whole)) <= {entry["fullUrl"] for entry in whole["entry"]}
    assert not told(whole, "MedicationAdministration") and not told(whole, "Appointment")
    assert "Harbor clinic" not in json.dumps(whole)


def test_it_holds_nothing_of_anybody_else(ana, ben, full, noon):
    full(ben)
    assert [entry["resource"]["resourceType"] for entry in written(ana, noon)["entry"]] == ["Patient"]


@pytest.mark.parametrize("years", [1, 6])
def test_it_is_written_in_bounded_memory(ana, noon, years):
    first = noon.date() - timedelta(days=365 * years)
    DiaryEntry.objects.bulk_create(
        DiaryEntry(member=ana, day=first + timedelta(days=n), values={"energy": 3}, note="A long note. " * 20, saved_at=noon)
        for n in range(365 * years)
    )  # fmt: skip
    tracemalloc.start()
    size = sum(len(piece) for piece in bundle(ana, now=noon))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 300_000 * years
    assert peak < 12_000_000


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_the_same_for_one_result_as_for_many(ana, treat, noon, number, django_assert_max_num_queries):
    from myelin.therapies.models import BaselineTest

    course = treat(ana, "ocrelizumab", date(2026, 1, 12))
    test = BaselineTest.objects.get(slug="hepatitis_b")
    for _ in range(number):
        actions.note_result(course=course, test=test, by=ana, told=actions.Told(done_on=date(2026, 2, 1)), now=noon)
    with django_assert_max_num_queries(20):
        written(ana, noon)
