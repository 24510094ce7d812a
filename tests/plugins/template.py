"""One migrated template database per state of the migrations, copied in a fifth of a second for each process."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

Settings = dict[str, Any]


@dataclass(frozen=True)
class Server:
    """Where test databases are made."""

    address: str
    lock: Path

    def run(self, text: str, **names: str) -> list[tuple[Any, ...]]:
        """Run one statement outside a transaction; `names` fill `{name}` as identifiers."""
        statement = sql.SQL(text).format(**{key: sql.Identifier(name) for key, name in names.items()})
        with psycopg.connect(self.address, autocommit=True) as connection:
            answer = connection.execute(statement)
            return answer.fetchall() if answer.description else []

    def has(self, database: str) -> bool:
        """Whether there is a database of that name."""
        return (database,) in self.run("SELECT datname FROM pg_database")


def server(home: Path, stack: ExitStack) -> Server:
    """The server for this process: the one of DATABASE_URL, else the embedded one, kept until `stack` closes."""
    from myelin.config.postgres import FOR_TESTS, running

    home.mkdir(parents=True, exist_ok=True)
    if not (address := os.environ.get("DATABASE_URL", "")):
        address = stack.enter_context(running(home, FOR_TESTS)).url("postgres")
    return Server(address, home / "template.lock")


@dataclass
class Copy:
    """This process's own database, and the Django settings that lead to it."""

    server: Server
    settings: Settings

    def __post_init__(self) -> None:
        """Name the databases: the template after the migrations, the copy after the process."""
        self.template = f"template_{_state_of_migrations()}"
        self.name = f"test_{os.getpid()}_{self.template[-4:]}"

    def make(self) -> None:
        """Make the copy; the first process to come builds the template, the others wait for it."""
        with self.server.lock.open("w") as lock:
            flock(lock, LOCK_EX)
            if not self.server.has(self.template):
                self._sweep()
                self._build()
        self._copy()
        self._point_at(self.name)

    def restore(self) -> None:
        """Take back everything that was committed, also what a migration had put there and a test took away."""
        self.drop()
        self._copy()

    def drop(self) -> None:
        """Drop the copy."""
        from django.db import connections

        connections.close_all()
        self.server.run("DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=self.name)

    def _copy(self) -> None:
        self.server.run("CREATE DATABASE {name} TEMPLATE {old} STRATEGY FILE_COPY", name=self.name, old=self.template)

    def _build(self) -> None:
        from django.core.management import call_command
        from django.db import connection

        building = f"{self.template}_building"
        self.server.run("DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=building)
        self.server.run("CREATE DATABASE {name}", name=building)
        self._point_at(building)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        connection.close()
        self.server.run("ALTER DATABASE {name} RENAME TO {new}", name=building, new=self.template)

    def _point_at(self, database: str) -> None:
        from django.db import connection

        parts = urlsplit(self.server.address)
        options = dict(parse_qsl(parts.query))
        self.settings.update(
            NAME=database,
            USER=unquote(parts.username or ""),
            PASSWORD=unquote(parts.password or ""),
            HOST=parts.hostname or options.get("host", ""),
            PORT=str(parts.port or ""),
        )
        connection.close()

    def _sweep(self) -> None:
        """Drop what killed runs left behind, and templates of other states that nobody has copied from lately."""
        names = [str(row[0]) for row in self.server.run("SELECT datname FROM pg_database ORDER BY oid")]
        old = [name for name in names if name.startswith("template_")][:-4]
        dead = [name for name in names if name.startswith("test_") and not Path(f"/proc/{name.split('_')[1]}").exists()]
        for name in old + dead:
            with suppress(psycopg.Error):
                self.server.run("DROP DATABASE IF EXISTS {name}", name=name)


def restore_after_commits(copy: Copy) -> None:
    """Make tests that commit (`transaction=True`, live servers) leave the database as the template has it.

    Django's own way empties every table, also of the rows that migrations made and later tests need.
    """
    from django.test import TransactionTestCase

    def restore(test: TransactionTestCase) -> None:
        copy.restore()

    TransactionTestCase._fixture_teardown = restore  # type: ignore[method-assign]


def _state_of_migrations() -> str:
    """A short name for what `migrate` would make: the migrations of every app, their SQL, and the cache's table."""
    from django.apps import apps
    from django.conf import settings

    state = hashlib.sha256(repr((settings.INSTALLED_APPS, settings.CACHES)).encode())
    for app in apps.get_app_configs():
        for file in sorted([*Path(app.path, "migrations").glob("*.py"), *Path(app.path, "sql").glob("*.sql")]):
            state.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return state.hexdigest()[:12]
