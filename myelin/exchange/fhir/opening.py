"""Open a file that somebody sent: a bundle, single resources, or one resource a line (NDJSON). Nothing in it is trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.exchange.fhir.words import Resource

LARGEST = 20_000_000
"""Bytes of a file that is read at once."""
DEEPEST = 40
"""How deep values may lie in one another; FHIR's own resources stay below twenty."""
MOST = 20_000
"""Entries of one file."""


class Unreadable(Refused):
    """The file is not one that we can open."""

    status = 422


def opened(content: bytes) -> list[Resource]:
    """The resources of a file, in its order.

    Raises Unreadable, with a sentence: too large, not FHIR, too deep, too many, about several people.
    """
    if len(content) > LARGEST:
        raise Unreadable(_("This file is larger than 20 MB. Could you ask for a part of it, such as the last years?"))
    found: list[Resource] = []
    for value in _values(content):
        found += _resources(value)
        if len(found) > MOST:
            raise Unreadable(_("This file has more than 20,000 entries. Could you ask for a part of it?"))
    if not found:
        raise Unreadable(_("We found no FHIR entry in this file. It may be of another kind."))
    if len({str(one.get("id")) for one in found if one["resourceType"] == "Patient"}) > 1:
        raise Unreadable(_("This file is about more than one person, so we did not read it."))
    return found


def _values(content: bytes) -> Iterator[Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_fhir() from None
    try:
        yield json.loads(text)
        return
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
    for line in lines if len(lines) > 1 else [""]:
        try:
            yield json.loads(line)
        except RecursionError:
            raise _too_deep() from None
        except ValueError:
            raise _not_fhir() from None


def _resources(value: Any) -> list[Resource]:
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        raise _not_fhir()
    if _depth(value) > DEEPEST:
        raise _too_deep()
    if value["resourceType"] != "Bundle":
        return [value]
    entries = value.get("entry") or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _not_fhir()
    return [_named(entry) for entry in entries if _is_resource(entry.get("resource"))]


def _named(entry: Mapping[str, Any]) -> Resource:
    """The resource of an entry, with the address by which others in the file point to it."""
    return {**entry["resource"], "_fullUrl": str(entry.get("fullUrl") or "")}


def _is_resource(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("resourceType"), str)


def _depth(value: Any) -> int:
    """How deep values lie in one another, without climbing down by recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST + 10:
            return depth
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting.extend((each, depth + 1) for each in inner)
    return deepest


def _not_fhir() -> Unreadable:
    return Unreadable(_("This is not a FHIR file: it should be JSON, as hospitals and health apps export it."))


def _too_deep() -> Unreadable:
    return Unreadable(_("This file is nested deeper than any FHIR file needs, so we did not read it."))
