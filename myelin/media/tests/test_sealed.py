"""Sealed files: unreadable on the disk, read from any place, bound to their name, gone when nobody names them."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.test import RequestFactory

from myelin.base.errors import DiskFull
from myelin.media.sealed import CARE, HELD, PICTURES, PORTION, TAG
from myelin.media.serving import hand_out
from myelin.media.tests.lying import names
from myelin.media.tests.test_no_room import little_room

pytestmark = pytest.mark.usefixtures("folder")

CONTENT = bytes(range(256)) * 4_096 + b"the end"


@pytest.mark.parametrize("size", [0, 1, PORTION, PORTION + 1, len(CONTENT)])
def test_it_is_read_from_any_place_and_none_of_it_lies_in_clear(size):
    content = CONTENT[:size]
    name = HELD.keep([content[:1_001], content[1_001:]])
    assert HELD.read(name) == content
    with HELD.opened(name) as file:
        for place in (0, 15, size // 2, max(0, size - 5)):
            file.seek(place)
            assert file.read(50) == content[place : place + 50]
    assert not content or content[:64] not in HELD.path_of(name).read_bytes() or size < 16
    for _twice in range(2):
        HELD.remove(name)
    with pytest.raises(FileNotFoundError):
        HELD.read(name)


def test_what_was_changed_cut_moved_or_made_with_another_key_does_not_open(settings):
    name, other = CARE.keep([CONTENT]), CARE.keep([CONTENT])
    PICTURES.keep([CONTENT], name=name)
    path = CARE.path_of(name)
    sealed, portion = path.read_bytes(), PORTION + TAG
    flipped = sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:]
    swapped = sealed[portion : 2 * portion] + sealed[:portion] + sealed[2 * portion :]
    moved = [CARE.path_of(other).read_bytes(), PICTURES.path_of(name).read_bytes()]
    for broken in (flipped, swapped, sealed[:-1], sealed[:portion], sealed[:5], b"", *moved):
        path.write_bytes(broken)
        with pytest.raises(FileNotFoundError):
            CARE.read(name)
    settings.FIELD_KEY = Fernet.generate_key().decode()
    with pytest.raises(FileNotFoundError):
        CARE.read(other)


def test_what_no_row_names_and_what_a_killed_process_left_goes_once_it_is_old(noon, folder):
    known, _stray, fresh = (CARE.keep([b"x"]) for _ in range(3))
    for shelf in (CARE, HELD):
        # Killed in the middle: nobody closes it, and nobody gives it up.
        shelf.begin().write(CONTENT)
    for path in (path for path in folder.rglob("*") if path.is_file()):
        assert CONTENT[:64] not in path.read_bytes()
        old = (noon - timedelta(days=1 if path.name == fresh else 3)).timestamp()
        os.utime(path, (old, old))
    assert CARE.remove_strangers(lambda names: {known} & set(names), now=noon) == 2
    assert names(CARE.folder) == sorted([known, fresh]) and len(names(HELD.folder)) == 1


def test_no_room_leaves_no_half_file(folder):
    with little_room(), pytest.raises(DiskFull, match="this file: our disk is full"):
        HELD.keep([CONTENT])
    with little_room(), pytest.raises(DiskFull, match="words are still here"):
        CARE.keep([CONTENT])
    assert names(folder) == []


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("", 200, b"0123456789", None),
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-99", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("pages=1-2", 200, b"0123456789", None),
    ],
)
def test_a_part_of_it_can_be_asked_for(asked, status, part, told):
    request = RequestFactory().get("/", headers={"Range": asked} if asked else {})
    answer = hand_out(request, b"0123456789", content_type="audio/wav", name="voice-note")
    assert (answer.status_code, answer.content, answer.headers.get("Content-Range")) == (status, part, told)
    assert answer["Cache-Control"] == "no-store"
