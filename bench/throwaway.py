"""A database for one measurement: made on an embedded server of its own, migrated as far as needed, thrown away.

One that took long to fill can be kept in a folder and measured again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


@contextmanager
def database(*rooms: str, kept: Path | None = None) -> Iterator[None]:
    """Set Django up on a database that has the tables of `rooms`, or of all rooms when none is named.

    kept: the folder where it stays; without one it is empty and thrown away afterwards.
    """
    sys.path.insert(0, str(CHECKOUT))
    from myelin.config.postgres import FOR_TESTS, running

    with _folder(kept) as folder, running(folder, FOR_TESTS) as server:
        os.environ |= {"MYELIN_DATA": str(folder), "DATABASE_URL": server.url()}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myelin.config.settings")
        _migrate(rooms)
        yield
        from django.db import connections

        connections.close_all()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="myelin-bench-") as passing:
        folder = kept or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        # The database's own account has to pass through.
        folder.chmod(0o711)
        yield folder


def _migrate(rooms: tuple[str, ...]) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    for room in rooms or (None,):
        call_command("migrate", *([room] if room else []), verbosity=0, skip_checks=True)


def cpu_ms() -> float:
    """CPU milliseconds, user and system, that this process and its database backend have used so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    # Nanoseconds on a processor; the ticks of `stat` are too coarse for one page.
    backend = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return 1_000 * time.process_time() + backend / 1e6
