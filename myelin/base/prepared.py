"""Statements of the hottest pages, prepared by each connection: PostgreSQL reads and plans them once, not every time."""

from __future__ import annotations

from typing import Any, cast

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


def prepared() -> CursorWrapper:
    """A cursor for a text that is the same each time, but for its values.

    Django joins values into the text, so that PostgreSQL meets a new statement each time, and planning the feed takes
    longer than running it. Everything else about this cursor is Django's: errors, transactions, counting in tests.
    """
    connection.ensure_connection()
    driver = cast("psycopg.Connection[Any]", connection.connection)
    # From the first time on. Django's own cursors never prepare, whatever stands here.
    driver.prepare_threshold = 0
    # The stubs know only cursors that Django made.
    cursor = cast("CursorWrapper", psycopg.Cursor(driver))
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
