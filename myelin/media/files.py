"""The files of pictures in the data folder: two widths each, written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from myelin.base.errors import DiskFull
from myelin.media.models import Picture

WIDTHS = (480, 1280)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""A full disk, a used-up quota, and a file beyond what this account may write."""


def path_of(name: str, width: int) -> Path:
    """Where one width of a picture lies; folders by the first letters keep each of them small."""
    return Path(settings.MEDIA_ROOT) / "pictures" / name[:2] / f"{name}-{width}.webp"


def open_picture(picture: Picture, width: int) -> BinaryIO:
    """One width of a picture for reading. Raises FileNotFoundError for any other width."""
    if width not in WIDTHS:
        raise FileNotFoundError(width)
    return path_of(picture.name, width).open("rb")


def keep(name: str, drawn: dict[int, bytes]) -> None:
    """Write all widths of a picture, or none.

    Raises DiskFull when there is no room; what was begun is taken away again.
    """
    done: list[Path] = []
    try:
        for width, content in drawn.items():
            done.append(path_of(name, width))
            write(done[-1], content)
    except OSError as problem:
        for path in done:
            path.unlink(missing_ok=True)
        if problem.errno in NO_ROOM:
            raise DiskFull from problem
        raise


def remove(name: str) -> None:
    """Take a picture's files away; missing ones are fine."""
    for width in WIDTHS:
        path_of(name, width).unlink(missing_ok=True)


def write(path: Path, content: bytes) -> None:
    """Write one file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}.part")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
