"""Template databases, copied in a fifth of a second for each process: one migrated, one that holds the pack as well."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

Settings = dict[str, Any]
CHECKOUT = Path(__file__).resolve().parents[2]
MEMORY = Path("/dev/shm")  # noqa: S108 - what lies there belongs to whoever runs the tests, or is refused
ENOUGH = 2 * 2**30
"""Bytes of memory for a server with its templates and copies: they take about a third of it."""
_TABLES, _PACK = re.compile(r"template_[0-9a-f]+"), re.compile(r"template_pack_[0-9a-f]+")


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


def home() -> Path:
    """The folder of this checkout's shared server; deleting it is safe when no test is running.

    It lies in memory where there is room: a copy is more than a thousand small files, for which disks take a second.
    """
    with suppress(OSError):
        memory = os.statvfs(MEMORY)
        has_room = memory.f_bavail * memory.f_frsize >= ENOUGH
        if has_room and not memory.f_flag & os.ST_NOEXEC and os.access(MEMORY, os.W_OK):
            mark = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]
            return MEMORY / f"myelin-tests-{os.geteuid()}-{mark}"
    return CHECKOUT / ".cache" / "test-database"


def server(home: Path, stack: ExitStack) -> Server:
    """The server for this process: the one of DATABASE_URL, else the embedded one, kept until `stack` closes."""
    from myelin.config.postgres import FOR_TESTS, running

    home.mkdir(parents=True, exist_ok=True)
    if not (address := os.environ.get("DATABASE_URL", "")):
        address = stack.enter_context(running(home, FOR_TESTS)).url("postgres")
    return Server(address, home / "template.lock")


@dataclass(frozen=True)
class Template:
    """A database that others are copied from, named for the state of all that it is made from."""

    kind: str
    name: str
    fill: Callable[[], None]
    base: str = "template1"

    def build(self, server: Server, settings: Settings) -> None:
        """Make it aside, and name it when it is whole."""
        from django.db import connection

        building = f"{self.name}_building"
        server.run("DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=building)
        server.run("CREATE DATABASE {name} TEMPLATE {old}", name=building, old=self.base)
        lead(settings, server, building)
        self.fill()
        connection.close()
        server.run("ALTER DATABASE {name} RENAME TO {new}", name=building, new=self.name)


def migrated() -> Template:
    """The tables, empty but for what migrations put there."""
    return Template("tables", f"template_{_state_of_migrations()}", _migrate)


def with_pack() -> Template:
    """The tables with the condition pack in them: its facts, its medicines, and the drafts of its starter library."""
    base = migrated().name
    return Template("pack", f"template_pack_{_state_of_pack(base)}", _load_pack, base)


KINDS = {"tables": migrated, "pack": with_pack}


def lead(settings: Settings, server: Server, database: str) -> None:
    """Lead Django to a database of the server; `settings` are those of its connection."""
    from django.db import connection

    parts = urlsplit(server.address)
    options = dict(parse_qsl(parts.query))
    connection.close()
    settings.update(
        NAME=database,
        USER=unquote(parts.username or ""),
        PASSWORD=unquote(parts.password or ""),
        HOST=parts.hostname or options.get("host", ""),
        PORT=str(parts.port or ""),
    )


@dataclass
class Copy:
    """A database of this process alone, and the Django settings that lead to it."""

    server: Server
    settings: Settings
    template: Template

    def __post_init__(self) -> None:
        """Name the database after the process and what it is copied from."""
        self.name = f"test_{os.getpid()}_{self.template.name}"

    def make(self) -> None:
        """Make the copy, and the template before it where nobody has."""
        if not self.server.has(self.template.name):
            subprocess.run(
                [sys.executable, "-m", "tests.plugins.prepare", self.template.kind], cwd=CHECKOUT, check=True
            )
        self._copy()

    def use(self) -> None:
        """Lead Django here."""
        lead(self.settings, self.server, self.name)

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
        old = self.template.name
        self.server.run("CREATE DATABASE {name} TEMPLATE {old} STRATEGY FILE_COPY", name=self.name, old=old)


def prepare(server: Server, settings: Settings, kinds: Iterable[str]) -> None:
    """Build the templates that are missing; who comes meanwhile waits, and finds them."""
    with server.lock.open("w") as lock:
        flock(lock, LOCK_EX)
        for template in (KINDS[kind]() for kind in kinds):
            if not server.has(template.name):
                _sweep(server)
                template.build(server, settings)


def _sweep(server: Server) -> None:
    """Drop what killed runs left behind, and all but the newest templates of each kind."""
    names = [str(row[0]) for row in server.run("SELECT datname FROM pg_database ORDER BY oid")]
    old = [name for kind in (_TABLES, _PACK) for name in [name for name in names if kind.fullmatch(name)][:-4]]
    dead = [name for name in names if name.startswith("test_") and not Path(f"/proc/{name.split('_')[1]}").exists()]
    for name in old + dead:
        with suppress(psycopg.Error):
            server.run("DROP DATABASE IF EXISTS {name}", name=name)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _load_pack() -> None:
    from django.core.management import call_command

    call_command("loadpack", verbosity=0)


def _state_of_migrations() -> str:
    """A short name for what `migrate` would make: the migrations of every app, their SQL, and the cache's table."""
    from django.apps import apps
    from django.conf import settings

    state = hashlib.sha256(repr((settings.INSTALLED_APPS, settings.CACHES)).encode())
    for app in apps.get_app_configs():
        for file in sorted([*Path(app.path, "migrations").glob("*.py"), *Path(app.path, "sql").glob("*.sql")]):
            state.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return state.hexdigest()[:12]


def _state_of_pack(base: str) -> str:
    """A short name for what `loadpack` would make: the tables, the pack's files, and all code of ours that may load."""
    from django.conf import settings

    state = hashlib.sha256(base.encode())
    code = (path for path in (CHECKOUT / "myelin").rglob("*.py") if "tests" not in path.parts)
    for path in sorted([*code, *(path for path in Path(settings.PACK_DIR).rglob("*") if path.is_file())]):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()[:12]
