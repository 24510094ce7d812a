"""A member brings a hospital's file, looks at it, takes what they ticked, brings a long one, and takes a copy of their care."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import timezone

from conftest import PASSWORD
from myelin.companion.models import Course, Result
from myelin.exchange import actions
from myelin.exchange.models import Reading
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MEDICINE = {
    "resourceType": "MedicationRequest", "status": "active", "authoredOn": "2026-01-12",
    "medicationCodeableConcept": {"text": "Ocrelizumab"},
}  # fmt: skip
LAB = {
    "resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-05-04", "valueString": "negative",
    "code": {"coding": [{"system": "http://loinc.org", "code": "5196-1"}], "text": "HBs antigen"},
}  # fmt: skip
ALLERGY = {"resourceType": "AllergyIntolerance", "code": {"text": "Nuts"}}


def test_a_member_takes_in_a_hospitals_file_and_takes_a_copy_out(
    hands: Hands, pack_loaded, make_member, tmp_path: Path
):
    dele = make_member("dele", password=PASSWORD)
    file = tmp_path / "export.json"
    entries = [{"resource": one} for one in (MEDICINE, LAB, ALLERGY)]
    file.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))

    log_in(hands, dele)
    hands.follow("Care", within=".menu")
    hands.follow("Files of your care")
    hands.look()
    hands.attach("Your file", file)
    hands.push("Look into it")
    hands.is_at("What is in your file")
    hands.sees("HBs antigen")
    hands.sees("Your care has no place for this kind of entry yet.")
    hands.look()
    hands.push("Take what is ticked")
    hands.sees("Taken")
    hands.look()
    assert Course.objects.of(dele).get().therapy.slug == "ocrelizumab"
    assert Result.objects.of(dele).get().measures[0]["value"] == "negative"

    hands.follow("Files of your care")
    file.write_text(file.read_text() + " " * actions.AT_ONCE)
    hands.attach("Your file", file)
    hands.push("Look into it")
    hands.sees("We are reading it")
    hands.look()
    actions.read_on(number=Reading.objects.latest("pk").pk, now=timezone.now())
    hands.follow("Look again")
    hands.sees("Already here: 2")

    hands.follow("Files of your care")
    hands.follow("A copy of your care")
    hands.write("Password", PASSWORD)
    hands.push("Go on")
    hands.is_at("A copy of your care")
    hands.look()
    told = json.loads(hands.take("Download as FHIR").read_text())
    assert "MedicationStatement" in {entry["resource"]["resourceType"] for entry in told["entry"]}
