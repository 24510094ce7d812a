"""The SQL functions behind search, with pgvector when the server has it and without it otherwise.

Both ways give the same order. With pgvector a score is one operator in C; without, it costs about five times as much.
"""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

SQL = Path(__file__).parent / "sql"

_COLUMN = """
    select format_type(atttypid, null) from pg_attribute
    where attrelid = 'search_document'::regclass and attname = 'vec' and not attisdropped"""


@transaction.atomic
def install(*, vector: bool | None = None) -> bool:
    """Make or renew the functions; say whether pgvector is used. Safe to repeat, also after pgvector came or went.

    vector: False does without pgvector although it is there.
    When the way changed, documents rank by nothing until `actions.rebuild_vectors` has run.
    """
    with_vector = _vector() if vector is None else vector
    kind = "sparsevec" if with_vector else "text"
    with connection.cursor() as cursor:
        # A table with unchecked rows of this transaction cannot be altered.
        cursor.execute("set constraints all immediate")
        cursor.execute(_COLUMN)
        now = cursor.fetchone()
        if now != (kind,):
            cursor.execute("drop function if exists search_score, search_vec")
            cursor.execute("alter table search_document drop column if exists vec")
            cursor.execute(f"alter table search_document add column vec {kind}")
        for name in (
            "words",
            "with_vector" if with_vector else "without_vector",
            "plan",
        ):
            _run(cursor, name)
    return with_vector


def _run(cursor: CursorWrapper, name: str) -> None:
    cursor.execute((SQL / f"{name}.sql").read_text())


def _vector() -> bool:
    """Whether pgvector is in the database, after trying to put it there: a managed server may refuse."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("create extension if not exists vector")
    except DatabaseError:
        return False
    return True
