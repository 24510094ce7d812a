"""Bring a phone's health file: days are summed while it is read, however long it is, and the file is gone afterwards."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.companion import actions as care
from myelin.companion.models import DayMeasures
from myelin.exchange import actions, personal_data
from myelin.exchange.models import Found, Reading
from myelin.exchange.phone import apple
from myelin.exchange.phone.sums import Sums
from myelin.exchange.tests.files import lying, waiting
from myelin.media.sealed import HELD

PATH = "/care/exchange/"
HEAD = (
    '<?xml version="1.0"?><!DOCTYPE HealthData [<!ELEMENT HealthData (Record*)><!ATTLIST Record type CDATA #IMPLIED>]>'
)
NIGHT = "HKCategoryValueSleepAnalysis"


def record(kind, value, start="2026-05-01 08:00:00 +0200", end=None, device="Watch"):
    return f'<Record type="{kind}" sourceName="{device}" value="{value}" startDate="{start}" endDate="{end or start}"/>'


def night(start, end, value="AsleepCore", device="Watch"):
    return record(apple.SLEEP, NIGHT + value, f"{start} +0200", f"{end} +0200", device)


def export(*records):
    return f'{HEAD}<HealthData locale="en">{"".join(records)}</HealthData>'.encode()


def packed(content, name="apple_health_export/export.xml"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("apple_health_export/export_cda.xml", b"<ClinicalDocument/>" * 10_000)
    return buffer.getvalue()


def sent(client, content, name="export.zip"):
    answer = client.post(PATH, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 303, answer.content.decode()
    return Reading.objects.latest("pk"), client.get(answer["Location"]).content.decode()


def told(reading):
    return {row.told["day"]: {key: one for key, one in row.told.items() if key != "day"} for row in Found.objects.filter(reading=reading)}  # fmt: skip


DAY = [
    record(apple.STEPS, "1000"),
    record(apple.STEPS, "3000", "2026-05-01 17:00:00 +0200"),
    record(apple.STEPS, "3900", device="Phone"),
    record(apple.RESTING, "60"),
    record(apple.RESTING, "63"),
    record(apple.HEART, "80"),
    record(apple.HEART, "9000"),
    night("2026-04-30 23:00:00", "2026-05-01 02:00:00"),
    night("2026-05-01 02:00:00", "2026-05-01 06:30:00", "AsleepREM"),
    night("2026-05-01 06:30:00", "2026-05-01 07:00:00", "Awake"),
    night("2026-04-30 22:00:00", "2026-05-01 07:00:00", "InBed", "Phone"),
    record("HKQuantityTypeIdentifierBodyMass", "70"),
]
EXPECTED = {"sleep": 450, "steps": 4000, "resting_heart_rate": 62, "heart_rate": 80}


@pytest.mark.parametrize("pack", [packed, lambda content: content], ids=["zip", "xml"])
def test_apples_file_is_summed_by_day_and_taken(member_client, ana, pack):
    client = member_client(ana)
    reading, page = sent(client, pack(export(*DAY)))
    assert told(reading) == {"2026-05-01": EXPECTED}
    assert "7 h 30 min of sleep" in page and "4,000 steps" in page
    (row,) = Found.objects.filter(reading=reading)
    client.post(f"{PATH}{reading.pk}/", {"shown": [row.pk], "chosen": [row.pk], "then": "take"})
    kept = DayMeasures.objects.of(ana).get()
    assert (kept.day, kept.values) == (date(2026, 5, 1), EXPECTED)
    assert "7 h 30 min of sleep" in client.get("/care/diary/2026-05-01/").content.decode()


def test_the_file_is_gone_once_it_was_read(member_client, ana):
    reading, _page = sent(member_client(ana), packed(export(*DAY)))
    assert reading.held == "" and lying() == []


def test_the_same_file_twice_changes_nothing_and_new_numbers_ask(member_client, ana):
    client = member_client(ana)
    first, _page = sent(client, packed(export(*DAY)))
    actions.take(reading=first, by=ana, now=first.brought_at)
    again, _page = sent(client, packed(export(*DAY)))
    assert [row.standing for row in again.found.all()] == ["here"]
    more, page = sent(client, packed(export(*DAY, record(apple.STEPS, "500"))))
    assert [(row.standing, row.chosen) for row in more.found.all()] == [("asks", False)]
    assert "said something else" in page


def takeout(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_googles_takeout_is_read(member_client, ana):
    table = "Date,Step count,Average heart rate (bpm)\n2026-05-01,5120,71.4\n2026-05-02,,\nnonsense,1,1\n"
    sleep = {"fitnessActivity": "sleep", "startTime": "2026-04-30T21:00:00Z", "endTime": "2026-05-01T05:00:00Z"}
    walk = {**sleep, "fitnessActivity": "walking"}
    content = takeout(**{
        "Takeout/Fit/Daily activity metrics/Daily activity metrics.csv": table,
        "Takeout/Fit/All Sessions/2026-04-30T23_00_00+02_00_SLEEP.json": json.dumps(sleep),
        "Takeout/Fit/All Sessions/odd_SLEEP.json": "[",
        "Takeout/Fit/All Sessions/walk_SLEEP.json": json.dumps(walk),
    })  # fmt: skip
    reading, _page = sent(member_client(ana), content)
    assert told(reading) == {"2026-05-01": {"sleep": 480, "steps": 5120, "heart_rate": 71}}


BOMB = '<?xml version="1.0"?><!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><HealthData>&b;</HealthData>'
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/hostname">]><HealthData>&a;</HealthData>'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB.encode(), "not the health file"),
        (OUTSIDE.encode(), "not the health file"),
        (packed(b"<Other/>"), "not the health file"),
        (b"<HealthData><Record", "not the health file"),
        (b"<HealthData>" + b"<a>" * 100, "not the health file"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (packed(b"<HealthData>" + b" " * 50_000_000), "far more than"),
        (takeout(**{"letter.txt": "Hello"}), "no health data"),
    ],
    ids=["entities", "from outside", "other", "broken", "deep", "damaged", "dense", "letter"],
)  # fmt: skip
def test_what_is_no_such_file_says_so_and_is_gone(member_client, ana, content, words):
    answer = member_client(ana).post(PATH, {"file": SimpleUploadedFile("export.zip", content)})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Reading.objects.exists() and lying() == []


def test_a_long_file_waits_for_the_worker_encrypted(member_client, ana):
    client, long = member_client(ana), export(*DAY) + b"<!--" + b" " * actions.AT_ONCE + b"-->"
    reading, page = sent(client, long, "export.xml")
    assert "We are reading it" in page and "0 % so far" in page and reading.read_at is None
    (path,) = lying()
    assert b"Record" not in path.read_bytes()
    assert ProcrastinateJob.objects.filter(task_name="read_file_of_care", args={"number": reading.pk}).exists()
    actions.read_on(number=reading.pk, now=reading.brought_at)
    assert "7 h 30 min of sleep, 4,000 steps" in client.get(f"{PATH}{reading.pk}/").content.decode()
    assert told(reading) == {"2026-05-01": EXPECTED}
    actions.read_on(number=reading.pk, now=reading.brought_at)
    assert Found.objects.filter(reading=reading).count() == 1


def test_a_worker_that_died_goes_on_where_it_was(ana, noon):
    """Counted once each, also what was counted before."""
    reading = waiting(ana, export(*DAY), noon)
    sums = Sums()
    (number,) = apple.read(io.BytesIO(export(*DAY[:5])), sums, skip=0)
    Reading.objects.filter(pk=reading.pk).update(done=40, said={"number": number, "sums": sums.told})
    actions.read_on(number=reading.pk, now=noon)
    assert told(reading) == {"2026-05-01": EXPECTED}


def test_a_file_that_waited_too_long_says_so(ana, noon):
    reading = waiting(ana, export(*DAY), noon)
    HELD.remove(reading.held)
    actions.read_on(number=reading.pk, now=noon)
    reading.refresh_from_db()
    assert "waited too long" in reading.why
    actions.forget_old(now=noon + timedelta(days=31))
    assert not Reading.objects.exists()


def test_what_waits_is_gone_when_it_is_put_aside_and_when_its_member_goes(ana, ben, noon):
    mine = waiting(ana, export(*DAY), noon)
    waiting(ben, export(*DAY), noon)
    actions.put_aside(reading=mine, by=ana)
    assert len(lying()) == 1
    personal_data.erase_for(ben, now=noon)
    assert lying() == [] and not Reading.objects.exists()


def test_it_is_read_in_bounded_memory():
    lines = [record(apple.STEPS, "10", f"2026-05-{day:02} 08:00:00 +0200") for day in range(1, 29)]
    content = io.BytesIO(export(*lines * 1_500))
    sums = Sums()
    tracemalloc.start()
    list(apple.read(content, sums, skip=0))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sums.days()["2026-05-03"] == {"steps": 15_000}
    assert peak < 3_000_000


def test_measured_days_are_kept_beside_the_diary(ana, noon):
    today = noon.date()
    care.save_day(member=ana, day=today, today=today, now=noon, sleep=3)
    care.keep_measures(member=ana, days={today: {"sleep": 500, "odd": 3}}, today=today, now=noon)
    assert DayMeasures.objects.of(ana).get().values == {"sleep": 500}
    with pytest.raises(care.DayAhead):
        care.keep_measures(member=ana, days={today + timedelta(days=1): {"steps": 3}}, today=today, now=noon)
