"""What the page tells, for another program: what is hidden, and what the page never told, is not in the bundle either."""

from __future__ import annotations

import json
from datetime import time

import pytest
from fhir.resources.R4B.bundle import Bundle

from myelin.companion import actions as care
from myelin.companion.models import Infusion, Record, Result
from myelin.visits import actions


@pytest.fixture
def bundle_of(member_client, visit, ana):
    """The file, read: `bundle_of()`."""

    def read():
        answer = member_client(ana).get(f"/care/visits/{visit.pk}/page.fhir.json")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/fhir+json")
        assert answer["Content-Disposition"] == 'attachment; filename="page-2026-06-22.fhir.json"'
        return json.loads(answer.content), answer.text

    return read


def kinds(told):
    return [entry["resource"]["resourceType"] for entry in told["entry"]]


def test_it_is_valid_and_tells_what_the_page_tells(bundle_of, a_year):
    told, text = bundle_of()
    Bundle.model_validate(told)
    assert set(kinds(told)) == {
        "Patient", "MedicationStatement", "MedicationAdministration", "Appointment", "Observation", "Condition",
        "ImagingStudy",
    }  # fmt: skip
    assert "Left eye" in text and "Vitamin D" in text and "Leukocytes" in text
    assert kinds(told).count("Observation") == 122 + 2, "the days since, a test, and what it measured"


def test_what_is_hidden_is_not_in_it(bundle_of, visit, a_year, ana, noon):
    relapse = Record.objects.get(kind="relapse")
    keys = {f"record/{relapse.pk}", "tests", "symptom/fatigue", "symptom/energy"}
    actions.hide(visit=visit, by=ana, offered=keys, shown=set(), now=noon)
    told, text = bundle_of()
    Bundle.model_validate(told)
    assert "Left eye" not in text and "Leukocytes" not in text and "ImagingStudy" not in kinds(told)
    assert '"fatigue"' not in text and '"energy"' not in text and '"numbness"' in text


def test_with_the_diary_hidden_there_is_no_day_in_it(bundle_of, visit, a_year, ana, noon):
    actions.hide(visit=visit, by=ana, offered={"changes"}, shown=set(), now=noon)
    assert kinds(bundle_of()[0]).count("Observation") == 2


def test_of_a_diary_that_wants_no_charts_there_is_no_day_in_it(bundle_of, a_year, ana, noon):
    care.hide_charts(member=ana, now=noon)
    assert kinds(bundle_of()[0]).count("Observation") == 2


def test_without_the_treatment_nothing_points_at_it(bundle_of, visit, a_year, ana, noon):
    actions.hide(visit=visit, by=ana, offered={"treatments"}, shown=set(), now=noon)
    told, text = bundle_of()
    assert not {"MedicationAdministration", "Appointment"} & set(kinds(told))
    names = {entry["fullUrl"] for entry in told["entry"]}
    pointed = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
    assert pointed <= names


def test_what_the_page_never_told_is_not_in_it(bundle_of, visit, member_client, a_year, ana, noon):
    today = noon.date()
    care.save_day(member=ana, day=today, today=today, now=noon, mood="rough", energy=3, note="kanari-day")
    dose = Infusion.objects.of(ana).given()[0]
    care.note_infusion(infusion=dose, by=ana, note="kanari-dose")
    result = Result.objects.of(ana).get()
    told = care.Told(done_on=result.done_on, ordered_by="kanari-by", note="kanari-result", measures=result.measures)
    care.change_result(result=result, by=ana, told=told, now=noon)
    record = Record.objects.get(kind="relapse")
    care.note_record(
        member=ana, kind=Record.Kind.RELAPSE, began_on=record.began_on, today=today, now=noon, name="Left eye",
        note="kanari-record", record=record,
    )  # fmt: skip
    a_year.place = "kanari-place"
    a_year.save()
    coming = Infusion.objects.of(ana).to_come()[0]
    care.move_infusion(
        infusion=coming, by=ana, to=coming.due_on, now=noon, hour=time(9, 30), lasts_minutes=45, place="kanari-there"
    )
    assert "9:30 AM" in member_client(ana).get(f"/care/visits/{visit.pk}/").text
    _told, text = bundle_of()
    assert "kanari-" not in text and "rough" not in text
    assert f"{coming.due_on}T09:30:00+00:00" in text and "T10:15" not in text
    assert "Left eye" in text and "Leukocytes" in text


def test_nobody_else_gets_it(member_client, visit, ben):
    assert member_client(ben).get(f"/care/visits/{visit.pk}/page.fhir.json").status_code == 404
