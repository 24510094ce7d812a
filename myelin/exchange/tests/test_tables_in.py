"""Bring a table: columns are known by their headers, each line is told, and what is odd says why."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from myelin.companion import actions as care
from myelin.companion.models import DiaryEntry, FollowedSymptom, Result
from myelin.exchange import actions, files
from myelin.exchange.models import Found, Reading
from myelin.exchange.tests.files import read

PATH = "/care/exchange/"


def brought(member, text, now, encoding="utf-8"):
    return read(member, text.encode(encoding), now)


def whys(reading):
    return [
        (row.kind, row.standing, row.said["why"]) for row in Found.objects.filter(reading=reading).order_by("place")
    ]


def taken(member, text, now, **more):
    reading = brought(member, text, now, **more)
    actions.take(reading=reading, by=member, now=now)
    return reading


def sheets(member):
    archive = zipfile.ZipFile(files.tables_file(member))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_diary_is_read_on_the_page(member_client, ana, shipped):
    client = member_client(ana)
    content = "date;Mood;Fatigue;energy;notes;steps\n2026-05-01;Good;3;7;A walk;4000\n2026-05-02;;11;;;\n"
    answer = client.post(PATH, {"file": SimpleUploadedFile("my.csv", content.encode())})
    reading = Reading.objects.get()
    assert whys(reading) == [("column", "left", "column"), ("day", "new", ""), ("line", "left", "score")]
    page = client.get(answer["Location"]).content.decode()
    assert "Line 2" in page and "We do not know this column" in page and "0 to 10" in page
    rows = Found.objects.filter(reading=reading, chosen=True)
    pks = [row.pk for row in rows]
    client.post(f"{PATH}{reading.pk}/", {"shown": pks, "chosen": pks, "then": "take"})
    (day,) = DiaryEntry.objects.of(ana)
    assert (day.day, day.values, day.note) == (date(2026, 5, 1), {"mood": "good", "energy": 7, "symptoms": {"fatigue": 3}}, "A walk")  # fmt: skip


def test_ones_own_tables_come_back_equal(ana, ben, full, treat, noon):
    full(ana)
    treat(ben, "ocrelizumab", date(2025, 1, 13))
    mine = sheets(ana)
    for name in ("diary.csv", "results.csv"):
        reading = read(ben, mine[name], noon)
        actions.take(reading=reading, by=ben, now=noon)
        assert {row[1] for row in whys(reading)} == {"taken"}, name
        assert sheets(ben)[name] == mine[name], name
        again = read(ben, mine[name], noon)
        assert {row[1] for row in whys(again)} == {"here"}, name


def test_own_words_name_a_column_and_an_apostrophe_is_taken_off(ana, full, noon):
    full(ana)
    assert FollowedSymptom.objects.filter(member=ana).exists()
    taken(ana, "day,the LEAD coat,note\n2026-04-01,4,'=1+1\n", noon)
    day = DiaryEntry.objects.of(ana).get(day=date(2026, 4, 1))
    assert (day.symptoms, day.note) == ({"fatigue": 4}, "=1+1")


def test_the_table_of_an_old_spreadsheet_is_read(ana, shipped, noon):
    taken(ana, "fecha;ánimo;nota\n01.05.2026;okay;Mañana\n", noon, encoding="cp1252")
    assert DiaryEntry.objects.of(ana).get().note == "Mañana"


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["13/05/2026", "01/05/2026"], ["2026-05-13", "2026-05-01"]),
        (["05/13/2026", "05/01/2026"], ["2026-05-13", "2026-05-01"]),
        (["01/05/2026"], []),
        (["2026-05-01T10:00"], ["2026-05-01"]),
        (["30.02.2026", "soon"], []),
    ],
)
def test_day_and_month_are_told_apart_by_the_table_or_not_guessed(ana, shipped, noon, days, read):
    reading = brought(ana, "day,energy\n" + "".join(f"{day},5\n" for day in days), noon)
    rows = Found.objects.filter(reading=reading).order_by("place")
    assert [row.said["on"] for row in rows if row.standing == "new"] == read


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2999-01-01,okay,5", "far"),
        ("2026-06-16,okay,5", "ahead"),
        (",okay,5", "no_day"),
        ("2026-05-01,splendid,5", "mood"),
        ("2026-05-01,,five", "score"),
        ("2026-05-01,,-1", "score"),
        ("2026-05-01,,", "nothing"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(ana, shipped, noon, line, why):
    assert whys(brought(ana, f"day,mood,energy\n{line}\n", noon)) == [("line", "left", why)]


def test_a_day_that_stands_twice_is_read_once(ana, shipped, noon):
    reading = brought(ana, "day,energy\n2026-05-01,5\n2026-05-01,6\n", noon)
    assert [row[2] for row in whys(reading)] == ["", "twice"]


def test_a_score_of_zero_is_told_and_an_empty_cell_is_not(ana, shipped, noon):
    taken(ana, "day,energy,sleep\n2026-05-01,0,\n", noon)
    assert DiaryEntry.objects.of(ana).get().values == {"energy": 0}


def test_a_symptom_that_is_called_like_a_column_keeps_its_own(ana, ben, shipped, noon):
    today = noon.date()
    care.save_day(member=ana, day=today, today=today, now=noon, sleep=7, symptoms={"sleep": 3})
    content = sheets(ana)["diary.csv"]
    assert b"sleep,bad_day,symptom_sleep," in content
    taken(ben, content.decode(), noon)
    assert DiaryEntry.objects.of(ben).get().values == {"sleep": 7, "symptoms": {"sleep": 3}}


def test_results_keep_unit_and_the_papers_own_range(ana, treat, noon):
    treat(ana, "ocrelizumab", date(2026, 1, 12))
    from myelin.therapies.models import BaselineTest

    name = BaselineTest.objects.get(slug="hepatitis_b").name
    header = "test,date,name,value,unit,low,high"
    taken(ana, f'{header}\n"{name}",2026-05-01,Anti-HBs,"12,5",IU/L,10,\n"{name}",2026-05-01,HBsAg,negative,,,\n', noon)
    row = Result.objects.of(ana).get()
    assert row.done_on == date(2026, 5, 1)
    assert row.measures == [
        {"name": "Anti-HBs", "value": "12,5", "unit": "IU/L", "low": "10"},
        {"name": "HBsAg", "value": "negative", "unit": ""},
    ]


def test_a_long_diary_is_taken_in_a_few_statements(ana, shipped, noon, django_assert_max_num_queries):
    days = [date.fromordinal(date(2020, 1, 1).toordinal() + n).isoformat() for n in range(1_500)]
    reading = brought(ana, "day,energy\n" + "".join(f"{day},5\n" for day in days), noon)
    with django_assert_max_num_queries(60):
        actions.take(reading=reading, by=ana, now=noon)
    assert DiaryEntry.objects.of(ana).count() == 1_500


def test_a_table_without_days_or_lines_is_refused_kindly(member_client, ana, shipped):
    client = member_client(ana)
    for content, words in (("a,b\n1,2\n", "no column for the day"), ("day,energy\n", "no lines"), ("day", "no lines")):
        answer = client.post(PATH, {"file": io.BytesIO(content.encode())})
        assert answer.status_code == 422 and words in answer.content.decode()


def test_a_long_table_is_read_line_by_line_and_its_letters_and_days_are_told_by_its_end(ana, shipped, noon):
    days = [date(2024, 1, 1).fromordinal(date(2024, 1, 1).toordinal() + n) for n in range(700)]
    lines = [f"{day:%m/%d/%Y};{n % 11};{'slept ' * 300}" for n, day in enumerate(days)]
    text = "date;energy;notes\n" + "\n".join(lines) + "\n12/31/2025;3;Mañana\n"
    reading = brought(ana, text, noon, encoding="cp1252")
    rows = Found.objects.filter(reading=reading).order_by("place")
    assert (rows.count(), rows.filter(standing="new").count()) == (701, 701)
    assert rows.last().told["note"] == "Mañana" and rows.first().told["day"] == "2024-01-01"


@pytest.mark.parametrize("text", ["date;note\n" + "x" * 1_100_000, 'date;note\n2026-01-01;"' + "a line\n" * 30_000])
def test_what_has_no_lines_is_not_taken_into_memory_whole(ana, shipped, noon, text):
    assert "We cannot read this" in brought(ana, text, noon).why
