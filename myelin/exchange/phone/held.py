"""A long file waits for the worker: encrypted, under a random name, and gone once it was read."""

from __future__ import annotations

import errno
import io
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from myelin.base.errors import DiskFull

LONGEST = timedelta(days=2)
"""A file that nobody has read by then is taken away."""
BLOCK = 16
PORTION = 1 << 20


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "held"


def keep(portions: Iterable[bytes]) -> str:
    """Write a file and return its name. Raises DiskFull; what was begun is taken away again."""
    name = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / name
    encryptor = _cipher(name, 0).encryptor()
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            for portion in portions:
                file.write(encryptor.update(portion))
    except OSError as problem:
        path.unlink(missing_ok=True)
        if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull from problem
        raise
    return name


def opened(name: str) -> io.BufferedReader:
    """The file for reading, from any place in it. Raises FileNotFoundError when it is gone."""
    return io.BufferedReader(_Held((folder() / name).open("rb"), name), PORTION)


def remove(name: str) -> None:
    """Take it away; a missing one is fine."""
    if name:
        (folder() / name).unlink(missing_ok=True)


def remove_old(*, now: datetime) -> None:
    """Take away what nobody read in time."""
    if folder().is_dir():
        for path in folder().iterdir():
            if path.stat().st_mtime < (now - LONGEST).timestamp():
                path.unlink(missing_ok=True)


class _Held(io.RawIOBase):
    """Decrypts while it is read. Counter mode, so that any place can be read without what stands before it."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is one
        place = self._file.tell()
        found = self._file.read(len(buffer))
        decryptor = _cipher(self._name, place // BLOCK).decryptor()
        decryptor.update(bytes(place % BLOCK))
        buffer[: len(found)] = decryptor.update(found)
        return len(found)

    def close(self) -> None:
        self._file.close()
        super().close()


def _cipher(name: str, block: int) -> Cipher[modes.CTR]:
    """Each file has a key of its own, so the counter may begin at the same number for all."""
    whole = urlsafe_b64decode(settings.FIELD_KEY)
    key = HKDF(SHA256(), 32, salt=None, info=f"held/{name}".encode()).derive(whole)
    return Cipher(algorithms.AES(key), modes.CTR(block.to_bytes(BLOCK, "big")))
