"""The invented people's care leaves as FHIR, valid, and comes back equal in an empty account."""

from __future__ import annotations

import json

import pytest
from fhir.resources.R4B.bundle import Bundle

from conftest import join
from myelin.companion.models import DayMeasures, DiaryEntry, Infusion, Result
from myelin.demo.tests.test_seeding import NOW, Seeded, seeded
from myelin.exchange import actions
from myelin.exchange.fhir.bundle import bundle
from myelin.exchange.models import Found, Reading
from myelin.exchange.tests.files import read

__all__ = ["Seeded", "seeded"]


def written(member) -> bytes:
    return b"".join(bundle(member, now=NOW))


def normal(content: bytes) -> list[str]:
    """Without the names of entries, which are each member's own: each is called by its place."""
    entries = json.loads(content)["entry"]
    text = json.dumps(entries, indent=1, sort_keys=True)
    for place, entry in enumerate(entries):
        text = text.replace(entry["resource"]["id"], f"#{place}")
    return text.split("\n")


def test_three_on_treatment_have_results_with_papers_and_a_table_to_look_at(seeded):
    results = list(Result.objects.prefetch_related("letters", "pictures"))
    people = {result.member_id for result in results}
    assert len(people) == 3 and seeded.member("on_ocrelizumab").pk in people
    measures = [measure for result in results for measure in result.measures]
    assert measures and all(one["unit"] and one["high"] for one in measures)
    assert {result.member_id for result in results if result.letters.all() or result.pictures.all()} == people
    readings = Reading.objects.all()
    assert {row.member_id for row in readings} == people
    assert all(row.read_at and not row.taken_at and not row.why for row in readings)


@pytest.mark.parametrize("role", ["on_ocrelizumab"])
def test_the_demo_members_care_comes_back_equal(seeded, role):
    member = seeded.member(role)
    content = written(member)
    Bundle.model_validate(json.loads(content))
    assert Infusion.objects.of(member).given().exists() and DiaryEntry.objects.of(member).count() > 100
    assert DayMeasures.objects.of(member).count() > 80
    other = join("empty-account", time_zone=member.time_zone)
    reading = read(other, content, NOW)
    actions.take(reading=reading, by=other, now=NOW)
    assert not Found.objects.filter(reading=reading, standing="left").exists()
    assert normal(written(other)) == normal(content)
