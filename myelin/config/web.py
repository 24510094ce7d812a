"""The page server: Granian, whose processes are forked from one that has already loaded everything."""

from __future__ import annotations

import gc
import io
import os
from typing import Any

from myelin.config import env
from myelin.config.processes import die_with_parent

WARM = ["/healthz", "/", "/login/"]
"""Pages made once before the processes part, so that what they load is shared and the first visitor does not wait."""

YOUNG = 10_000
"""New objects after which Python looks for cycles. With its own 2,000 it looks several times while it makes a page of a
member. With many more, the hundred objects that each request leaves as a cycle wait for hundreds of requests, and what
they hold with them: of an article half a MiB (`bench/pages.py`: 281 MiB for two processes with 50,000, 194 with this)."""


def serve(host: str, port: int) -> None:
    """Serve pages until told to stop."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    application = load()
    server = Granian(
        "myelin.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.WEB_PROCESSES.read(os.environ),
        blocking_threads=2,
        blocking_threads_idle_timeout=600,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=lambda: _in_a_process_of_its_own(application), wrap_loader=False)


def load() -> Any:
    """The WSGI application, loaded and warm, with no open connection that forked processes would share."""
    from django.db import connections

    _read_static_names()
    # Only now: as it is made it looks at every static file, and may tell browsers for ever only what is named for its content.
    from myelin.config.wsgi import application

    for path in WARM:
        _visit(application, path)
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
    return application


def _read_static_names() -> None:
    """Read anew how static files are called: they may have been collected after the storage was made."""
    from django.contrib.staticfiles.storage import ManifestFilesMixin
    from django.core.files.storage import storages

    storage = storages["staticfiles"]
    if isinstance(storage, ManifestFilesMixin):  # type: ignore[unreachable]  # the stubs think it cannot be both
        storage.hashed_files, storage.manifest_hash = storage.load_manifest()  # type: ignore[unreachable]


def _in_a_process_of_its_own(application: Any) -> Any:
    die_with_parent(killed=True)
    return application


def _visit(application: Any, path: str) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    answer = application(environ, lambda status, headers, exc_info=None: None)
    for _ in answer:
        pass
    if hasattr(answer, "close"):
        answer.close()
