"""Large files lie encrypted in portions: read from any place, opened only whole and as they were written, and cleared away."""

from __future__ import annotations

import gc
import os
from datetime import timedelta

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory
from django.test.client import BOUNDARY, encode_multipart

from myelin.base.errors import DiskFull
from myelin.media import held, uploads
from myelin.media.tests.test_no_room import little_room
from myelin.media.uploads import HeldUpload, SealedUploadHandler

CONTENT = bytes(range(256)) * 4_096 + b"the end"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "held"


def lies(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("size", [0, 1, held.PORTION, held.PORTION + 1, len(CONTENT)])
def test_it_is_read_from_any_place_and_none_of_it_lies_in_clear(folder, size):
    content = CONTENT[:size]
    name = held.keep([content[:1_001], content[1_001:]])
    with held.opened(name) as file:
        assert file.read() == content
        for place in (0, 15, size // 2, max(0, size - 5)):
            file.seek(place)
            assert file.read(50) == content[place : place + 50]
    assert not content or content[:64] not in (folder / name).read_bytes() or size < 16


def test_what_was_changed_cut_or_put_in_the_place_of_another_does_not_open(folder):
    name, other = held.keep([CONTENT]), held.keep([CONTENT])
    sealed = (folder / name).read_bytes()
    portion = held.PORTION + held.TAG
    flipped = sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:]
    swapped = sealed[portion : 2 * portion] + sealed[:portion] + sealed[2 * portion :]
    for broken in (flipped, swapped, sealed[:-1], sealed[:portion], (folder / other).read_bytes()):
        (folder / name).write_bytes(broken)
        with pytest.raises(FileNotFoundError), held.opened(name) as file:
            file.read()


def test_what_lies_there_for_long_and_is_nobodys_is_taken_away(folder, noon):
    mine, strange, fresh = (held.keep([b"x"]) for _ in range(3))
    old = (noon - timedelta(days=3)).timestamp()
    for name in (mine, strange):
        os.utime(folder / name, (old, old))
    held.remove_strangers(lambda names: {mine} & set(names), now=noon)
    assert lies(folder) == sorted([mine, fresh])


def test_no_room_leaves_no_half_file(folder):
    with little_room(), pytest.raises(DiskFull, match="disk is full"):
        held.keep([CONTENT])
    assert lies(folder) == []


def sent(content, *, user, length=None):
    """What a form finds of a file that came in a request."""
    body = encode_multipart(BOUNDARY, {"file": uploaded(content)})
    request = RequestFactory().post("/", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
    request.user = user
    request.META["CONTENT_LENGTH"] = str(length or len(body))
    handlers = [MemoryFileUploadHandler(request), SealedUploadHandler(request)]
    _post, files = MultiPartParser(request.META, request, handlers).parse()
    return files["file"]


def uploaded(content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("care.json", content)


def test_it_is_sealed_while_it_comes_and_gone_with_its_request_unless_it_is_kept(folder, ana, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    first, second = sent(CONTENT, user=ana), sent(CONTENT, user=ana)
    assert isinstance(first, HeldUpload) and first.read() == CONTENT and first.size == len(CONTENT)
    assert CONTENT[:64] not in (folder / first.keep()).read_bytes()
    first.close()
    second.close()
    assert lies(folder) == [first.keep()]


def test_what_breaks_off_is_gone(folder, ana):
    handler = SealedUploadHandler(RequestFactory().post("/"))
    handler.new_file("file", "care.json", "", None)
    handler.receive_data_chunk(CONTENT, 0)
    assert len(lies(folder)) == 1
    del handler
    gc.collect()
    assert lies(folder) == []


def test_more_than_we_take_and_more_than_fits_beside_the_rest_say_so_when_it_is_read(
    folder, ana, settings, monkeypatch
):
    from django.contrib.auth.models import AnonymousUser

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    settings.LARGEST_FILE = 1_000_000
    assert "larger than 1 MB" in str(sent(CONTENT, user=ana).problem)
    monkeypatch.setattr(uploads, "LARGEST_OF_STRANGERS", 500_000)
    assert sent(CONTENT[:600_000], user=AnonymousUser()).problem.status == 413
    settings.LARGEST_FILE, settings.ROOM = 10**9, 10**18
    with pytest.raises(DiskFull):
        sent(CONTENT, user=ana, length=uploads.LONG + 1).read()
    with little_room():
        assert sent(CONTENT, user=ana).problem.status == 507
    gc.collect()
    assert lies(folder) == []
