"""No room for a picture, refused by the kernel itself: a clear sentence, no half row, no half file, words kept."""

from __future__ import annotations

import io
import random
import resource
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from myelin.base.errors import DiskFull
from myelin.media import actions, files
from myelin.media.models import Picture
from myelin.media.sealed import PICTURES
from myelin.members import actions as members
from myelin.updates.models import Update

pytestmark = pytest.mark.usefixtures("folder")

ROOM = 200_000
"""Bytes of a file that still fit: the smaller width of the picture does, the larger one does not."""


@contextmanager
def little_room():
    """Let the kernel refuse whatever this process writes into a file beyond `ROOM`."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(scope="module")
def grainy() -> bytes:
    """A picture that no encoder can make small."""
    buffer = io.BytesIO()
    noise = random.Random(3).randbytes(320 * 180 * 3)
    Image.frombytes("RGB", (320, 180), noise).resize((1600, 900)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("lake.jpg", content, content_type="image/jpeg")


def left(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_leaves_no_half_row_and_no_half_file(ana, noon, folder, grainy):
    with little_room(), pytest.raises(DiskFull, match="disk is full"):
        actions.take_picture(owner=ana, upload=upload(grainy), alt="", now=noon)
    assert not Picture.objects.exists()
    assert left(folder) == []


def test_the_same_picture_is_kept_once_there_is_room_again(ana, noon, folder, grainy):
    with little_room(), pytest.raises(DiskFull):
        actions.take_picture(owner=ana, upload=upload(grainy), alt="", now=noon)
    picture = actions.take_picture(owner=ana, upload=upload(grainy), alt="", now=noon)
    sizes = sorted(PICTURES.path_of(files.name_of(picture.name, width)).stat().st_size for width in files.WIDTHS)
    assert sizes[0] < ROOM < sizes[1], "the picture fits its purpose: one width has room, the other has not"


def test_the_page_says_so_and_keeps_the_words(member_client, ana, folder, grainy):
    sent = {"text": "Words that must not be lost", "audience": "3", "picture_1": upload(grainy), "alt_1": "A lake"}
    with little_room():
        response = member_client(ana).post("/updates/new/", sent)
    assert response.status_code == 422
    assert "our disk is full" in response.text
    assert "Words that must not be lost" in response.text
    assert not Update.objects.exists()
    assert left(folder) == []


def test_the_api_says_so_too(client, ana, noon, folder, grainy):
    token = members.make_token(member=ana, name="phone", now=noon)
    with little_room():
        response = client.post(
            "/api/v1/pictures", {"picture": upload(grainy)}, headers={"Authorization": f"Bearer {token}"}
        )
    assert response.status_code == 507
    assert "our disk is full" in response.json()["detail"]
    assert left(folder) == []
