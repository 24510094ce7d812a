"""How a thread gets its number and the address that holds it, in one statement.

Django gives a row its number while writing it, so an address with the number in it would be a second statement.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from myelin.base.prepared import prepared
from myelin.discussion.models import Thread
from myelin.live import actions as live

NUMBER = "{id}"
"""Stands in an address for the number that the thread will have."""

_FIELDS = [field for field in Thread._meta.concrete_fields if not field.primary_key]
_VALUES = ", ".join(
    f"replace(%(url)s, '{NUMBER}', n.id::text)" if field.name == "url" else f"%({field.attname})s" for field in _FIELDS
)
_INSERT = f"""
    WITH {live.ANNOUNCED}, written AS (
      INSERT INTO discussion_thread (id, {", ".join(f'"{field.column}"' for field in _FIELDS)})
      SELECT n.id, {_VALUES} FROM nextval(pg_get_serial_sequence('discussion_thread', 'id')) n(id)
      RETURNING id)
    SELECT id, (SELECT count(*) FROM announced) FROM written"""  # noqa: S608 - names of our own columns


def write_numbered(thread: Thread, *, channels: Iterable[str]) -> None:
    """Write a new thread; its number takes the place of `NUMBER` in its address. Pages that hear `channels` are told."""
    values = {field.attname: field.get_db_prep_save(getattr(thread, field.attname), connection) for field in _FIELDS}
    told = live.announcing(channels=channels, what="thread", now=thread.posted_at)
    with prepared() as cursor:
        cursor.execute(_INSERT, {**told, **values})
        thread.pk = cursor.fetchone()[0]
    thread.url = thread.url.replace(NUMBER, str(thread.pk))
    thread._state.adding = False
    thread._state.db = "default"
