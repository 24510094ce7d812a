"""How often an hour something may be asked for by people who are not signed in: one count for all page servers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection, transaction

AN_HOUR = timedelta(hours=1)
ONE_AT_A_TIME = 0x4F46544E
"""Number of the advisory locks under which one count grows by one after the other."""


def too_often(what: str, *, most: int, now: datetime) -> bool:
    """Count `what` once more in the hour of `now`; whether that makes more than `most`, also of those who come at once."""
    # The number of the hour, so that the count needs no end of its own.
    key = f"often-{what}-{now.timestamp() // AN_HOUR.total_seconds():.0f}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [ONE_AT_A_TIME, key])
        times = int(cache.get(key, 0)) + 1
        cache.set(key, times, AN_HOUR.total_seconds())
    return times > most
