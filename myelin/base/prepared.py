"""Statements of the hottest pages, prepared by each connection: PostgreSQL reads and plans them once, not every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self, cast

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper

_NAMED = re.compile(r"%(?:\((\w+)\)s|%)")


def prepared() -> CursorWrapper:
    """A cursor for a text that is the same each time, but for its values; they are bound by name: `%(viewer)s`.

    Django joins values into the text, so that PostgreSQL meets a new statement each time, and planning the feed takes
    longer than running it. Everything else about this cursor is Django's: errors, transactions, counting in tests.
    """
    connection.ensure_connection()
    driver = cast("psycopg.Connection[Any]", connection.connection)
    if driver.prepare_threshold != 0:
        _get_ready(driver)
    # The stubs know only cursors that Django made.
    cursor = cast("CursorWrapper", _ByName(driver))
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


def _get_ready(driver: psycopg.Connection[Any]) -> None:
    """Prepare from the first time on, and plan once; Django's own cursors send whole texts, and notice neither.

    Left alone, PostgreSQL plans a feed in its first ninety days anew each time, for it guesses that knowing the days makes
    up for that; planning it takes three times as long as reading it. A statement that wants its values says so itself,
    as search does. Where the first one is rolled back, this is too, and that connection plans as PostgreSQL likes.
    """
    with connection.wrap_database_errors:  # so that a lost database is met as such, also here
        driver.execute("SET plan_cache_mode = force_generic_plan", prepare=False)
    driver.prepare_threshold = 0


class _ByName(psycopg.RawCursor[Any]):
    """Finds the names in a text once; psycopg would look again each time, because these texts are long.

    Values come in PostgreSQL's own form, which is read without a detour through text.
    """

    def execute(self, query: Any, params: Any = None, **how: Any) -> Self:
        text, names = _numbered(query)
        values = cast("Mapping[str, Any]", params or {})
        return super().execute(text, [values[name] for name in names], **{"binary": True, **how})


@lru_cache(maxsize=256)
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The text with `$1`, `$2` for its names, and the names in that order."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        name = found[1]
        return "%" if name is None else f"${names.setdefault(name, len(names) + 1)}"

    return _NAMED.sub(number, text).encode(), tuple(names)
