"""Find out which phone a file is from, and go through it. What is built to blow up is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from myelin.exchange.fhir.opening import Unreadable
from myelin.exchange.phone import apple, google
from myelin.exchange.phone.sums import Sums

LARGEST_INSIDE = 20_000_000_000
DENSEST = 200
"""So many times smaller than its content may a packed file be; Apple's own are some twenty times smaller."""
MOST_FILES = 200_000


@dataclass(frozen=True, slots=True)
class Far:
    """How far it is: how many elements or files were gone through, and per cent."""

    number: int
    done: int


def looks_like_one(beginning: bytes) -> bool:
    """Whether a file that begins so may be a phone's: packed, or XML."""
    return beginning.startswith(b"PK\x03\x04") or beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(file: IO[bytes], size: int, sums: Sums, zone: str, *, skip: int) -> Iterator[Far]:
    """Go through a file, from the `skip`th element on; says now and then how far it is. Raises Unreadable."""
    beginning = file.read(64)
    file.seek(0)
    if not beginning.startswith(b"PK\x03\x04"):
        yield from (Far(number, _percent(file.tell(), size)) for number in apple.read(file, sums, skip=skip))
        return
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _packed(archive, sums, zone, skip=skip)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError):
        raise Unreadable(_("This ZIP is damaged. Could you get it from your phone once more?")) from None


def _packed(archive: zipfile.ZipFile, sums: Sums, zone: str, *, skip: int) -> Iterator[Far]:
    inside = archive.infolist()
    whole = sum(one.file_size for one in inside)
    packed = sum(one.compress_size for one in inside)
    if len(inside) > MOST_FILES or whole > LARGEST_INSIDE or whole > max(packed, 10_000) * DENSEST:
        raise Unreadable(_("This ZIP unpacks to far more than a phone’s health file, so we did not read it."))
    pages = [one for one in inside if one.filename.lower().endswith(".xml") and "_cda" not in one.filename.lower()]
    if pages:
        page = max(pages, key=lambda one: one.file_size)
        with archive.open(page) as file:
            for number in apple.read(file, sums, skip=skip):
                yield Far(number, _percent(file.tell(), page.file_size))
    elif google.is_takeout(archive):
        files = len(inside)
        yield from (Far(number, _percent(number, files)) for number in google.read(archive, sums, zone, skip=skip))
    else:
        raise Unreadable(_("This ZIP holds no health data that we know: Apple Health’s export, or Google Fit’s."))


def _percent(part: int, whole: int) -> int:
    return min(99, part * 100 // max(whole, 1))
