"""Files that only this install can read: a voice note, a letter. They lie encrypted, the key outside the database.

Each is one piece, sealed with its own name: a file that was changed, cut, or put in the place of another does not open.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from myelin.base.errors import DiskFull
from myelin.media.files import NO_ROOM, write

LARGEST_BYTES = 10 * 1024 * 1024
LOOSE_FOR = timedelta(days=2)
"""How long a file may lie there without a row that names it."""
NONCE = 12

type Known = Callable[[str], Collection[str]]
"""Says which names that begin so are still somebody's."""


def keep(content: bytes) -> str:
    """Seal a file and return its name. Raises DiskFull; what was begun is taken away again."""
    name, nonce = secrets.token_hex(16), secrets.token_bytes(NONCE)
    try:
        write(path_of(name), nonce + _cipher().encrypt(nonce, content, name.encode()))
    except OSError as problem:
        path_of(name).unlink(missing_ok=True)
        if problem.errno in NO_ROOM:
            raise DiskFull from problem
        raise
    return name


def read(name: str) -> bytes:
    """What was sealed. Raises FileNotFoundError when it is gone, or is not what was kept under this name."""
    sealed = path_of(name).read_bytes()
    try:
        return _cipher().decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
    except (InvalidTag, ValueError) as broken:
        raise FileNotFoundError(name) from broken


def remove(name: str) -> None:
    """Take it away; a missing one is fine."""
    path_of(name).unlink(missing_ok=True)


def remove_strangers(known: Known, *, now: datetime) -> int:
    """Take away files that no row names: what was written for a row that never came. Says how many."""
    gone = 0
    for shelf in _folder().glob("??"):
        names = known(shelf.name)
        for path in shelf.iterdir():
            if path.name not in names and path.stat().st_mtime < (now - LOOSE_FOR).timestamp():
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def path_of(name: str) -> Path:
    """Where it lies; folders by the first letters keep each of them small."""
    return _folder() / name[:2] / name


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "sealed"


def _cipher() -> AESGCM:
    whole = urlsafe_b64decode(settings.FIELD_KEY)
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"media/sealed").derive(whole))
