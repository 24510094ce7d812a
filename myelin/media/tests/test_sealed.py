"""Sealed files: unreadable on the disk, bound to their name, gone when nobody names them, handed out in parts."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.test import RequestFactory

from myelin.media import sealed
from myelin.media.serving import hand_out


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_it_comes_back_and_lies_unreadable():
    name = sealed.keep(b"a canary" * 100)
    assert sealed.read(name) == b"a canary" * 100
    assert b"canary" not in sealed.path_of(name).read_bytes()
    sealed.remove(name)
    sealed.remove(name)
    with pytest.raises(FileNotFoundError):
        sealed.read(name)


def test_what_was_changed_cut_moved_or_made_with_another_key_does_not_open(settings):
    one, other = sealed.keep(b"one"), sealed.keep(b"other")
    whole = sealed.path_of(one).read_bytes()
    for broken in (sealed.path_of(other).read_bytes(), whole[:-1], whole[:5], b"", whole[:-1] + bytes([whole[-1] ^ 1])):
        sealed.path_of(one).write_bytes(broken)
        with pytest.raises(FileNotFoundError):
            sealed.read(one)
    settings.FIELD_KEY = Fernet.generate_key().decode()
    with pytest.raises(FileNotFoundError):
        sealed.read(other)


def test_files_that_no_row_names_go_once_they_are_old(noon):
    known, stray, fresh = (sealed.keep(b"x") for _ in range(3))
    for name in (known, stray, fresh):
        old = (noon - timedelta(days=1 if name == fresh else 3)).timestamp()
        os.utime(sealed.path_of(name), (old, old))
    assert sealed.remove_strangers(lambda beginning: {known}, now=noon) == 1
    assert [sealed.path_of(name).exists() for name in (known, stray, fresh)] == [True, False, True]


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
