"""Visits as JSON: what the pages can do, and nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from pypdf import PdfReader

from myelin.companion.models import Reminder
from myelin.visits.models import Visit

API = "/api/v1"


def send(client, method, path, body=None):
    return getattr(client, method)(f"{API}/{path}", body or {}, content_type="application/json")


def test_a_visit_is_begun_written_on_and_removed(member_client, ana, at_noon):
    client, today = member_client(ana), at_noon.date()
    made = send(client, "post", "visits", {"on": f"{today + timedelta(days=7)}", "with_whom": "Dr. Lind"})
    assert made.status_code == 201
    visit = made.json()
    assert visit["since"] == f"{today + timedelta(days=7 - 365)}", "a year, when there was no visit before"
    later = send(client, "post", "visits", {"on": f"{today + timedelta(days=90)}"}).json()
    assert later["since"] == visit["on"], "the days since the one before it"
    words = {"on": visit["on"], "since": visit["since"], "with_whom": "Dr. Lind", "questions": ["Swim?"], "note": "Hi"}
    told = send(client, "put", f"visits/{visit['id']}", words).json()
    assert (told["questions"], told["note"], told["draws"]) == (["Swim?"], "Hi", False)
    assert client.get(f"{API}/visits/{visit['id']}").json() == told
    assert [row["id"] for row in client.get(f"{API}/visits").json()["items"]] == [later["id"], visit["id"]]
    swapped = send(client, "put", f"visits/{visit['id']}", {**words, "since": f"{today + timedelta(days=8)}"})
    assert swapped.status_code == 422 and "Could the two be swapped?" in swapped.json()["detail"]
    assert send(client, "put", f"visits/{visit['id']}", {**words, "questions": ["?"] * 4}).status_code == 422
    assert send(client, "delete", f"visits/{visit['id']}").status_code == 204
    assert Visit.objects.get().pk == later["id"]


def test_what_is_hidden_is_in_nothing_that_leaves(member_client, ana, a_year, visit):
    client, path = member_client(ana), f"visits/{visit.pk}"
    parts = {part["key"]: part for part in client.get(f"{API}/{path}/parts").json()["parts"]}
    (relapse,) = parts["relapses"]["rows"]
    assert "Left eye" in relapse["words"]
    told = send(client, "put", f"{path}/parts", {"hidden": [relapse["key"], "beside"]}).json()
    assert told["hidden"] == sorted([relapse["key"], "beside"])
    page = client.get(f"{API}/{path}/page")
    assert "Left eye" not in page.text and "Vitamin D" not in page.text and "Leukocytes" in page.text
    assert page["Cache-Control"] == "no-store"
    assert "Left eye" in client.get(f"{API}/{path}/parts").text, "to choose from, it is still there"
    bundle = client.get(f"{API}/{path}/page.fhir.json")
    assert bundle["Content-Type"] == "application/fhir+json" and bundle.json()["resourceType"] == "Bundle"
    assert "Left eye" not in bundle.text and "Vitamin D" not in bundle.text
    assert send(client, "put", f"{path}/parts", {"hidden": ["record/999999"]}).status_code == 422
    days = client.get(f"{API}/{path}/entries").json()
    assert len(days["items"]) == 30 and days["next"] and days["items"][0]["note"] == ""


def test_the_page_comes_on_paper(member_client, ana, visit, at_noon, tmp_path):
    answer = member_client(ana).get(f"{API}/visits/{visit.pk}/page.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    kept = tmp_path / "page.pdf"
    kept.write_bytes(answer.content)
    assert len(PdfReader(kept).pages) == 1


def test_a_link_opens_with_its_code_and_ends(member_client, ana, visit, at_noon):
    client, path = member_client(ana), f"visits/{visit.pk}/links"
    link = send(client, "post", path, {"days": 3}).json()
    outside = Client()
    assert outside.get(link["address"]).status_code == 200
    assert outside.post(link["address"], {"code": link["code"]}).status_code == 303
    assert "Ana" in outside.get(link["address"]).text
    (row,) = client.get(f"{API}/{path}").json()
    looks = [look["what"] for look in row["looks"]]
    assert (row["id"], row["state"], looks) == (link["id"], "used", ["opened"])
    assert link["code"] not in client.get(f"{API}/{path}").text
    assert send(client, "post", path, {"days": 400}).status_code == 422
    assert send(client, "delete", f"{path}/{link['id']}").status_code == 204
    assert outside.get(link["address"]).status_code == 404


def test_what_was_agreed_on_finds_its_place(member_client, ana, visit, at_noon):
    client, path = member_client(ana), f"visits/{visit.pk}/agreed"
    assert [one["becomes"] for one in client.get(f"{API}/{path}").json()["can_become"]] == ["", "reminder"]
    until = f"{visit.on + timedelta(days=3)}"
    line = send(client, "post", path, {"words": "Ring the insurer", "until": until, "becomes": "reminder"}).json()
    assert line["reminder"] == Reminder.objects.of(ana).get().pk
    assert client.get(f"{API}/{path}").json()["items"] == [line]
    assert send(client, "post", path, {"words": "x", "becomes": "step"}).status_code == 422
    assert send(client, "post", path, {"words": "x", "becomes": "reminder"}).status_code == 422, "it needs a day"
    assert send(client, "delete", f"{path}/{line['id']}").status_code == 204
    assert client.get(f"{API}/{path}").json()["items"] == []


def test_nobody_else_reaches_any_of_it(member_client, ben, visit, at_noon):
    client = member_client(ben)
    for part in ("", "/page", "/parts", "/entries", "/links", "/agreed", "/page.pdf", "/page.fhir.json"):
        assert client.get(f"{API}/visits/{visit.pk}{part}").status_code == 404
    assert send(client, "delete", f"visits/{visit.pk}").status_code == 404
    assert client.get(f"{API}/visits").json() == {"items": [], "next": None}
