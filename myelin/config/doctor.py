"""`myelin doctor`: look at every part of this install, and say in words what is wrong and how to mend it."""

from __future__ import annotations

import http.client
import os
import platform
import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from myelin.config import env, places, prepare, refusals
from myelin.config.mailers import mailer
from myelin.config.postgres import Stopped, running
from myelin.pack.folder import PackError, read_pack
from myelin.visits import libraries

A_BEAT = 90
"""Seconds after which a silent worker counts as gone; it reports every ten."""
OLDEST = 150000
"""What PostgreSQL calls its version 15.0."""
START_AGAIN = "See what the window of bin/up says; stop it and start it again."


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what to do when it is wrong. A hint is worth knowing and no fault."""

    text: str
    mend: str = ""
    hint: bool = False

    @property
    def mark(self) -> str:
        """How the line begins."""
        return "  ok  " if not self.mend else "  …   " if self.hint else "WRONG "


def doctor() -> None:
    """Print what was found; the exit code is 1 when something is wrong."""
    wrong = 0
    for finding in examine(env.MYELIN_DATA.read(os.environ)):
        wrong += bool(finding.mend) and not finding.hint
        print(f"{finding.mark} {finding.text}")
        if finding.mend:
            print(f"       {finding.mend}")
    print(f"\n{wrong} thing{'s are' if wrong > 1 else ' is'} wrong." if wrong else "\nEverything is well.")
    raise SystemExit(bool(wrong))


def examine(data: Path) -> Iterator[Finding]:
    """Look at everything, in the order in which one thing needs the other."""
    yield _python()
    yield _pack(env.PACK.read(os.environ))
    yield _mail(env.EMAIL_URL.read(os.environ))
    yield _letters()
    if data.exists() and not _is_ours(data):
        yield Finding(f"{data} is no folder that you can write.", "Give it to the account that runs Myelin: chown -R.")
        return
    yield from _folder(data)
    yield from _address(data)
    address = env.DATABASE_URL.read(os.environ)
    if address:
        yield from _database(address, data)
    elif not (data / places.CLUSTER / "PG_VERSION").exists():
        yield Finding(f"There is no database in {data} yet.", "Start Myelin once: bin/up")
    else:
        try:
            with running(data) as server:
                yield from _database(server.url(), data)
        except Stopped as problem:
            yield Finding("The database does not start.", str(problem))


def _python() -> Finding:
    version = platform.python_version()
    if sys.prefix == sys.base_prefix:
        return Finding(f"This is Python {version} of the system.", "Call bin/myelin, which uses the locked libraries.")
    return Finding(f"Python {version}")


def _letters() -> Finding:
    missing = libraries.missing()
    if not missing:
        return Finding("Pages for visits can be saved as PDF")
    return Finding(
        f"Pages for visits cannot be saved as PDF: {', '.join(missing)} is missing.",
        "On Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 fontconfig. Then start Myelin again.",
        hint=True,
    )


def _is_ours(data: Path) -> bool:
    return data.is_dir() and os.access(data, os.R_OK | os.W_OK | os.X_OK)


def _folder(data: Path) -> Iterator[Finding]:
    if not data.exists():
        yield Finding(f"The data folder {data} is not there yet.", "Start Myelin once: bin/up", hint=True)
        return
    free = shutil.disk_usage(data).free // 2**20
    if free < env.ROOM.read(os.environ):
        yield Finding(f"Only {free} MiB are free for {data}.", "Make room, or move the folder to a larger disk.")
    else:
        yield Finding(f"Data folder {data}, {free // 2**10} GiB free")
    if (data / places.CLUSTER).is_symlink():
        at = (data / places.CLUSTER).resolve()
        yield Finding(
            f"The database lies in {at}.", "Its account cannot enter the data folder; back up both.", hint=True
        )
    faults = list(refusals.of_keys(data))
    yield from (Finding("The secrets are not safe.", fault) for fault in faults)
    if not faults and (data / "keys").exists():
        yield Finding("Secrets are there, and readable by you alone")


def _address(data: Path) -> Iterator[Finding]:
    site = env.SITE_URL.read(os.environ)
    if site.startswith("http://") and not refusals.is_loopback(urlsplit(site).hostname or ""):
        yield Finding(f"{site} is not encrypted.", "Put a server with https in front, and say so in MYELIN_SITE_URL.")
    where = running_at(data)
    if not where:
        yield Finding("Myelin is not running on this folder.", "Start it: bin/up", hint=True)
        return
    parts = urlsplit(where)
    connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz", headers={"Host": urlsplit(site).netloc or "localhost"})
        if (status := connection.getresponse().status) == 200:
            yield Finding(f"Pages are served at {where}")
        else:
            yield Finding(f"{where} answers {status}.", START_AGAIN)
        yield _streams(data, parts.hostname or "localhost")
        return
    yield Finding(f"Nothing answers at {where}.", START_AGAIN)


def _streams(data: Path, host: str) -> Finding:
    port = 0
    with suppress(OSError, ValueError, http.client.HTTPException):
        port = int((data / places.LIVE_PORT).read_text())
        connection = http.client.HTTPConnection(host, port, timeout=5)
        connection.request("GET", "/live")
        # Nobody hears anything without a token; that it says so is all we ask.
        if connection.getresponse().status == HTTPStatus.FORBIDDEN:
            return Finding(f"Live streams come from port {port}")
    return Finding(f"The live streams do not answer at port {port}; pages show news when loaded again.", START_AGAIN)


def _pack(folder: Path) -> Finding:
    try:
        pack = read_pack(folder)
    except PackError as problem:
        return Finding("The condition pack cannot be used.", f"Mend it, or set MYELIN_PACK. {problem}")
    return Finding(f"Condition pack “{pack.slug}” with {len(pack.medicines)} medicines")


def _mail(url: str) -> Finding:
    if not url:
        return Finding(
            "Mail is written to files; members receive none.", "Set EMAIL_URL when members shall.", hint=True
        )
    server = mailer(url)["OPTIONS"]
    try:
        _knock(**server)
    except smtplib.SMTPAuthenticationError:
        return Finding("The mail server does not let us in.", "Check name and password in EMAIL_URL.")
    except (OSError, smtplib.SMTPException) as problem:
        where = f"{server['host']}:{server['port']}"
        return Finding(f"The mail server {where} does not take mail.", f"Check EMAIL_URL. It says: {problem}")
    return Finding("The mail server of EMAIL_URL takes mail")


def _knock(*, host: str, port: int, username: str, password: str, use_tls: bool, use_ssl: bool, timeout: float) -> None:
    """Do all that is done before a letter is handed over, and leave."""
    server = (smtplib.SMTP_SSL if use_ssl else smtplib.SMTP)(host, port, timeout=timeout / 2)
    with server:
        if use_tls:
            server.starttls()
        if username:
            server.login(username, password)
        server.noop()


def _database(address: str, data: Path) -> Iterator[Finding]:
    try:
        connection = psycopg.connect(address, connect_timeout=10, autocommit=True)
    except psycopg.Error as problem:
        yield Finding("The database does not answer.", f"Check DATABASE_URL. It says: {refusals.first_line(problem)}")
        return
    with connection:

        def ask(question: str) -> Any:
            row = connection.execute(question).fetchone()
            return row[0] if row else None

        yield from _server(ask, address)
        if ask("SELECT to_regclass('public.django_migrations') IS NULL"):
            yield Finding("The database has no tables.", "Start Myelin once: bin/up")
            return
        yield from _extensions(ask)
        yield _tables(address)
        yield from _jobs(ask, up=bool(running_at(data)))


def _server(ask: Callable[[str], Any], address: str) -> Iterator[Finding]:
    version = ask("SHOW server_version")
    if int(ask("SHOW server_version_num")) < OLDEST:
        yield Finding(f"PostgreSQL {version} is too old.", "Myelin needs 15 or later.")
    else:
        yield Finding(f"PostgreSQL {version}")
    faults = list(refusals.of_database(address, without_checksums=env.NO_CHECKSUMS.read(os.environ)))
    yield from (Finding("The database may lose what members wrote.", fault) for fault in faults)
    if not faults:
        yield Finding("The database has saved what it says it has")


def _extensions(ask: Callable[[str], Any]) -> Iterator[Finding]:
    for name in ("pg_trgm", "unaccent"):
        if not ask(f"SELECT count(*) FROM pg_extension WHERE extname = '{name}'"):  # noqa: S608 - our own two names
            yield Finding(
                f"The extension {name} is missing.", f"As administrator of the database: CREATE EXTENSION {name};"
            )


def _tables(address: str) -> Finding:
    state = prepare.code_state(env.PACK.read(os.environ))
    if prepare.database_is_ready(address, state):
        return Finding("Tables and condition pack are those of this version")
    return Finding(
        "Tables or condition pack are of another version.", "The next bin/up brings them up to date.", hint=True
    )


def _jobs(ask: Callable[[str], Any], *, up: bool) -> Iterator[Finding]:
    silent = ask("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
    if up and (silent is None or silent > A_BEAT):
        yield Finding("The worker has not been heard of.", "Stop bin/up and start it again; mail waits until then.")
    elif up:
        yield Finding(f"The worker was heard of {silent:.0f} s ago")
    if failed := ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"):
        yield Finding(f"{failed} jobs failed and wait to be looked at.", "myelin procrastinate shell", hint=True)


def running_at(data: Path) -> str:
    """The address that a running `up` has noted in the data folder; empty when none runs."""
    with suppress(OSError):
        pid, _, where = (data / "up.lock").read_text().partition(" ")
        if pid.isdigit() and Path(f"/proc/{pid}").exists():
            return where
    return ""
