"""What must never be: reasons not to start, each in a sentence that says how to mend it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from pathlib import Path

import psycopg

from myelin.config import keys, places
from myelin.pack.folder import PackError, read_pack

LOOPBACK = {"localhost", "ip6-localhost"}
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - names, no binding


class Refusal(SystemExit):
    """Myelin does not start like this; the text says why, and what to do."""


def of_keys(data: Path) -> Iterator[str]:
    """Secrets that others can read, and secrets that are gone while what they encrypted is still there."""
    folder = data / "keys"
    for path in keys.open_to_others(folder):
        yield f"Others on this machine can read {path}, which is secret. Run: chmod -R go= '{folder}'"
    if (data / places.CLUSTER / "PG_VERSION").exists() and folder.exists() and not (folder / "field.key").exists():
        yield f"{folder / 'field.key'} is missing, and health notes cannot be read without it. Restore a backup."


def of_debugging(debug: bool, host: str) -> Iterator[str]:
    """Error pages that show the inside, to everybody."""
    if debug and not is_loopback(host):
        yield f"MYELIN_DEBUG shows the inside of Myelin to everybody who reaches {host}. Unset it, or leave --host out."


def of_database(address: str, *, without_checksums: bool) -> Iterator[str]:
    """A server that does not answer, or that says "saved" before it is."""
    try:
        connection = psycopg.connect(address, connect_timeout=10)
    except psycopg.OperationalError as problem:
        yield f"The database of DATABASE_URL does not answer. Check the address. It says: {first_line(problem)}"
        return
    with connection:
        for name, loss in LOSSES.items():
            row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
            if row == ("off",) and not (name == "data_checksums" and without_checksums):
                yield f"The database runs with {name}=off: {loss}"


def of_pack(folder: Path) -> Iterator[str]:
    """A condition pack that nothing can be loaded from."""
    try:
        read_pack(folder)
    except PackError as problem:
        yield f"The condition pack cannot be used. Mend it, or set MYELIN_PACK. {problem}"


LOSSES = {
    "fsync": "a power cut would destroy it. Turn it on in postgresql.conf.",
    "full_page_writes": "a power cut would damage it. Turn it on in postgresql.conf.",
    "synchronous_commit": "what members were told is saved could be lost. Turn it on for server, role and database.",
    "data_checksums": "it cannot tell when its disk lies. Turn them on with pg_checksums --enable while it is stopped, "
    "or set MYELIN_ACCEPT_NO_CHECKSUMS=on to run without.",
}


def first_line(problem: Exception) -> str:
    """What a library says about a problem, without its further remarks."""
    return str(problem).strip().partition("\n")[0]


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in LOOPBACK
