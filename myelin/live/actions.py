"""Tell open pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from myelin.base.prepared import prepared
from myelin.live.hub import BELL
from myelin.live.models import Event

KEPT = timedelta(hours=2)
"""How long an event can be told to a stream that was away; longer than the token of a stream lasts."""
ANNOUNCED = f"""made AS (
    INSERT INTO live_event (channels, what, made_at) SELECT said.channels, %(what)s, coalesce(%(told_at)s, now())
    FROM (VALUES (%(channels)s)) said(channels) WHERE said.channels <> '' RETURNING id
), announced AS (SELECT pg_notify('{BELL}', id::text) FROM made)"""  # noqa: S608 - a constant of this file
"""For the `WITH` of a statement that writes what is announced, with the values of `announcing`; it must read `announced`."""

_ANNOUNCE = f"WITH {ANNOUNCED} SELECT * FROM announced"  # noqa: S608 - as above


def announce(*, channels: Iterable[str], what: str, now: datetime | None = None) -> None:
    """Say on `channels` that something changed, once the caller's transaction is committed. One statement.

    channels: words and numbers, "thread:12"; nobody is told when there are none.
    what: a kind of news in one word; the page knows what to ask for.
    now: when it happened; the time of the transaction when the caller does not know it.
    """
    values = announcing(channels=channels, what=what, now=now)
    if values["channels"]:
        with prepared() as cursor:
            cursor.execute(_ANNOUNCE, values)


def announcing(*, channels: Iterable[str], what: str, now: datetime | None = None) -> dict[str, str | datetime | None]:
    """The values of `ANNOUNCED`; read as `announce`."""
    return {"what": what, "told_at": now, "channels": " ".join(dict.fromkeys(channels))}


def forget_old(*, now: datetime) -> None:
    """Take events away that no stream will ask for any more."""
    Event.objects.filter(made_at__lt=now - KEPT).delete()
