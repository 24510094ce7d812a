"""Tests of a treatment: noting them, what waits, photos of papers, and who finds them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from myelin.base.wall import behind_the_wall
from myelin.companion import actions, personal_data, queries
from myelin.companion.models import Course, Infusion, Result, ResultPicture, Tick
from myelin.media.models import Picture
from myelin.therapies.models import BaselineTest
from tests.authz.world import small_picture

TODAY = date(2026, 6, 15)


@pytest.fixture
def course(treat, ana):
    return treat(ana, "ocrelizumab", date(2026, 7, 6))


def address(course, slug="hepatitis_b"):
    return f"/care/courses/{course.pk}/tests/{slug}/"


def test_it_is_noted_with_its_numbers_and_its_range(course, member_client, ana):
    client, path = member_client(ana), address(course, "liver_panel")
    page = client.get(path).content.decode()
    assert "Alanine aminotransferase" in page and "panel" not in page.split("Numbers from the paper")[1][:900]
    form = {"done_on": "2026-06-10", "value_0": "61", "unit_0": "U/L", "low_0": "5", "high_0": "40", "note": "Fasting"}
    assert client.post(path, form).status_code == 303
    kept = Result.objects.get()
    assert kept.measures[0]["code"] == "1742-6" and kept.measures[0]["unit"] == "U/L"
    page = client.get(path).content.decode()
    assert "above the range on your paper" in page and "Fasting" in page and "Not cleared yet" in page


def test_what_is_clear_is_ticked_on_the_list_of_the_next_dose(course, member_client, ana):
    client = member_client(ana)
    client.post(address(course), {"done_on": "2026-06-10"})
    assert not Tick.objects.exists()
    kept = Result.objects.get()
    client.post(f"/care/results/{kept.pk}/", {"done_on": "2026-06-10", "is_cleared": "on"})
    assert Tick.objects.get().key == "ocrelizumab/tests/before_first_dose/0"
    client.post(f"/care/results/{kept.pk}/", {"done_on": "2026-06-10"})
    assert not Tick.objects.exists()


def test_two_taps_note_it_once(course, member_client, ana):
    client, key = member_client(ana), str(uuid4())
    for _tap in range(2):
        assert client.post(address(course), {"done_on": "2026-06-10", "once": key}).status_code == 303
    assert Result.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"note": "Later"}, b"the day it was ordered, or the day it was done"),
        ({"ordered_on": "2026-06-01", "is_cleared": "on"}, b"can be clear once it was done"),
        ({"done_on": "2026-12-24"}, b"still to come"),
        ({"done_on": "1850-01-01"}, b"check the year"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(course, member_client, ana, form, sentence, monkeypatch, noon):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    answer = member_client(ana).post(address(course), {**form, "note": "A long story"})
    assert answer.status_code == 422 and sentence in answer.content and b"A long story" in answer.content
    assert not Result.objects.exists()


def test_a_result_without_a_day_cannot_be_kept(course, ana, noon):
    test = BaselineTest.objects.get(slug="hepatitis_b")
    with pytest.raises(IntegrityError, match="result_has_a_day"):
        Result.objects.create(member=ana, course=course, test=test, saved_at=noon)


def test_the_page_says_what_waits_and_what_is_overdue(treat, member_client, ana, noon, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    course = treat(ana, "alemtuzumab", date(2026, 1, 5), last_given_on=date(2026, 1, 9))
    client, path = member_client(ana), f"/care/courses/{course.pk}/tests/"
    page = client.get(path).content.decode()
    assert "Day has passed" in page and "Your tests" in page
    form = {"done_on": "2026-06-08", "is_cleared": "on", "repeat_on": "2026-06-22"}
    client.post(address(course, "creatinine"), form)
    assert "Your team wants it again by June 22, 2026." in client.get(path).content.decode()


def test_after_the_last_dose_it_goes_on_for_as_long_as_the_source_asks(treat, ana, noon, member_client):
    course = treat(ana, "alemtuzumab", date(2024, 1, 8), last_given_on=date(2025, 1, 10))
    actions.end_course(course=course, by=ana, ended_on=date(2025, 1, 10), now=noon)
    course = Course.objects.of(ana).for_page().get()
    lines = queries.test_lines(course, ana, today=TODAY)
    monthly = next(line for line in lines if line.asked.test == "creatinine")
    assert monthly.asked.ends_on == date(2029, 1, 10)
    assert monthly.asked.next_on is not None


def test_photos_of_papers_are_kept_apart(course, member_client, ana, ben):
    client = member_client(ana)
    client.post(address(course), {"done_on": "2026-06-10", "picture": small_picture()})
    paper = ResultPicture.objects.get()
    assert paper.picture.kept_apart
    shown = client.get(f"/care/papers/{paper.pk}/480.webp")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/webp", "no-store")
    assert client.get(f"/pictures/{paper.picture.pk}/480.webp").status_code == 404
    assert client.get(f"/care/papers/{paper.pk}/7.webp").status_code == 404
    assert member_client(ben).get(f"/care/papers/{paper.pk}/480.webp").status_code == 404


def test_a_photo_stays_when_something_else_is_to_mend(course, member_client, ana):
    client = member_client(ana)
    answer = client.post(address(course), {"picture": small_picture()})
    assert answer.status_code == 422 and b"Your photo is kept." in answer.content
    kept = Picture.objects.get()
    client.post(address(course), {"done_on": "2026-06-10", "kept": kept.pk})
    assert ResultPicture.objects.get().picture == kept


def test_removed_after_asking_with_its_photos(course, member_client, ana):
    client = member_client(ana)
    client.post(address(course), {"done_on": "2026-06-10", "picture": small_picture()})
    kept = Result.objects.get()
    assert client.get(f"/care/results/{kept.pk}/removal/").status_code == 200
    assert client.post(f"/care/results/{kept.pk}/removal/").status_code == 303
    assert not Result.objects.exists() and not Picture.objects.exists()


def test_a_test_that_the_medicine_does_not_ask_for_is_not_there(course, member_client, ana):
    assert member_client(ana).get(address(course, "lvef")).status_code == 404


def test_nothing_of_it_can_be_read_in_the_database(course, member_client, ana):
    form = {
        "done_on": "2026-06-10",
        "value_4": "kanari-4",
        "name_4": "kanari-n",
        "note": "kanari-t",
        "ordered_by": "kanari-w",
    }
    member_client(ana).post(address(course), form)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM companion_result t")
        assert "kanari" not in cursor.fetchone()[0]


def test_a_query_without_a_gate_finds_nothing_of_others(course, member_client, ana, ben):
    member_client(ana).post(address(course), {"done_on": "2026-06-10", "is_cleared": "on", "picture": small_picture()})
    for model in (Course, Infusion, Tick, Result, ResultPicture):
        assert model._base_manager.exists()
        with behind_the_wall(ben.pk):
            assert not model._base_manager.exists()
        with behind_the_wall(ana.pk):
            assert model._base_manager.exists()


def test_the_page_costs_the_same_for_one_result_and_for_many(course, member_client, ana, noon):
    client, path = member_client(ana), f"/care/courses/{course.pk}/tests/"

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    test = BaselineTest.objects.get(slug="hepatitis_b")

    def note(day):
        actions.note_result(course=course, test=test, by=ana, told=actions.Told(done_on=day), now=noon)

    note(TODAY)
    few = cost()
    for days in range(20):
        note(TODAY - timedelta(days=days))
    assert cost() == few


def test_all_of_it_goes_out_and_away_with_the_member(course, member_client, ana, noon):
    form = {"done_on": "2026-06-10", "note": "Fasting", "picture": small_picture()}
    member_client(ana).post(address(course), form)
    (told,) = personal_data.export_for(ana)["results"]
    assert told["note"] == "Fasting" and told["photos"] and told["done_on"] == "2026-06-10"
    personal_data.erase_for(ana, now=noon)
    assert not Result.objects.exists() and not Picture.objects.exists()
