"""What earlier versions kept in another way, sealed as files are sealed now.

A start does this before it serves a page, and the night does it again, for what another machine still kept in the old way.
It can be killed anywhere: a file is taken away only once the sealed one is on the disk, and the next turn goes on behind it.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from myelin.media.sealed import CARE, HELD, PICTURES, Shelf

NONCE = 12
HALF_FOR = timedelta(hours=1)
"""No file takes longer to be written, so a half one of this age belongs to a process that ended."""


def seal_anew(*, now: datetime) -> int:
    """Bring everything into today's way; says how many files. Raises DiskFull; what is done stays done."""
    done = 0
    for path in PICTURES.folder.glob("??/*.webp"):
        done += _seal(path, PICTURES, path.stem, Path.read_bytes)
    for path in (Path(settings.MEDIA_ROOT) / "sealed").glob("??/*"):
        done += _seal(path, CARE, path.name, _opened)
    # Long files were sealed as they are now, in one folder for all.
    for path in HELD.folder.glob("?" * 32):
        HELD.path_of(path.name).parent.mkdir(exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            path.replace(HELD.path_of(path.name))
    for path in PICTURES.folder.glob("??/*.part"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < (now - HALF_FOR).timestamp():
                path.unlink()
    return done


def _seal(path: Path, shelf: Shelf, name: str, content: Callable[[Path], bytes]) -> int:
    """What is gone meanwhile has nothing to be sealed, and what does not open is left as it is."""
    try:
        shelf.keep([content(path)], name=name)
    except (FileNotFoundError, InvalidTag, ValueError):
        return 0
    path.unlink(missing_ok=True)
    return 1


def _opened(path: Path) -> bytes:
    """A voice note or a letter: one piece, with one key for all of them, bound to its name."""
    sealed = path.read_bytes()
    key = HKDF(SHA256(), 32, salt=None, info=b"media/sealed").derive(urlsafe_b64decode(settings.FIELD_KEY))
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], path.name.encode())
