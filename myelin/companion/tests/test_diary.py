"""The diary: one entry a day, nothing told that was not told, nothing readable in the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from myelin.companion import actions, queries
from myelin.companion.models import DiaryEntry
from myelin.pack.models import Symptom

TODAY = date(2026, 6, 15)


def keep(ana, noon, day=TODAY, **told):
    return actions.save_day(member=ana, day=day, today=TODAY, now=noon, **told)


def charts_of(member):
    since = TODAY - queries.SPAN + timedelta(days=1)
    diary = queries.read_diary(member, TODAY, since=since)
    return queries.charts(queries.told_by(diary), queries.given_days(member, today=TODAY, since=since), today=TODAY)


def test_a_day_is_replaced_and_never_doubled(shipped, member_client, ana):
    client = member_client(ana)
    for energy in ("4", "7"):
        assert client.post("/care/diary/2026-06-10/", {"mood": "okay", "energy": energy}).status_code == 303
    entry = DiaryEntry.objects.get()
    assert (entry.mood, entry.energy, entry.symptoms) == ("okay", 7, {})


def test_another_window_loses_nothing(shipped, member_client, ana, noon):
    keep(ana, noon, note="From the other window")
    answer = member_client(ana).post("/care/diary/2026-06-15/", {"note": "Typed here", "seen": ""})
    assert answer.status_code == 409
    assert b"Typed here" in answer.content
    assert DiaryEntry.objects.get().note == "From the other window"


def test_what_was_not_told_is_absent(db, ana, noon):
    assert keep(ana, noon, energy=0).values == {"energy": 0}


def test_no_day_ahead(shipped, member_client, ana, noon):
    with pytest.raises(actions.DayAhead):
        keep(ana, noon, day=TODAY + timedelta(days=1))
    client = member_client(ana)
    assert client.get("/care/diary/2999-01-01/").status_code == 404
    assert client.post("/care/diary/2999-01-01/", {"mood": "good"}).status_code == 409
    assert client.get("/care/diary/2026-02-31/").status_code == 404


def test_six_symptoms_at_most(shipped, member_client, ana):
    slugs = list(Symptom.objects.current().values_list("slug", flat=True))
    client = member_client(ana)
    assert client.post("/care/diary/symptoms/", {"symptoms": slugs[:7]}).status_code == 409
    assert client.post("/care/diary/symptoms/", {"symptoms": slugs[:6]}).status_code == 303
    assert ana.followed_symptoms.count() == 6


def test_it_is_unreadable_in_the_database(db, ana, noon):
    keep(ana, noon, mood="rough", symptoms={"canary_symptom": 9}, note="canary-of-a-note")
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM companion_diaryentry d")
        (row,) = cursor.fetchone()
    assert "canary" not in row and "rough" not in row


def test_nobody_else_reads_it(shipped, member_client, ana, ben, noon):
    keep(ana, noon, note="canary-of-a-note")
    client = member_client(ben)
    for path in ("/care/", "/care/diary/", "/care/diary/2026-06-15/", "/care/charts/", "/api/v1/diary"):
        answer = client.get(path)
        assert answer.status_code == 200 and b"canary" not in answer.content


def test_through_the_api(shipped, member_client, ana):
    client = member_client(ana)
    body = {"mood": "low", "energy": 3, "sleep": 7, "symptoms": {"fatigue": 8}, "note": "Rain"}
    answer = client.put("/api/v1/diary/2026-06-10", body, content_type="application/json")
    assert answer.status_code == 200
    assert client.get("/api/v1/diary").json()["items"] == [{"day": "2026-06-10", **body, "voices": []}]
    for wrong in ({"energy": 11}, {"mood": "great"}, {"symptoms": {"nonsense": 1}}, {"symptoms": {"fatigue": -1}}):
        assert client.put("/api/v1/diary/2026-06-10", wrong, content_type="application/json").status_code == 422


def test_a_chart_needs_five_days_and_breaks_at_gaps(shipped, ana, noon):
    for number in (1, 2, 3, 40):
        keep(ana, noon, day=TODAY - timedelta(days=number), energy=5)
    (chart,) = charts_of(ana)
    assert not chart.is_drawn and chart.sentence.startswith("One more entry")
    keep(ana, noon, day=TODAY, energy=8)
    (chart,) = charts_of(ana)
    assert (len(chart.lines), len(chart.dots)) == (1, 1)
    assert chart.sentence.startswith("you noted 5 days")
    assert not chart.days


def test_over_many_days_the_strong_line_joins_the_middle_of_each_week(shipped, ana, noon):
    for number in range(70):
        keep(ana, noon, day=TODAY - timedelta(days=number), energy=9 if number % 7 == 3 else 4)
    (chart,) = charts_of(ana)
    (each_day,), (each_week,) = chart.days, chart.lines
    assert (each_day.count("L"), each_week.count("L")) == (69, 9)
    assert {point.split()[1] for point in each_week[1:].split("L")} == {"180"}, "one bad day does not move a week"
