"""A table (CSV) line by line, however long it is: no more of it is in memory than one line."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import IO

from django.utils.translation import gettext as _

from myelin.exchange.fhir.opening import Unreadable
from myelin.exchange.tables.writing import plain

LONGEST = 1_000_000
"""Characters of one line of text. A note of ours has 10,000 at most."""
IN_UTF_8, OF_OLD = "utf-8-sig", "cp1252"
"""How tables are written: most of them today, and those of older programs."""

type Line = Mapping[str, str]


class Lines:
    """The lines of a table below its header that say something, each time from the first one on.

    Raises Unreadable, with a sentence, and UnicodeDecodeError where it is not written in `encoding`.
    """

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file, self._encoding = file, encoding
        with_header = self._rows()
        self.header: Sequence[str] = next(with_header, (0, []))[1]
        with_header.close()
        if len(self.header) < 2:
            raise nothing_in_it()

    def __iter__(self) -> Iterator[tuple[int, Line]]:
        """Each with its number in the file."""
        for place, (number, row) in enumerate(self._rows()):
            if place and any(cell.strip() for cell in row):
                yield number, dict(zip(self.header, (plain(cell.strip()) for cell in row), strict=False))

    def _rows(self) -> Generator[tuple[int, list[str]]]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._encoding, errors=self._errors, newline="")
        try:
            pieces = _pieces(text)
            first = next(pieces, "")
            mark = max((",", ";", "\t"), key=first.count)
            rows = csv.reader(_after(first, pieces), delimiter=mark)
            for row in rows:
                yield rows.line_num, row
        except csv.Error:
            raise Unreadable(_("We cannot read this as a table. Could you save it as CSV once more?")) from None
        finally:
            text.detach()

    @property
    def _errors(self) -> str:
        return "strict" if self._encoding == IN_UTF_8 else "replace"


def nothing_in_it() -> Unreadable:
    """For a file without lines."""
    return Unreadable(_("We found no lines in this file. It should be a table (CSV) or a FHIR file (JSON)."))


def _pieces(text: io.TextIOWrapper) -> Iterator[str]:
    """Line by line, none of them longer than `LONGEST`: a file without line ends is no table."""
    while piece := text.readline(LONGEST):
        if len(piece) == LONGEST or (text.encoding == OF_OLD and "\x00" in piece):
            raise Unreadable(_("We cannot read this file. It should be a table (CSV) or a FHIR file (JSON)."))
        yield piece


def _after(first: str, pieces: Iterator[str]) -> Iterator[str]:
    yield first
    yield from pieces
