"""Files that earlier versions kept: readable after the update, in clear nowhere, and nothing lost when it is killed."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from myelin.base.errors import DiskFull
from myelin.media import actions, earlier, files
from myelin.media.models import Picture
from myelin.media.sealed import CARE, HELD, PICTURES
from myelin.media.tests.test_no_room import little_room

pytestmark = pytest.mark.usefixtures("folder")

PLANTED = b"kanari-of-a-paper" * 20_000


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def clear(folder: Path, number: int) -> str:
    """The two widths of a picture as they lay there."""
    name = f"{number:02x}" + secrets.token_hex(15)
    for width in files.WIDTHS:
        put(folder / "pictures" / name[:2] / f"{name}-{width}.webp", PLANTED + b"%d" % width)
    return name


def in_one_piece(folder: Path, settings, name: str) -> Path:
    """A voice note or a letter as it lay there."""
    key = HKDF(SHA256(), 32, salt=None, info=b"media/sealed").derive(urlsafe_b64decode(settings.FIELD_KEY))
    nonce = secrets.token_bytes(12)
    return put(folder / "sealed" / name[:2] / name, nonce + AESGCM(key).encrypt(nonce, b"a letter", name.encode()))


def in_clear(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and PLANTED[:34] in path.read_bytes()]


def test_all_of_it_is_sealed_as_files_are_now_and_what_does_not_open_stays(folder, settings, ana, noon):
    name, letter, broken = clear(folder, 1), secrets.token_hex(16), secrets.token_hex(16)
    in_one_piece(folder, settings, letter)
    strange = put(folder / "sealed" / broken[:2] / broken, b"sealed with another key")
    waiting = HELD.keep([b"a long file"])
    HELD.path_of(waiting).replace(HELD.folder / waiting)
    half = put(folder / "pictures" / "ab" / "half-480.77.part", PLANTED)
    old = (noon - timedelta(days=1)).timestamp()
    os.utime(half, (old, old))
    assert earlier.seal_anew(now=noon) == 3
    assert in_clear(folder) == []
    picture = Picture(owner=ana, name=name)
    assert [files.read_picture(picture, width) for width in files.WIDTHS] == [PLANTED + b"480", PLANTED + b"1280"]
    assert CARE.read(letter) == b"a letter" and HELD.read(waiting) == b"a long file"
    assert [path.name for path in (folder / "sealed").glob("??/*")] == [strange.name]
    assert earlier.seal_anew(now=noon) == 0


@pytest.mark.parametrize("step", ["before it is sealed", "half sealed", "before the clear one goes"])
def test_killed_anywhere_it_goes_on_and_loses_nothing(folder, ana, noon, monkeypatch, step):
    class Killed(BaseException):
        """Nobody tidies up after it."""

    names, turns = [clear(folder, number) for number in range(3)], 0
    keep = PICTURES.keep

    def until_killed(pieces, *, name):
        nonlocal turns
        turns += 1
        if turns == 3 and step == "half sealed":
            put(PICTURES.path_of(f"{name}.0123456789abcdef.begun"), b"half of it")
        if turns == 3 and step == "before the clear one goes":
            keep(pieces, name=name)
        if turns == 3:
            raise Killed
        return keep(pieces, name=name)

    monkeypatch.setattr(PICTURES, "keep", until_killed)
    with pytest.raises(Killed):
        earlier.seal_anew(now=noon)
    assert len(in_clear(folder)) == 4, "each clear one stays until its sealed one is there"
    monkeypatch.undo()
    earlier.seal_anew(now=noon)
    assert in_clear(folder) == []
    for name in names:
        assert files.read_picture(Picture(owner=ana, name=name), 480) == PLANTED + b"480"


def test_a_full_disk_loses_nothing_and_the_night_goes_on_with_it(folder, ana, noon):
    name = clear(folder, 1)
    with little_room(), pytest.raises(DiskFull):
        earlier.seal_anew(now=noon)
    assert len(in_clear(folder)) == len(files.WIDTHS) == len([path for path in folder.rglob("*") if path.is_file()])
    kept = Picture.objects.create(owner=ana, name=name, width=1, height=1, made_at=noon)
    stray = clear(folder, 2)
    actions.remove_stray_files(now=noon)
    for path in folder.rglob("*-*"):
        os.utime(path, ((noon - timedelta(days=3)).timestamp(),) * 2)
    assert actions.remove_stray_files(now=noon) == len(files.WIDTHS)
    assert files.read_picture(kept, 1280) == PLANTED + b"1280"
    with pytest.raises(FileNotFoundError):
        PICTURES.read(files.name_of(stray, 480))
