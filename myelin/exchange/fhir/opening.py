"""Open a FHIR file that somebody sent: a bundle, single resources, or one resource a line (NDJSON). Nothing in it is
trusted, and no more than one of its entries is in memory at a time.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.exchange.fhir.words import Resource, said_by

PIECE = 1 << 20
LONGEST = 20_000_000
"""Characters of one entry; a letter that lies inside of one stays below."""
DEEPEST = 40
"""How deep values may lie in one another; FHIR's own resources stay below twenty."""
MOST = 50_000
"""Entries of one file."""
POINTED_TO = {"Medication", "MedicationStatement", "MedicationRequest"}
MOST_POINTED_TO = 20_000_000
"""Characters of entries that others may point to, which are kept while a file is read."""

type Entry = tuple[Resource, int]
"""A resource, and how long it is in the file."""


class Unreadable(Refused):
    """The file is not one that we can open."""

    status = 422


class Contents:
    """What has to be known of a whole file before its first entry can be understood.

    pointed_to: the entries to which others may point, and treatments.
    """

    def __init__(self) -> None:
        self.number = 0
        self.pointed_to: list[Resource] = []
        self._length = 0
        self._people: set[str] = set()

    def add(self, resource: Resource, length: int) -> None:
        """Look at one more entry. Raises Unreadable: too many, about several people."""
        self.number += 1
        kind = resource["resourceType"]
        if kind == "Patient":
            self._people.add(str(resource.get("id"))[:200])
        if kind in POINTED_TO or (kind == "Observation" and _is_measure(resource)):
            self.pointed_to.append(resource)
            self._length += length
        if self.number > MOST or self._length > MOST_POINTED_TO:
            raise Unreadable(_("This file has more entries than we can read. Could you ask for a part of it?"))
        if len(self._people) > 1:
            raise Unreadable(_("This file is about more than one person, so we did not read it."))

    def check(self) -> None:
        """Raises Unreadable when there is nothing in it."""
        if not self.number:
            raise Unreadable(_("We found no FHIR entry in this file. It may be of another kind."))


def _is_measure(resource: Resource) -> bool:
    """Whether it is a value of a test of ours, which the test points to."""
    try:
        return said_by(resource).get("kind") == "measure"
    except TypeError:
        return False


def entries(file: IO[bytes]) -> Iterator[Entry]:
    """The resources of a file, in its order. Raises Unreadable, with a sentence: not FHIR, too deep, too long."""
    text = _Text(file)
    while text.next():
        yield from _document(text)


def _document(text: _Text) -> Iterator[Entry]:
    """One value of the file: a resource, or a bundle of them."""
    if text.next() != "{":
        text.value()
        raise _not_fhir()
    said: dict[str, Any] = {}
    length = 0
    for name in _names(text):
        if name == "entry" and text.next() == "[":
            yield from _inside(text)
            continue
        said[name], more = text.value()
        length += more
        if length > LONGEST:
            raise _too_long()
    kind = said.get("resourceType")
    if not isinstance(kind, str) or (kind == "Bundle" and said.get("entry")):
        raise _not_fhir()
    _check_depth(said)
    if kind != "Bundle":
        yield said, length


def _names(text: _Text) -> Iterator[str]:
    """The names in an object; after each stands its value, which whoever asks takes."""
    text.take("{")
    while text.next() != "}":
        name, _length = text.value()
        if not isinstance(name, str):
            raise _not_fhir()
        text.take(":")
        yield name
        if text.next() != "}":
            text.take(",")
            if text.next() == "}":
                raise _not_fhir()
    text.take("}")


def _inside(text: _Text) -> Iterator[Entry]:
    """The resources of a bundle, each with the address by which others in the file point to it."""
    text.take("[")
    while text.next() != "]":
        entry, length = text.value()
        if not isinstance(entry, dict):
            raise _not_fhir()
        _check_depth(entry)
        resource = entry.get("resource")
        if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
            yield {**resource, "_fullUrl": str(entry.get("fullUrl") or "")}, length
        if text.next() != "]":
            text.take(",")
    text.take("]")


class _Text:
    """The text of a file, a piece at a time."""

    _blank = re.compile(r"[ \t\r\n]*")
    _decode = json.JSONDecoder().raw_decode

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._decoder = file, codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._place, self._is_whole = "", 0, False

    def next(self) -> str:
        """The next character that is not blank, which stays; nothing at the end."""
        while True:
            blank = self._blank.match(self._text, self._place)
            self._place = blank.end() if blank else self._place
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def take(self, mark: str) -> None:
        """Go past the mark that has to be next."""
        if self.next() != mark:
            raise _not_fhir()
        self._place += 1

    def value(self) -> tuple[Any, int]:
        """The value that is next, and how long it is."""
        self.next()
        while True:
            try:
                value, end = self._decode(self._text, self._place)
            except RecursionError:
                raise _too_deep() from None
            except ValueError:
                if self._more():
                    continue
                raise _not_fhir() from None
            # A number may go on in the next piece; everything else says where it ends.
            if end == len(self._text) and isinstance(value, int | float) and self._more():
                continue
            length, self._place = end - self._place, end
            return value, length

    def _more(self) -> bool:
        """Read one more piece; says whether there was one. What was gone past is forgotten."""
        if self._is_whole:
            return False
        if len(self._text) - self._place > LONGEST:
            raise _too_long()
        piece = self._file.read(PIECE)
        self._is_whole = not piece
        try:
            more = self._decoder.decode(piece, final=self._is_whole)
        except UnicodeDecodeError:
            raise _not_fhir() from None
        self._text, self._place = self._text[self._place :] + more, 0
        return True


def _check_depth(value: Any) -> None:
    """Look how deep values lie in one another, without climbing down by recursion."""
    waiting = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep()
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting.extend((each, depth + 1) for each in inner)


def _not_fhir() -> Unreadable:
    return Unreadable(_("This is not a FHIR file: it should be JSON, as hospitals and health apps export it."))


def _too_deep() -> Unreadable:
    return Unreadable(_("This file is nested deeper than any FHIR file needs, so we did not read it."))


def _too_long() -> Unreadable:
    return Unreadable(_("One entry of this file is larger than 20 MB, so we did not read it."))
