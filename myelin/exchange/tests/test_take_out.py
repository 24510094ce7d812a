"""Take my care out: as FHIR for programs, as tables for spreadsheets, after a fresh password, and nobody else's."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from conftest import PASSWORD
from myelin.audit.models import Entry
from myelin.companion import actions
from myelin.exchange.tables.writing import plain, tame

PATH = "/care/exchange/copy/"


@pytest.fixture
def dele(make_member):
    return make_member("dele", password=PASSWORD)


def signed_in(client, member):
    client.post("/login/", {"login": member.email, "password": PASSWORD})
    assert client.post("/login/again/", {"password": PASSWORD}).status_code == 302
    return client


def content(answer):
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "dele" not in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def sheets(answer):
    archive = zipfile.ZipFile(io.BytesIO(content(answer)))
    return {
        name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))) for name in archive.namelist()
    }


def test_it_asks_for_the_password_first(member_client, dele):
    answer = member_client(dele).post(PATH)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/again/")
    assert not Entry.objects.filter(action="care.taken_out").exists()


def test_it_comes_as_fhir(client, full, dele):
    full(dele)
    browser = signed_in(client, dele)
    assert browser.get(PATH).status_code == 200
    answer = browser.post(PATH, {"as": "fhir"})
    assert answer["Content-Type"] == "application/fhir+json"
    assert json.loads(content(answer))["resourceType"] == "Bundle"
    assert Entry.objects.filter(action="care.taken_out", actor=dele).count() == 1


def test_it_comes_as_tables(client, full, dele):
    full(dele)
    found = sheets(signed_in(client, dele).post(PATH, {"as": "tables"}))
    assert set(found) == {"treatments.csv", "doses.csv", "results.csv", "records.csv", "diary.csv", "phone.csv"}
    assert found["diary.csv"][0] == {
        "day": "2026-06-11", "mood": "okay", "energy": "4", "sleep": "7", "bad_day": "", "fatigue": "4",
        "note": "A walk by the sea",
    }  # fmt: skip
    assert [row["value"] for row in found["results.csv"]] == ["negative", "4,50", "12", ""]
    assert {row["kind"] for row in found["records.csv"]} == {"relapse", "side_effect", "mri", "medicine"}
    assert {row["place"] for row in found["treatments.csv"]} == {"Harbor clinic", ""}
    (booked,) = [row for row in found["doses.csv"] if row["time"]]
    assert (booked["time"], booked["minutes"], booked["place"]) == ("09:30", "240", "Second floor")


def test_a_spreadsheet_runs_nothing(client, shipped, dele, noon):
    evil = '=HYPERLINK("https://example.org","Tap")'
    actions.save_day(member=dele, day=noon.date(), today=noon.date(), now=noon, note=evil)
    (day,) = sheets(signed_in(client, dele).post(PATH, {"as": "tables"}))["diary.csv"]
    assert day["note"] == f"'{evil}"


@pytest.mark.parametrize("text", ["=1+1", "+1 555", "@home", "-x", "\tx", "\rx", "'quoted", "'=x", "''=x", "plain", ""])
def test_what_is_tamed_comes_back(text):
    assert plain(tame(text)) == text
    assert not tame(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("number", ["-2", "+3.5", "-0,5"])
def test_numbers_stay_numbers(number):
    assert tame(number) == number


def test_the_whole_archive_has_both(client, full, dele):
    full(dele)
    archive = zipfile.ZipFile(
        io.BytesIO(b"".join(signed_in(client, dele).post("/settings/data/copy/").streaming_content))
    )
    assert json.loads(archive.read("care/care.fhir.json"))["resourceType"] == "Bundle"
    assert b"A walk by the sea" in archive.read("care/diary.csv")


def test_a_stranger_signs_in_first(client, db):
    assert client.get(PATH)["Location"].startswith("/login/")
