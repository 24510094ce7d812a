"""The second wall: PostgreSQL itself keeps back the rows of others, should a query forget its gate.

Tables behind the wall have a policy for the role that may only read what is the member's own. Whoever reads for a
page stands behind the wall; actions, which must write for several people at once, stand before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

ROLE = "myelin_pages"
MAKE_ROLE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN CREATE ROLE {ROLE} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '{ROLE}', 'SET') THEN EXECUTE format('GRANT {ROLE} TO %I', current_user); END IF;
END $$;
"""
"""For the migration of a room whose tables stand behind the wall; a server may hold several communities."""


@contextmanager
def behind_the_wall(member: int) -> Iterator[None]:
    """Read as `member` (their number): of the tables behind the wall, only rows that are theirs are there.

    Lists must be read before the block ends. An error inside takes the role back with the savepoint.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('myelin.member', %s, true), set_config('role', %s, true)", [str(member), ROLE]
        )
        yield
        cursor.execute("SELECT set_config('role', 'none', true), set_config('myelin.member', '', true)")
