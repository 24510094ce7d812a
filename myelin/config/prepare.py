"""What must be true before pages are served: tables, condition pack, static files.

Each step is safe to repeat and is skipped when nothing it depends on has changed since it last succeeded.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import psycopg

from myelin.config import env

PACKAGE = Path(__file__).resolve().parents[1]
ONE_AT_A_TIME = 0x4D59454C
"""Number of the advisory lock: two machines that share a database do not migrate it at the same time."""
LIMITS = "SET lock_timeout = '4s'; SET statement_timeout = '5s'"
"""A migration beside a running site gives up rather than stop the site."""


def code_state(pack: Path) -> str:
    """A short name for all that the tables and their first rows are made from: code, libraries, condition pack."""
    return _digest([*PACKAGE.rglob("*.py"), *pack.rglob("*")])


def static_state() -> str:
    """A short name for all static files: ours by content, those of libraries by version."""
    return _digest(PACKAGE.glob("*/static/**/*"))


def _digest(files: Iterable[Path]) -> str:
    state = hashlib.sha256()
    for library in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        state.update(library.name.encode())
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            state.update(os.fsencode(path.name) + path.read_bytes())
    return state.hexdigest()[:16]


def database_is_ready(address: str, state: str) -> bool:
    """Whether `prepare_database` succeeded for this very state of the code."""
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT obj_description(to_regclass('public.django_migrations'))").fetchone()
    return row == (state,)


def prepare_database(address: str, state: str) -> None:
    """Migrate, seal files of earlier versions, make the cache's table, load the condition pack, and note the state there.

    Themes of what was written before are found anew by the queue, while pages are served already.
    """
    from django.core.management import call_command, get_commands
    from django.db import connection

    _prepare_to_migrate()
    with psycopg.connect(address, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if database_is_ready(address, state):
            return
        if "django_migrations" in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(LIMITS)
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        connection.close()
        call_command("createcachetable", verbosity=0)
        if "loadpack" in get_commands():
            call_command("loadpack", verbosity=0)
        _seal_files_anew()
        _find_themes_anew()
        guard.execute(f"COMMENT ON TABLE django_migrations IS '{state}'")


def _prepare_to_migrate() -> None:
    """Keep what migrations would do again and again; this process ends after them."""
    from django.apps import apps

    # They build and drop millions of small objects.
    gc.disable()
    # Which models may be swapped is known of the real ones, yet forgotten with each of the 46,000 models of the past that
    # a first start makes: a quarter of its time.
    apps.get_swappable_settings_name = cache(apps.get_swappable_settings_name)  # type: ignore[method-assign]


def _seal_files_anew() -> None:
    from django.utils import timezone

    from myelin.base.errors import DiskFull
    from myelin.media import earlier

    try:
        done = earlier.seal_anew(now=timezone.now())
    except DiskFull:
        raise SystemExit(
            "Files of an earlier version have to be sealed, and the disk is full. Make room, then start."
        ) from None
    if done:
        print(f"Sealed {done} files that an earlier version had kept in another way.", flush=True)


def _find_themes_anew() -> None:
    from procrastinate.exceptions import AlreadyEnqueued

    from myelin.config.tasks import find_themes_anew

    with suppress(AlreadyEnqueued):
        find_themes_anew.defer()


def static_files_are_ready(state: str) -> bool:
    """Whether the collected files are those of this state of the code."""
    stamp = _static_stamp()
    return stamp.exists() and stamp.read_text() == state


def prepare_static_files(state: str) -> None:
    """Collect static files, with hashed names and compressed, into the data folder."""
    from django.core.management import call_command

    _static_stamp().unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    _static_stamp().write_text(state)


def _static_stamp() -> Path:
    return env.MYELIN_DATA.read(os.environ) / "static" / ".state"
