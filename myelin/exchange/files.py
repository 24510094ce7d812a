"""What leaves the house, as files that are written piece by piece."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.utils import translation

from myelin.exchange import queries
from myelin.exchange.fhir.bundle import bundle
from myelin.exchange.tables.writing import tables
from myelin.members.models import Member

BUNDLE = "care.fhir.json"


def files_of(member: Member, *, now: datetime) -> Iterator[tuple[str, Iterator[bytes]]]:
    """All that this room can write of a member's care: each file's name, and its content in pieces."""
    yield BUNDLE, bundle(member, now=now)
    yield from tables(member, hidden=queries.none_hidden(()))


def bundle_file(member: Member, *, now: datetime) -> IO[bytes]:
    """The bundle as an open file that is gone when it is closed, in the member's language."""
    file = TemporaryFile()  # noqa: SIM115 - stays open for the answer that streams it
    with translation.override(member.language):
        for piece in bundle(member, now=now):
            file.write(piece)
    file.seek(0)
    return file


def tables_file(member: Member) -> IO[bytes]:
    """The tables as one ZIP."""
    file = TemporaryFile()  # noqa: SIM115 - stays open for the answer that streams it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        put(archive, tables(member, hidden=queries.none_hidden(())))
    file.seek(0)
    return file


def put(archive: zipfile.ZipFile, files: Iterator[tuple[str, Iterator[bytes]]], *, folder: str = "") -> None:
    """Write files into an archive, piece by piece."""
    for name, pieces in files:
        with archive.open(folder + name, "w") as file:
            for piece in pieces:
                file.write(piece)
