"""The second wall: PostgreSQL itself keeps back the rows of others, should a query forget its gate.

Tables behind the wall have a policy for the role that may only read what is the member's own. Whoever reads for a
page stands behind the wall; actions, which must write for several people at once, stand before it.

The wall costs no statement of its own: each one asked behind it carries the role there and back in one journey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

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


_MARKS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""What begins a statement that reads nothing and must work after an error."""


@contextmanager
def behind_the_wall(member: int, *, beside: int = 0) -> Iterator[None]:
    """Read as `member` (their number): of the tables behind the wall, only rows that are theirs are there.

    beside: the number of somebody who lets `member` see a part of theirs; the policies of the tables ask which. What is
        read as that person inside the block is read as `member` beside them, and nothing more is there.

    Lists must be read before the block ends. Entered again by the same member, it is the same wall; nobody else may
    enter. Outside a transaction each statement is its own.
    """
    standing = next((one for one in connection.execute_wrappers if isinstance(one, _Wall)), None)
    if standing is not None:
        if not standing.holds(member, beside):
            raise RuntimeError("Somebody else stands behind the wall: leave it before another member reads.")
        yield
        return
    with connection.execute_wrapper(_Wall(member, beside)):
        yield


class _Wall:
    """Sends each statement between two others: one that takes the role, and one that gives it back.

    PostgreSQL runs the three as one, so no statement of anybody else comes between; an error takes the role back with
    the transaction.
    """

    def __init__(self, member: int, beside: int) -> None:
        self.member, self.beside = member, beside
        who = f"set_config('myelin.member', '{member:d}', true)"
        nobody = "set_config('myelin.member', '', true)"
        if beside:
            who += f", set_config('myelin.beside', '{beside:d}', true)"
            nobody += ", set_config('myelin.beside', '', true)"
        self._before = f"SELECT {who}, set_config('role', '{ROLE}', true);\n"
        self._after = f"\n;SELECT set_config('role', 'none', true), {nobody}"

    def holds(self, member: int, beside: int) -> bool:
        """Whether who enters now sees no more than who stands here."""
        return beside in {0, self.beside} and (member == self.member or (member == self.beside and not beside))

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:  # fmt: skip
        cursor = context["cursor"]
        if many or not isinstance(cursor.cursor, psycopg.ClientCursor):
            raise RuntimeError("Behind the wall only plain statements are asked: none prepared, none in parts.")
        if sql.startswith(_MARKS):
            return execute(sql, params, many, context)
        done = execute(f"{self._before}{sql}{self._after}", params, many, context)
        cursor.nextset()
        return done
