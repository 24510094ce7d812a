"""Large files that wait to be read: encrypted in portions, so that they come and are read without being whole anywhere.

Each file has a key of its own, and each portion is sealed with its place and whether it is the last one: a file that was
changed, cut, or put together of others does not open. The key lies outside the database.
"""

from __future__ import annotations

import io
import os
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from myelin.base.errors import DiskFull
from myelin.media.files import NO_ROOM

LONGEST = timedelta(days=2)
"""So long a file may wait; what lies there without a row that names it, too."""
PORTION = 1 << 18
TAG = 16

type Known = Callable[[Collection[str]], Collection[str]]
"""Says which of these names are still somebody's."""


class Writer:
    """Seals a file while it comes. What is not closed in the end has to be removed by whoever began it."""

    def __init__(self) -> None:
        """Begin a file. Raises DiskFull."""
        self.name, self.size = secrets.token_hex(16), 0
        self._cipher, self._waiting, self._number = _cipher(self.name), bytearray(), 0
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder() / self.name
        self._file = self._or_full(lambda: os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"))

    def write(self, content: bytes) -> None:
        """Add a piece. Raises DiskFull."""
        self.size += len(content)
        self._waiting += content
        while len(self._waiting) > PORTION:
            self._seal(bytes(self._waiting[:PORTION]), is_last=False)
            del self._waiting[:PORTION]

    def close(self) -> None:
        """Seal the end, and see it on the disk. Raises DiskFull."""
        self._seal(bytes(self._waiting), is_last=True)
        self._or_full(self._settle)

    def give_up(self) -> None:
        """Take away what was written."""
        self._file.close()
        remove(self.name)

    def _seal(self, content: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last=is_last), content, None)
        self._or_full(lambda: self._file.write(sealed))
        self._number += 1

    def _settle(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        shelf = os.open(folder(), os.O_RDONLY)
        os.fsync(shelf)
        os.close(shelf)

    def _or_full[T](self, work: Callable[[], T]) -> T:
        try:
            return work()
        except OSError as problem:
            if problem.errno in NO_ROOM:
                raise full() from problem
            raise


def keep(pieces: Iterable[bytes]) -> str:
    """Write a file and return its name. Raises DiskFull; what was begun is taken away again."""
    writer = Writer()
    try:
        for piece in pieces:
            writer.write(piece)
        writer.close()
    except BaseException:
        remove(writer.name)
        raise
    return writer.name


def opened(name: str) -> io.BufferedReader:
    """The file for reading, from any place in it.

    Raises FileNotFoundError when it is gone, and BrokenFile in a place that is not what was written there.
    """
    return io.BufferedReader(_Held((folder() / name).open("rb"), name), PORTION)


def remove(name: str) -> None:
    """Take it away; a missing one is fine."""
    if name:
        (folder() / name).unlink(missing_ok=True)


def remove_strangers(known: Known, *, now: datetime) -> None:
    """Take away what lies there for long and is nobody's: of an upload that ended with its server."""
    if not folder().is_dir():
        return
    old = {path.name for path in folder().iterdir() if path.stat().st_mtime < (now - LONGEST).timestamp()}
    for name in old - set(known(old)):
        remove(name)


def full() -> DiskFull:
    """What is said when there is no room for a file."""
    return DiskFull(_("We could not keep this file: our disk is full. Could you try again tomorrow?"))


def folder() -> Path:
    """Where they wait."""
    return Path(settings.MEDIA_ROOT) / "held"


class BrokenFile(FileNotFoundError):
    """It is not what was written under this name."""


class _Held(io.RawIOBase):
    """Decrypts while it is read, and keeps one portion."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._cipher = file, _cipher(name)
        sealed = file.seek(0, io.SEEK_END)
        self._last = max(0, (sealed - 1) // (PORTION + TAG))
        self._size = sealed - (self._last + 1) * TAG
        self._place, self._number, self._portion = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence])
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is one
        number, start = divmod(self._place, PORTION)
        if number > self._last or (self._place and self._place >= self._size):
            return 0
        found = self._open(number)[start : start + len(buffer)]
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _open(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(number * (PORTION + TAG))
            sealed = self._file.read(PORTION + TAG)
            try:
                self._portion = self._cipher.decrypt(_nonce(number, is_last=number == self._last), sealed, None)
            except (InvalidTag, ValueError) as broken:
                raise BrokenFile from broken
            self._number = number
        return self._portion


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _cipher(name: str) -> AESGCM:
    """Each file has a key of its own, so places may be counted from 0 in all of them."""
    whole = urlsafe_b64decode(settings.FIELD_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=f"held/{name}".encode()).derive(whole))
