"""What is too large for memory is sealed while it comes, and is gone with its request unless somebody keeps it."""

from __future__ import annotations

import gc

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory
from django.test.client import BOUNDARY, encode_multipart

from myelin.base.errors import DiskFull
from myelin.media import uploads
from myelin.media.sealed import HELD
from myelin.media.tests.lying import names
from myelin.media.tests.test_no_room import little_room
from myelin.media.uploads import HeldUpload, SealedUploadHandler

pytestmark = pytest.mark.usefixtures("folder")

CONTENT = bytes(range(256)) * 4_096 + b"the end"


def sent(content, *, user, length=None):
    """What a form finds of a file that came in a request."""
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("care.json", content)})
    request = RequestFactory().post("/", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
    request.user = user
    request.META["CONTENT_LENGTH"] = str(length or len(body))
    handlers = [MemoryFileUploadHandler(request), SealedUploadHandler(request)]
    _post, files = MultiPartParser(request.META, request, handlers).parse()
    return files["file"]


def test_it_is_sealed_while_it_comes_and_gone_with_its_request_unless_it_is_kept(folder, ana, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    first, second = sent(CONTENT, user=ana), sent(CONTENT, user=ana)
    assert isinstance(first, HeldUpload) and first.read() == CONTENT and first.size == len(CONTENT)
    assert CONTENT[:64] not in HELD.path_of(first.keep()).read_bytes()
    first.close()
    second.close()
    assert names(folder) == [first.keep()]


def test_what_breaks_off_is_gone(folder, ana):
    handler = SealedUploadHandler(RequestFactory().post("/"))
    handler.new_file("file", "care.json", "", None)
    handler.receive_data_chunk(CONTENT, 0)
    assert len(names(folder)) == 1
    del handler
    gc.collect()
    assert names(folder) == []


def test_more_than_we_take_and_more_than_fits_beside_the_rest_say_so_when_it_is_read(
    folder, ana, settings, monkeypatch
):
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
    assert names(folder) == []
