"""Bring a hospital's file: what is in it is told entry by entry, nothing is lost in silence, nothing is taken unseen."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.companion.models import Course, Infusion, Record, Result
from myelin.exchange import actions, personal_data
from myelin.exchange.models import Found, Reading, Standing, Taken
from myelin.exchange.tests.files import read
from myelin.members import actions as members
from myelin.members.models import Purpose

PATH = "/care/exchange/"
LOINC = "http://loinc.org"


def lab(code="5196-1", system=LOINC, day="2026-05-04", text="HBs antigen", **more):
    usual = {"valueString": "negative"} if not any(key.startswith("value") for key in more) else {}
    return {
        "resourceType": "Observation", "id": f"{code}-{day}", "status": "final",
        "code": {"coding": [{"system": system, "code": code}], "text": text},
        "subject": {"reference": "Patient/1"}, "effectiveDateTime": f"{day}T09:30:00+02:00", **usual, **more,
    }  # fmt: skip


def request(text="Ocrelizumab", day="2026-01-12", **more):
    medicine = {} if "medicationReference" in more else {"medicationCodeableConcept": {"text": text}}
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "authoredOn": day,
        **medicine,
        **more,
    }


def bundled(*resources):
    return json.dumps(
        {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in resources]}
    )


def file_of(text, name="export.json"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def sent(client, text):
    return client.post(PATH, {"file": file_of(text)})


def brought(client, text):
    answer = sent(client, text)
    assert answer.status_code == 303, answer.content.decode()
    return Reading.objects.latest("pk"), client.get(answer["Location"]).content.decode()


def standings(reading):
    return [
        (row.kind, row.standing, row.said["why"]) for row in Found.objects.filter(reading=reading).order_by("place")
    ]


def take(client, reading, *, all_of_it=False):
    rows = Found.objects.filter(reading=reading)
    chosen = [row.pk for row in rows if row.chosen or all_of_it]
    return client.post(f"{PATH}{reading.pk}/", {"shown": [row.pk for row in rows], "chosen": chosen, "then": "take"})


def test_medicines_labs_and_appointments_are_shown_and_then_taken(member_client, ana, shipped):
    client = member_client(ana)
    number = lab(
        "731-0", text="Lymphocytes", valueQuantity={"value": 1.4, "unit": "10*9/L"},
        referenceRange=[{"low": {"value": 1.0}, "high": {"value": 4.8}}],
    )  # fmt: skip
    reading, page = brought(
        client, bundled({"resourceType": "Patient", "id": "1", "name": [{"family": "Somebody"}]}, request(), lab(), number)
    )  # fmt: skip
    assert "Nothing is taken yet." in page and "Somebody" not in page
    assert not Course.objects.exists() and not Result.objects.exists()
    assert [row[1] for row in standings(reading)] == ["with", "new", "new", "new"]
    assert take(client, reading).status_code == 303
    course = Course.objects.get()
    assert (course.therapy.slug, course.started_on) == ("ocrelizumab", date(2026, 1, 12))
    measures = [one for row in Result.objects.of(ana) for one in row.measures]
    assert {"name": "HBs antigen", "value": "negative", "unit": "", "code": "5196-1"} in measures
    assert {
        "name": "Lymphocytes",
        "value": "1.4",
        "unit": "10*9/L",
        "low": "1.0",
        "high": "4.8",
        "code": "731-0",
    } in measures
    assert "Taken on" in client.get(f"{PATH}{reading.pk}/").content.decode()


def test_a_medicine_outside_the_formulary_is_noted_beside(member_client, ana, shipped):
    client = member_client(ana)
    behind = {"resourceType": "Medication", "id": "m", "code": {"text": "Vitamin D"}}
    pointing = request(medicationReference={"reference": "Medication/m"}, dosageInstruction=[{"text": "one a day"}])
    reading, _page = brought(client, bundled(behind, pointing))
    take(client, reading)
    row = Record.objects.of(ana).get()
    assert (row.kind, row.name, row.values) == ("medicine", "Vitamin D", {"schedule": "one a day"})


def test_a_day_that_the_clinic_names_is_offered_and_moves_the_dose_only_when_ticked(member_client, ana, treat):
    from django.utils import timezone

    today = timezone.localdate()
    course = treat(ana, "natalizumab", today - timedelta(days=10), now=timezone.now())
    coming = Infusion.objects.filter(course=course, given_on=None).order_by("number")[1]
    day = coming.due_on + timedelta(days=3)
    visit = {"resourceType": "Appointment", "status": "booked", "start": f"{day}T09:00:00Z", "description": "Day unit"}
    client = member_client(ana)
    reading, page = brought(client, bundled(visit))
    assert standings(reading) == [("appointment", "asks", "move")] and "Day unit" in page
    take(client, reading)
    coming.refresh_from_db()
    assert coming.moved_to is None
    row = Found.objects.get(reading=reading)
    client.post(f"{PATH}{reading.pk}/", {"shown": [row.pk], "chosen": [row.pk], "then": "take"})
    coming.refresh_from_db()
    assert (coming.moved_to, coming.hour) == (day, time(9))
    clinic = visit | {"start": f"{day}T11:30:00-05:00", "end": f"{day}T12:30:00-05:00", "minutesDuration": 60}
    again, page = brought(client, bundled(clinic))
    assert standings(again) == [("appointment", "asks", "move")] and "11:30" in page, "the clock of the clinic counts"
    take(client, again, all_of_it=True)
    coming.refresh_from_db()
    assert (coming.due_on, coming.hour, coming.lasts_minutes) == (day, time(11, 30), 60)
    assert standings(brought(client, bundled(clinic))[0]) == [("appointment", "here", "")]


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        ({"resourceType": "AllergyIntolerance", "code": {"text": "Nuts"}}, "no_place"),
        (lab("99999-9", text="Something rare"), "test"),
        (lab("5196-1", system="urn:oid:1.2.3", text="HBs"), "test"),
        (lab(day="2999-01-01"), "far"),
        ({**lab(), "effectiveDateTime": "2026-05"}, "day"),
        ({**lab(), "status": "entered-in-error"}, "not_so"),
        ({**lab(), "valueString": ""}, "value"),
        (lab(), "treatment"),
        (request(text=""), "medicine"),
        ({**request(), "status": "entered-in-error"}, "not_so"),
        ({**request(), "authoredOn": "not a day!"}, "odd"),
        ({"resourceType": "Condition", "code": {"text": "Multiple sclerosis"}}, "condition"),
        ({**lab(), "code": 7}, "test"),
        ({**lab(), "effectiveDateTime": ["2026-05-04"]}, "day"),
        ({"resourceType": "CarePlan", "title": "Rehab"}, "no_place"),
    ],
    ids=lambda one: one if isinstance(one, str) else one["resourceType"],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(member_client, ana, shipped, resource, why):
    client = member_client(ana)
    reading, page = brought(client, bundled(resource))
    (row,) = Found.objects.filter(reading=reading)
    assert (row.standing, row.said["why"]) == (Standing.LEFT, {"day": "no_day"}.get(why, why))
    assert "Cannot be taken" in page
    take(client, reading)
    assert not Course.objects.exists() and not Result.objects.exists() and not Record.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("{hello", "not a FHIR file"),
        ("hello", "no lines"),
        (b"\xff\xfe\x00", "cannot read this file"),
        ('{"resourceType": 7}', "not a FHIR file"),
        ('{"resourceType": "Bundle", "entry": 7}', "not a FHIR file"),
        ('{"resourceType": "Bundle", "entry": []}', "no FHIR entry"),
        ("[" * 100_000, "deeper"),
        ('{"resourceType": "Basic", "a": ' + "[" * 200 + "]" * 200 + "}", "deeper"),
        (bundled({"resourceType": "Patient", "id": "1"}, {"resourceType": "Patient", "id": "2"}), "more than one person"),
        (bundled(lab()) + "]", "not a FHIR file"),
        (bundled(lab())[:-1] + ", }", "not a FHIR file"),
    ],
    ids=["empty", "brace", "words", "bytes", "type", "entry", "nothing", "deep", "deep inside", "people", "behind", "comma"],
)  # fmt: skip
def test_what_is_no_file_of_care_is_refused_kindly(member_client, ana, content, words):
    answer = sent(member_client(ana), content)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Reading.objects.exists()


def test_a_file_must_be_chosen(member_client, ana):
    answer = member_client(ana).post(PATH)
    assert answer.status_code == 422 and "Choose a file first." in answer.content.decode()


def test_lines_of_resources_are_read_too(member_client, ana, shipped):
    lines = "\n".join(json.dumps(one) for one in (request(), lab()))
    reading, _page = brought(member_client(ana), lines)
    assert [row[:2] for row in standings(reading)] == [("course", "new"), ("result", "new")]


def test_the_hospitals_file_twice_changes_nothing(member_client, ana, shipped):
    client, text = member_client(ana), bundled(request(), lab(), lab(day="2026-03-01"))
    for _ in range(2):
        reading, _page = brought(client, text)
        take(client, reading)
    assert Course.objects.count() == 1 and Result.objects.count() == 2
    assert {row[1] for row in standings(reading)} == {"here"}


def test_orders_that_were_renewed_are_one_treatment_and_repeated_values_one_result(member_client, ana, shipped):
    client = member_client(ana)
    orders = [request(day=day) for day in ("2026-03-12", "2026-01-12", "2026-05-12", "2026-01-12")]
    reading, page = brought(client, bundled(*orders, lab(), lab()))
    assert [row[1:] for row in standings(reading)] == [
        ("with", "renewed"), ("new", ""), ("with", "renewed"), ("with", "repeated"), ("new", ""), ("with", "repeated"),
    ]  # fmt: skip
    assert "An earlier entry of the file" in page
    take(client, reading)
    assert Course.objects.of(ana).get().started_on == date(2026, 1, 12)
    (result,) = Result.objects.of(ana)
    assert len(result.measures) == 1


def test_a_treatment_from_another_day_is_left_as_it_is(member_client, ana, treat):
    treat(ana, "ocrelizumab", date(2025, 7, 1))
    reading, page = brought(member_client(ana), bundled(request()))
    assert standings(reading) == [("course", "left", "other_start")] and "from another first day" in page


def test_ticks_are_kept_page_by_page(member_client, ana, shipped):
    client = member_client(ana)
    days = [(date(2026, 5, 1) - timedelta(days=n)).isoformat() for n in range(60)]
    reading, page = brought(client, bundled(request(), *(lab(day=day) for day in days)))
    assert "show more" in page
    rows = list(Found.objects.filter(reading=reading).order_by("place"))
    shown = [row.pk for row in rows[:50]]
    answer = client.post(f"{PATH}{reading.pk}/", {"shown": shown, "chosen": shown[:3], "after": "x"})
    assert answer["Location"].endswith("?after=x")
    assert Found.objects.filter(reading=reading, chosen=True).count() == 3 + 11


@pytest.mark.parametrize("number", [1, 40])
def test_a_page_of_entries_costs_the_same_for_one_as_for_many(member_client, ana, shipped, number):
    client = member_client(ana)
    days = [(date(2026, 5, 1) - timedelta(days=n)).isoformat() for n in range(number)]
    reading, _page = brought(client, bundled(*(lab(day=day) for day in days)))
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PATH}{reading.pk}/")
    assert len(queries) <= 7


def test_it_is_put_aside_after_asking_and_what_was_taken_stays(member_client, ana, shipped):
    client = member_client(ana)
    reading, _page = brought(client, bundled(request()))
    take(client, reading)
    assert client.get(f"{PATH}{reading.pk}/removal/").status_code == 200
    assert client.post(f"{PATH}{reading.pk}/removal/").status_code == 303
    assert not Reading.objects.exists() and Course.objects.count() == 1


def test_only_the_latest_files_are_kept(member_client, ana, shipped):
    client = member_client(ana)
    for _ in range(12):
        brought(client, bundled(request()))
    assert Reading.objects.of(ana).count() == 10


def test_without_the_yes_nothing_is_read(member_client, ana, shipped, noon):
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    assert sent(member_client(ana), bundled(request())).status_code in {403, 409}
    assert not Reading.objects.exists()


def test_it_is_taken_out_and_erased(ana, shipped, noon):
    reading = read(ana, bundled(request()).encode(), noon)
    actions.take(reading=reading, by=ana, now=noon)
    told = personal_data.export_for(ana)
    assert told["files_brought"][0]["entries"][0]["medicine"] == "ocrelizumab"
    personal_data.erase_for(ana, now=noon)
    assert not Reading.objects.exists() and not Found.objects.exists() and not Taken.objects.exists()
