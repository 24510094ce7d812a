"""Files that only this install can read: pictures, voice notes, letters, and long files while they wait.

They lie encrypted in portions, the key outside the database, so that they come and are read without being whole anywhere.
Each file has a key of its own, and each portion is sealed with its place and whether it is the last one: a file that was
changed, cut, or put in the place of another does not open.
"""

from __future__ import annotations

import errno
import io
import os
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from myelin.base.errors import DiskFull

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""A full disk, a used-up quota, and a file beyond what this account may write."""
LARGEST_BYTES = 10 * 1024 * 1024
"""Of what a member attaches and we keep as it came."""
LOOSE_FOR = timedelta(days=2)
"""How long a file may lie there without a row that names it."""
PORTION = 1 << 18
TAG = 16

type Known = Callable[[Collection[str]], Collection[str]]
"""Says which of these names are still somebody's."""


class BrokenFile(FileNotFoundError):
    """It is not what was written under this name."""


class Shelf:
    """A folder of sealed files that one room answers for: it knows which of their names somebody still has."""

    def __init__(self, name: str, *, full: StrOrPromise = "") -> None:
        self.name, self._full = name, full

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return Path(settings.MEDIA_ROOT) / self.name

    def path_of(self, name: str) -> Path:
        """Where one lies; folders by the first letters keep each of them small."""
        return self.folder / name[:2] / name

    def no_room(self) -> DiskFull:
        """What is said when the disk is full."""
        return DiskFull(str(self._full))

    def begin(self) -> Writer:
        """A file that is sealed while it comes, under a name of its own. Raises DiskFull."""
        return Writer(self, secrets.token_hex(16))

    def keep(self, pieces: Iterable[bytes], *, name: str = "") -> str:
        """Write a file and return its name. Raises DiskFull; what was begun is taken away again.

        name: given once in all time, or again with the same content.
        """
        writer = Writer(self, name) if name else self.begin()
        try:
            for piece in pieces:
                writer.write(piece)
            writer.close()
        except BaseException:
            writer.give_up()
            raise
        return writer.name

    def read(self, name: str) -> bytes:
        """All of a file. Raises FileNotFoundError when it is gone, or is not what was kept under this name."""
        with self.opened(name) as file:
            return file.read()

    def opened(self, name: str) -> io.BufferedReader:
        """The file for reading, from any place in it.

        Raises FileNotFoundError when it is gone, and BrokenFile in a place that is not what was written there.
        """
        return io.BufferedReader(_Sealed(self.path_of(name).open("rb"), _cipher(self, name)), PORTION)

    def remove(self, name: str) -> None:
        """Take it away; a missing one is fine."""
        if name:
            self.path_of(name).unlink(missing_ok=True)

    def remove_strangers(self, known: Known, *, now: datetime) -> int:
        """Take away what lies there for long and is nobody's: for a row that never came, or half written. Says how many."""
        gone = 0
        for part in self.folder.glob("??"):
            old = {path.name for path in part.iterdir() if path.stat().st_mtime < (now - LOOSE_FOR).timestamp()}
            strange = old - set(known(old)) if old else old
            for name in strange:
                (part / name).unlink(missing_ok=True)
            gone += len(strange)
        return gone


PICTURES = Shelf("pictures")
CARE = Shelf("care")
"""Voice notes and letters."""
HELD = Shelf("held", full=_("We could not keep this file: our disk is full. Could you try again tomorrow?"))
"""Long files that wait to be read."""


class Writer:
    """Seals a file while it comes. It has its name once it is whole; until then, whoever began it closes it or gives it up."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        """Begin a file. Raises DiskFull."""
        self.name, self.size, self._shelf = name, 0, shelf
        self._path, self._cipher = shelf.path_of(name), _cipher(shelf, name)
        self._waiting, self._number = bytearray(), 0
        self._begun = self._path.with_name(f"{name}.{secrets.token_hex(8)}.begun")
        with self._or_full():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = os.fdopen(os.open(self._begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, content: bytes) -> int:
        """Add a piece. Raises DiskFull."""
        self.size += len(content)
        self._waiting += content
        while len(self._waiting) > PORTION:
            self._seal(bytes(self._waiting[:PORTION]), is_last=False)
            del self._waiting[:PORTION]
        return len(content)

    def flush(self) -> None:
        """Nothing: what is less than a portion waits in memory."""

    def close(self) -> None:
        """Seal the end, see it on the disk, and give it its name. Raises DiskFull."""
        self._seal(bytes(self._waiting), is_last=True)
        with self._or_full():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._begun.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

    def give_up(self) -> None:
        """Take away what was written, unless it is whole."""
        # What still waits to be written would not fit either.
        with suppress(OSError):
            self._file.close()
        self._begun.unlink(missing_ok=True)

    def _seal(self, content: bytes, *, is_last: bool) -> None:
        with self._or_full():
            self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), content, None))
        self._number += 1

    @contextmanager
    def _or_full(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            if problem.errno in NO_ROOM:
                raise self._shelf.no_room() from problem
            raise


class _Sealed(io.RawIOBase):
    """Decrypts while it is read, and keeps one portion."""

    def __init__(self, file: BinaryIO, cipher: AESGCM) -> None:
        self._file, self._cipher = file, cipher
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


def _cipher(shelf: Shelf, name: str) -> AESGCM:
    """Each file has a key of its own, so places may be counted from 0 in all of them."""
    whole = urlsafe_b64decode(settings.FIELD_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=f"{shelf.name}/{name}".encode()).derive(whole))
