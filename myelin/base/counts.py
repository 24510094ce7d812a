"""The cache's table, in which attempts are counted. Its keys hold network addresses, so what has expired must go."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection


def forget_counts(*, now: datetime) -> int:
    """Delete what nobody will count any more, and say how many rows; Django itself waits until the table is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - the name of our own table
        return int(cursor.rowcount)
