"""Pages of a list by keyset: one statement a page, no counting, and no row twice or missing while others write.

    page = keyset(Update.objects.visible_to(member), order=("-posted_at", "-id"), after=request.GET.get("after"))

`order` must end in something unique, so that rows with the same time keep one place.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from myelin.base.errors import Refused

LONGEST_PAGE = 100
LONGEST_CURSOR = 1_000

type Place = str | int | float | bool | datetime | date | Decimal | UUID


class BadCursor(Refused):
    """The address names a place in the list that never was one."""

    status = 400

    def __init__(self) -> None:
        super().__init__(gettext("We lost your place in this list. Please start again from the top."))


@dataclass(frozen=True)
class Page[T]:
    """Some rows, and the cursor of the page after them (None on the last page)."""

    items: list[T]
    next: str | None

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def keyset(queryset: QuerySet[Any, Any], *, order: Sequence[str], after: str | None, size: int = 20) -> Page[Any]:
    """Return the rows after the cursor `after`, in `order`; from the top when `after` is empty.

    Raises:
        BadCursor: `after` was not made by this list.
    """
    size = max(1, min(size, LONGEST_PAGE))
    rows = queryset.order_by(*order)
    try:
        if after:
            rows = rows.filter(_behind(order, _read(after, len(order))))
        found = list(rows[: size + 1])
    except (ValueError, TypeError, OverflowError, ValidationError) as broken:
        if not after:
            raise
        raise BadCursor from broken
    items = found[:size]
    return Page(items=items, next=_write(items[-1], order) if len(found) > size else None)


def read_cursor(cursor: str, *kinds: type) -> list[Any]:
    """Return the values of a cursor made by `write_cursor`, one of each of `kinds`.

    Raises BadCursor when the cursor is broken or belongs to another list.
    """
    values = _read(cursor, len(kinds))
    if not all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise BadCursor
    return values


def write_cursor(*values: Place) -> str:
    """Return the cursor of a row in a list that is read by a statement of its own."""
    text = json.dumps([_pack(value) for value in values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _behind(order: Sequence[str], places: Sequence[Place]) -> Q:
    """Say "behind this place" as `a <= x AND (a < x OR (a = x AND b < y))`; an index can start at the first part."""
    names = [field.lstrip("-") for field in order]
    words = ["lt" if field.startswith("-") else "gt" for field in order]
    behind = Q()
    for depth in range(len(order)):
        same = {names[i]: places[i] for i in range(depth)}
        behind |= Q(**same, **{f"{names[depth]}__{words[depth]}": places[depth]})
    return Q(**{f"{names[0]}__{words[0]}e": places[0]}) & behind


def _write(row: Any, order: Sequence[str]) -> str:
    return write_cursor(*(_value(row, field.lstrip("-")) for field in order))


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _pack(value: Any) -> object:
    match value:
        case bool() | int() | float() | str():
            return value
        case datetime():
            return {"t": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case Decimal():
            return {"n": str(value)}
        case UUID():
            return {"u": str(value)}
    raise TypeError(f"A list cannot be ordered by {type(value).__name__}: it has no place in a cursor.")


def _read(cursor: str, number: int) -> list[Place]:
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError("too long")
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        values = json.loads(text)
        if not isinstance(values, list) or len(values) != number:
            raise ValueError("another list")
        return [_unpack(value) for value in values]
    except (ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error) as broken:
        raise BadCursor from broken


def _unpack(value: Any) -> Place:
    match value:
        case bool() | float():
            return value
        case int() if abs(value) < 2**63:
            return value
        case str() if "\0" not in value:
            return value
        case {"t": str(text)}:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError("a moment without a zone")
            return moment
        case {"d": str(text)}:
            return date.fromisoformat(text)
        case {"n": str(text)}:
            return Decimal(text)
        case {"u": str(text)}:
            return UUID(text)
    raise ValueError("not a place")
