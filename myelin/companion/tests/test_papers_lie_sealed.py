"""A photo of a paper, planted and looked for in every file from the moment it comes until it is erased."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from myelin.companion import personal_data
from myelin.companion.models import ResultPicture, Step
from myelin.companion.steps import Kind
from myelin.companion.tests.test_runway import say
from myelin.media import files as pictures
from myelin.media.models import Picture
from myelin.media.tests.lying import contents
from myelin.media.tests.test_no_room import little_room
from myelin.privacy import archive

pytestmark = pytest.mark.usefixtures("folder")

MARKER = b"kanari-in-the-paper"


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A photo that no encoder makes small, with a marker that a camera wrote."""
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x010E] = MARKER.decode()
    noise = random.Random(5).randbytes(320 * 180 * 3)
    Image.frombytes("RGB", (320, 180), noise).resize((1600, 900)).save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()


def upload(photo: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.jpg", photo, content_type="image/jpeg")


def test_no_byte_of_it_lies_in_clear_from_its_coming_to_its_end(
    treat, member_client, ana, ben, noon, folder, photo, settings, django_capture_on_commit_callbacks
):
    # Also what is sent and too large for memory comes sealed.
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    course, client = treat(ana, "ocrelizumab", date(2026, 7, 6)), member_client(ana)
    seen: list[bytes] = [photo[1_000:1_032], MARKER, b"WEBP", b"JFIF"]

    def check():
        for content in contents(folder):
            assert not any(piece in content for piece in seen)

    address = f"/care/courses/{course.pk}/tests/hepatitis_b/"
    assert client.post(address, {"picture": upload(photo)}).status_code == 422
    check()
    kept = Picture.objects.get()
    assert client.post(address, {"done_on": "2026-06-10", "kept": kept.pk}).status_code == 303
    dose = course.infusions.order_by("number")[0]
    assert say(client, dose, Kind.AUTHORISATION, picture=upload(photo)).status_code == 303
    paper, proof = ResultPicture.objects.get(), Step.objects.get(picture__isnull=False)
    shelves = (f"/care/papers/{paper.pk}", f"/care/proofs/{proof.pk}")
    paths = {f"{shelf}/{width}.webp": width for shelf in shelves for width in pictures.WIDTHS}
    for path, width in paths.items():
        shown = client.get(path)
        assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/webp", "no-store")
        assert Image.open(io.BytesIO(shown.content)).width == width
        seen.append(shown.content[1_000:1_032])
    check()
    other = member_client(ben)
    assert {other.get(path).status_code for path in paths} == {404}
    with archive.write(ana, now=noon) as file, zipfile.ZipFile(file) as whole:
        check()
        for picture in (paper.picture, proof.picture):
            assert Image.open(io.BytesIO(whole.read(f"pictures/{picture.name}.webp"))).width == 1280
    assert len(contents(folder)) == 4, "the archive is gone when it is closed"
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase_for(ana, now=noon)
    assert contents(folder) == [] and not Picture.objects.exists()


def test_without_room_nothing_is_half_and_a_broken_one_is_simply_not_there(
    treat, member_client, ana, noon, folder, photo
):
    course, client = treat(ana, "ocrelizumab", date(2026, 7, 6)), member_client(ana)
    address = f"/care/courses/{course.pk}/tests/hepatitis_b/"
    told = {"done_on": "2026-06-10", "note": "A long story"}
    with little_room():
        answer = client.post(address, told | {"picture": upload(photo)})
    assert answer.status_code == 422 and "our disk is full" in answer.text and "A long story" in answer.text
    assert contents(folder) == [] and not Picture.objects.exists()
    assert client.post(address, told | {"picture": upload(photo)}).status_code == 303
    for path in (path for path in folder.rglob("*") if path.is_file()):
        path.write_bytes(path.read_bytes()[:-1])
    paper = ResultPicture.objects.get()
    assert client.get(f"/care/papers/{paper.pk}/480.webp").status_code == 404
    assert client.get(f"/api/v1/photos/{paper.pk}").status_code == 404
    with zipfile.ZipFile(archive.write(ana, now=noon)) as whole:
        assert not [name for name in whole.namelist() if name.startswith("pictures/")]
