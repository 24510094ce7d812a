"""Records, results and the way to a dose as JSON: what the pages can do, and nothing of anybody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from myelin.companion.models import Record, Result, Step

API = "/api/v1"


@pytest.fixture
def course(treat, ana):
    return treat(ana, "ocrelizumab", timezone.localdate() - timedelta(days=200), now=timezone.now())


def send(client, method, path, body=None):
    return getattr(client, method)(f"{API}/{path}", body or {}, content_type="application/json")


def test_a_record_is_noted_read_changed_and_removed(shipped, member_client, ana):
    client = member_client(ana)
    medicine = {"kind": "medicine", "began_on": "2026-01-05", "name": "Vitamin D", "dose": "1 drop"}
    made = send(client, "post", "records", medicine)
    assert made.status_code == 201
    pk = made.json()["id"]
    assert client.get(f"{API}/records/{pk}").json() == {
        "id": pk, "kind": "medicine", "began_on": "2026-01-05", "ended_on": None, "name": "Vitamin D", "note": "",
        "values": {"dose": "1 drop"},
    }  # fmt: skip
    changed = send(client, "put", f"records/{pk}", {**medicine, "kind": "relapse", "name": "Vitamin D3"})
    assert (changed.json()["kind"], changed.json()["name"]) == ("medicine", "Vitamin D3")
    assert [row["id"] for row in client.get(f"{API}/records").json()["items"]] == [pk]
    assert send(client, "delete", f"records/{pk}").status_code == 204
    assert not Record.objects.exists()


def test_what_cannot_be_is_refused_in_the_pages_own_words(shipped, member_client, ana):
    client = member_client(ana)
    nameless = send(client, "post", "records", {"kind": "side_effect", "began_on": "2026-01-05"})
    assert nameless.status_code == 422 and "in your own words" in nameless.content.decode()
    swapped = {"kind": "relapse", "began_on": "2026-01-05", "ended_on": "2026-01-01"}
    assert send(client, "post", "records", swapped).status_code == 409
    assert send(client, "post", "records", {**swapped, "kind": "nonsense"}).status_code == 404
    assert not Record.objects.exists()


def test_a_result_keeps_codes_units_and_the_papers_own_range(member_client, ana, course):
    client = member_client(ana)
    path = f"courses/{course.pk}/tests/hepatitis_b/results"
    measures = [
        {"code": "5196-1", "value": "negative"},
        {"name": "Anti-HBs", "value": "12,5", "unit": "IU/L", "low": "10"},
    ]
    day = f"{timezone.localdate() - timedelta(days=3)}"
    made = send(client, "post", path, {"done_on": day, "is_cleared": True, "measures": measures})
    assert made.status_code == 201, made.content
    (row,) = client.get(f"{API}/{path}").json()
    assert row == made.json() and row["cleared_on"] == f"{timezone.localdate()}"
    assert row["measures"][0]["name"].startswith("Hepatitis B virus surface Ag")
    assert row["measures"][1] == {
        "name": "Anti-HBs",
        "code": "",
        "value": "12,5",
        "unit": "IU/L",
        "low": "10",
        "high": "",
    }
    changed = send(client, "put", f"results/{row['id']}", {"ordered_on": day, "note": "Again"})
    assert (changed.json()["done_on"], changed.json()["note"], changed.json()["measures"]) == (None, "Again", [])
    assert send(client, "delete", f"results/{row['id']}").status_code == 204
    assert not Result.objects.exists()


def test_a_result_that_cannot_be_kept_whole_is_refused(member_client, ana, course):
    client = member_client(ana)
    path = f"courses/{course.pk}/tests/hepatitis_b/results"
    day = f"{timezone.localdate()}"
    three = [{"name": f"Thing {number}", "value": "1"} for number in range(3)]
    assert send(client, "post", path, {"done_on": day, "measures": three}).status_code == 422
    assert send(client, "post", path, {"note": "No day"}).status_code == 422
    assert send(client, "post", f"courses/{course.pk}/tests/nonsense/results", {"done_on": day}).status_code == 404
    assert not Result.objects.exists()


def test_the_way_to_a_dose_is_told_and_its_steps_are_noted(member_client, ana, course):
    client = member_client(ana)
    dose = course.infusions.filter(given_on=None, is_optional=False).order_by("due_on")[0]
    way = client.get(f"{API}/infusions/{dose.pk}/runway").json()
    keys = [step["key"] for step in way["steps"]]
    assert {"date", "authorisation", "order", "infusion"} <= set(keys) and way["first"] in keys and way["sentence"]
    noted = send(client, "put", f"infusions/{dose.pk}/steps/date", {"answer": "done", "who": "Sam"}).json()
    step = next(step for step in noted["steps"] if step["key"] == "date")
    assert (step["state"], step["said"]) == ("done", {"answer": "done", "who": "Sam"})
    assert noted["in_the_way"] == way["in_the_way"] - 1
    assert send(client, "put", f"infusions/{dose.pk}/steps/infusion", {"answer": "done"}).status_code == 404
    assert send(client, "put", f"infusions/{dose.pk}/steps/order", {"answer": "perhaps"}).status_code == 422


def test_a_step_of_ones_own_is_added_and_taken_off(member_client, ana, course):
    client = member_client(ana)
    dose = course.infusions.filter(given_on=None, is_optional=False).order_by("due_on")[0]
    added = send(client, "post", f"infusions/{dose.pk}/steps", {"title": "Pack a blanket", "days_before": 1})
    assert added.status_code == 201
    (own,) = [step for step in added.json()["steps"] if step["title"] == "Pack a blanket"]
    assert send(client, "delete", f"infusions/{dose.pk}/steps/{own['key']}").status_code == 204
    assert not Step.objects.exists()
    assert send(client, "post", f"infusions/{dose.pk}/steps", {"title": "", "days_before": 1}).status_code == 422


def test_nobody_else_reaches_any_of_it(member_client, ana, cleo, course, noon):
    mine = member_client(ana)
    record = send(mine, "post", "records", {"kind": "relapse", "began_on": "2026-01-05"}).json()["id"]
    dose = course.infusions.order_by("number")[0].pk
    client = member_client(cleo)
    for path in (f"records/{record}", f"courses/{course.pk}/tests/hepatitis_b/results", f"infusions/{dose}/runway"):
        assert client.get(f"{API}/{path}").status_code == 404
    assert send(client, "delete", f"records/{record}").status_code == 404
    assert client.get(f"{API}/records").json()["items"] == []
    assert Record.objects.get().began_on == date(2026, 1, 5)
