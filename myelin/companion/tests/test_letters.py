"""A letter with a result, as PDF: kept, handed out, removed; what is refused, and who finds it."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.base.wall import ROLE, behind_the_wall
from myelin.companion import actions, personal_data
from myelin.companion.models import Result, ResultLetter, ResultPicture
from myelin.media.models import Picture
from myelin.media.sealed import LARGEST_BYTES
from myelin.media.tests.lying import contents
from myelin.media.tests.test_no_room import little_room
from myelin.privacy import archive
from tests.authz.papers import small_letter
from tests.authz.world import small_picture

pytestmark = pytest.mark.usefixtures("folder")

DONE = {"done_on": "2026-06-10"}


@pytest.fixture
def course(treat, ana):
    return treat(ana, "ocrelizumab", date(2026, 7, 6))


@pytest.fixture
def address(course):
    return f"/care/courses/{course.pk}/tests/hepatitis_b/"


@pytest.fixture
def letter(member_client, ana, address):
    assert member_client(ana).post(address, {**DONE, "picture": small_letter()}).status_code == 303
    return ResultLetter.objects.get()


def pdf(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", content, content_type="application/pdf")


def test_it_stands_with_its_result_and_is_opened_outside_of_our_pages(member_client, ana, ben, address, letter, folder):
    client, path = member_client(ana), f"/care/letters/{letter.pk}.pdf"
    assert path in client.get(address).text and path in client.get(f"/care/results/{letter.result_id}/").text
    got = client.get(path)
    assert got.content == small_letter().read()
    told = ("Content-Type", "Cache-Control", "X-Content-Type-Options")
    assert [got[name] for name in told] == ["application/pdf", "no-store", "nosniff"]
    assert got["Content-Disposition"] == f'attachment; filename="letter-{letter.pk}.pdf"'
    assert "default-src 'none'" in got["Content-Security-Policy"] and "sandbox" in got["Content-Security-Policy"]
    assert all(b"PDF" not in file for file in contents(folder)), "sealed on the disk"
    assert member_client(ben).get(path).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 cut in the mid", "PDF is not whole"),
        (b"%PDF-1.7" + bytes(LARGEST_BYTES), "PDF is larger than 10 MB"),
        (b"<html>%PDF-1.7 %%EOF", "cannot open this as a picture"),
    ],
)
def test_what_is_no_whole_pdf_is_refused_and_nothing_else_is_lost(
    member_client, ana, address, folder, content, sentence
):
    answer = member_client(ana).post(address, {**DONE, "note": "A long story", "picture": pdf(content)})
    assert answer.status_code == 422 and sentence in answer.text and "A long story" in answer.text
    assert not Result.objects.exists() and not ResultLetter.objects.exists() and contents(folder) == []


def test_a_full_disk_keeps_no_half_of_it(member_client, ana, address, folder):
    long = pdf(b"%PDF-1.7" + bytes(300_000) + b"%%EOF")
    with little_room():
        answer = member_client(ana).post(address, {**DONE, "note": "A long story", "picture": long})
    assert answer.status_code == 422 and "our disk is full" in answer.text and "A long story" in answer.text
    assert not Result.objects.exists() and not ResultLetter.objects.exists() and contents(folder) == []


def test_it_stays_when_something_else_is_to_mend(member_client, ana, ben, address, folder):
    client = member_client(ana)
    answer = client.post(address, {"picture": small_letter()})
    assert answer.status_code == 422 and "Your PDF is kept." in answer.text
    kept = ResultLetter.objects.get()
    assert client.get(f"/care/letters/{kept.pk}.pdf").status_code == 404
    assert client.post(address, {**DONE, "kept_letter": kept.pk}).status_code == 303
    kept.refresh_from_db()
    assert kept.result == Result.objects.get() and len(contents(folder)) == 1


def test_nobody_takes_a_letter_of_somebody_else(member_client, ana, ben, noon, address):
    hers = actions.take_letter(owner=ben, upload=small_letter(), now=noon)
    assert member_client(ana).post(address, {**DONE, "kept_letter": hers.pk}).status_code == 422
    hers.refresh_from_db()
    assert hers.result is None


def test_four_papers_fit_photos_and_letters_together(member_client, ana, address, letter):
    client, path = member_client(ana), f"/care/results/{letter.result_id}/"
    for paper in (small_letter(), small_picture(), small_picture()):
        assert client.post(path, {**DONE, "picture": paper}).status_code == 303
    full = client.post(path, {**DONE, "note": "A long story", "picture": small_letter()})
    assert full.status_code == 409 and "Four papers fit" in full.text and "A long story" in full.text
    photo = ResultPicture.objects.all()[0]
    assert client.get(f"/care/papers/{photo.pk}/removal/").status_code == 200
    assert client.post(f"/care/papers/{photo.pk}/removal/")["Location"] == path
    assert Picture.objects.count() == 1
    assert client.post(path, {**DONE, "picture": small_letter()}).status_code == 303


def test_removed_after_asking_or_with_its_result_or_its_treatment(
    member_client, ana, address, letter, course, folder, noon, django_capture_on_commit_callbacks
):
    client = member_client(ana)
    assert "Remove this PDF?" in client.get(f"/care/letters/{letter.pk}/removal/").text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/care/letters/{letter.pk}/removal/").status_code == 303
    assert Result.objects.exists() and not ResultLetter.objects.exists() and contents(folder) == []
    client.post(address, {**DONE, "picture": small_letter()})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/care/results/{Result.objects.latest('pk').pk}/removal/")
    assert contents(folder) == []
    for paper in (small_letter(), small_picture()):
        client.post(address, {**DONE, "picture": paper})
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_course(course=course, by=ana, now=noon)
    assert not ResultLetter.objects.exists() and not Picture.objects.exists() and contents(folder) == []


def test_it_goes_out_as_a_file_and_away_with_the_member(ana, letter, noon, folder, django_capture_on_commit_callbacks):
    (told,) = personal_data.export_for(ana)["results"]
    with zipfile.ZipFile(archive.write(ana, now=noon)) as whole:
        assert whole.read(told["letters"][0]) == small_letter().read()
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase_for(ana, now=noon)
    assert not ResultLetter.objects.exists() and contents(folder) == []


def test_a_letter_that_nobody_came_back_for_goes_in_the_night(
    member_client, ana, address, letter, noon, folder, django_capture_on_commit_callbacks
):
    member_client(ana).post(address, {"picture": small_letter()})
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_stray_files(now=timezone.now() + timedelta(days=3))
    assert ResultLetter.objects.get() == letter and len(contents(folder)) == 1


def test_it_stands_behind_the_wall_and_costs_the_same_for_many(member_client, ana, ben, address, letter):
    with behind_the_wall(ben.pk):
        assert not ResultLetter._base_manager.exists()
    client = member_client(ana)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        told = [one["sql"] for one in asked.captured_queries if 'FROM "companion_resultletter"' in one["sql"]]
        assert told and all(f"set_config('role', '{ROLE}', true)" in sql for sql in told)
        return len(asked)

    few = cost()
    for _ in range(3):
        client.post(address, {**DONE, "picture": small_letter()})
    assert cost() == few


def test_programs_add_read_and_remove_papers(member_client, ana, ben, letter):
    client, path = member_client(ana), f"/api/v1/results/{letter.result_id}/papers"
    assert client.get(path).json() == [{"kind": "letter", "id": letter.pk}]
    assert client.post(path).status_code == 422
    made = client.post(path, {"paper": small_picture()})
    assert made.status_code == 201, made.content
    photo = made.json()[0]
    assert photo["kind"] == "photo" and len(client.post(path, {"paper": small_letter()}).json()) == 3
    assert client.get(f"/api/v1/letters/{letter.pk}").content == small_letter().read()
    shown = client.get(f"/api/v1/photos/{photo['id']}")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/webp", "no-store")
    for address in (f"letters/{letter.pk}", f"photos/{photo['id']}"):
        assert member_client(ben).delete(f"/api/v1/{address}").status_code == 404
        assert member_client(ana).delete(f"/api/v1/{address}").status_code == 204
    assert [row["kind"] for row in client.get(path).json()] == ["letter"]
