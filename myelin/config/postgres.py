"""The embedded PostgreSQL: one server per data folder, shared by all who use that folder at the time.

Whoever needs the server says `with running(home):`. The first one starts it, the last one to leave stops it, and a
keeper (two sleeping `flock` processes) stops it when the last one was killed and could not. Nothing here imports
Django, because the supervisor stays small for weeks.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from shutil import which
from urllib.parse import quote

from myelin.config.places import Account, account_for, binaries, cluster, private, socket_folder

__all__ = ["Server", "Stopped", "running", "socket_folder"]

MAJOR = "18"
COMING_BACK = 20.0
"""Seconds that a start is tried again: after a kill -9, old backends hold the shared memory for about two."""

INITDB = [
    *("-U", "myelin", "-E", "UTF8", "--auth-local=trust", "--auth-host=reject", "--no-instructions"),
    *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C"),
]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_compression": "pglz",
    "max_wal_size": "512MB",
    "jit": "off",
    "cluster_name": "myelin",
}
FOR_TESTS = {
    **{"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"},
    **{"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "128MB", "autovacuum": "off"},
}
"""A server whose rows nobody will miss. `myelin up` refuses to run on one like it."""

WAIT = 'flock -w 2 "$1" && flock "$2" && shift 2 && exec "$@"'
"""What a keeper does: one of them waits until nobody uses the server, and stops it."""


class Stopped(Exception):
    """The database could not be started; the text says why, and what to do."""


@dataclass
class Server:
    """The PostgreSQL of one data folder."""

    home: Path
    extra: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        """Make the folders, so that every later step finds them and the database's account reaches them."""
        self.account: Account | None = account_for(self.home)
        self.folder = cluster(self.home, self.account)
        self.run = private(socket_folder(self.home), self.account)
        self.programs = binaries(self.folder.parent, self.account)

    def url(self, database: str = "myelin") -> str:
        """The address in the form of `DATABASE_URL`."""
        return f"postgresql://myelin@/{database}?host={quote(str(self.run), safe='')}"

    def ready(self) -> bool:
        """Whether the server answers."""
        asked = self._call("pg_isready", "-q", "-t", "5", "-h", str(self.run), check=False)
        return asked.returncode == 0

    def alive(self) -> bool:
        """Whether the server's first process is there; cheap enough to ask every second."""
        if self._process is not None:
            return self._process.poll() is None
        pid = self._pid()
        return pid is not None and _is_postgres(pid)

    def start(self) -> None:
        """Start the server and wait until it answers. A server that was killed may need some seconds.

        Raises:
            Stopped: it does not come up.
        """
        self._make_cluster()
        give_up = time.monotonic() + COMING_BACK
        while not self._started(give_up):
            said = self._last_words()
            if time.monotonic() > give_up or not any(words in said for words in ("shared memory", "lock file")):
                raise Stopped(f"The database did not start. Its last words, in {self._log}, were: {said}")
            time.sleep(0.3)
        made = self._call("createdb", "-h", str(self.run), "-U", "myelin", "myelin", check=False)
        if made.returncode and b"already exists" not in made.stderr:
            raise Stopped(f"The database did not take orders: {made.stderr.decode(errors='replace').strip()}")

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back. Does nothing when it is not running."""
        self._call("pg_ctl", "stop", "-s", "-m", "fast", "-t", "60", "-D", str(self.folder), check=False, own=True)
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self._process = None

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Only one process at a time may start or stop the server."""
        with self._lock("start.lock") as lock:
            flock(lock, LOCK_EX)
            yield

    @contextmanager
    def used(self) -> Iterator[None]:
        """Count this process among the users of the server for as long as the block lasts."""
        with self._lock("users.lock") as users:
            with self.starting():
                flock(users, LOCK_SH)
                self._leave_keeper()
                if not self.ready():
                    self.start()
            try:
                yield
            finally:
                with self.starting():
                    self._leave(users)

    def _leave(self, users: int) -> None:
        flock(users, LOCK_UN)
        with suppress(BlockingIOError):
            flock(users, LOCK_EX | LOCK_NB)
            self.stop()
            return
        try:
            flock(users, LOCK_SH | LOCK_NB)  # somebody else is using the server: leave it to them
        except BlockingIOError:
            flock(users, LOCK_SH)  # the keeper was quicker and is stopping it: wait for that

    def _leave_keeper(self) -> None:
        """Leave behind one process that stops the server when the last user is gone, however it went.

        It gets its locks open: by their names it would make them again where the folder is just being taken away.
        """
        if which("flock") is None:
            return
        stop = [str(self.programs / "pg_ctl"), "stop", "-s", "-m", "fast", "-D", str(self.folder)]
        with self._lock("keeper.lock") as keeper, self._lock("users.lock") as users:
            waiting = ["sh", "-c", WAIT, "keeper", str(keeper), str(users), *stop]
            self._spawn(waiting, subprocess.DEVNULL, locks=(keeper, users))

    def _make_cluster(self) -> None:
        version = self.folder / "PG_VERSION"
        if version.exists():
            if (found := version.read_text().strip()) != MAJOR:
                raise Stopped(
                    f"{self.folder} was made by PostgreSQL {found}; this Myelin runs {MAJOR}. Dump and restore."
                )
            return
        # Made aside and renamed, so that a start which was killed half-way leaves nothing that looks finished.
        fresh = private(self.folder.with_name(f"{self.folder.name}.new-{os.getpid()}"), self.account)
        made = self._call("initdb", "-D", str(fresh), *INITDB, check=False, own=True)
        if made.returncode:
            raise Stopped(f"The database could not be created: {made.stderr.decode(errors='replace').strip()}")
        if self.folder.exists():
            self.folder.rmdir()
        fresh.rename(self.folder)

    def _started(self, give_up: float) -> bool:
        if (pid := self._pid()) is not None and not _is_postgres(pid):
            (self.folder / "postmaster.pid").unlink(missing_ok=True)  # its number now belongs to somebody else
        options = {**SETTINGS, "unix_socket_directories": f'"{self.run}"', **self.extra}
        command = [str(self.programs / "postgres"), "-D", str(self.folder)]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = self._spawn(command, log.fileno())
        while self._process.poll() is None:
            if self.ready():
                return True
            if time.monotonic() > give_up + 40:  # a long recovery is not a failure, yet not for ever
                self._process.send_signal(signal.SIGINT)
                return False
            time.sleep(0.03)
        self._process = None
        return False

    @property
    def _log(self) -> Path:
        return self.run / "postgres.log"

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()[-4:]
        return " ".join(line.split("] ", 1)[-1] for line in lines)

    def _pid(self) -> int | None:
        with suppress(OSError, ValueError, IndexError):
            return int((self.folder / "postmaster.pid").read_text().split("\n")[0])
        return None

    @contextmanager
    def _lock(self, name: str) -> Iterator[int]:
        handle = os.open(self.run / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if self.account is not None:
                os.fchown(handle, self.account.uid, self.account.gid)
            yield handle
        finally:
            os.close(handle)

    def _spawn(self, command: list[str], output: int, locks: Collection[int] = ()) -> subprocess.Popen[bytes]:
        """Start something that outlives us: own session, so that a Ctrl-C in the terminal is not for it."""
        user, group = (self.account.uid, self.account.gid) if self.account else (None, None)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            pass_fds=locks,
            start_new_session=True,
            user=user,
            group=group,
            extra_groups=[] if self.account else None,
            umask=0o077,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        )

    def _call(
        self, name: str, *arguments: str, check: bool = True, own: bool = False
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs; `own`: as the database's account."""
        account = self.account if own else None
        return subprocess.run(
            [str(self.programs / name), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd="/",
            check=check,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        )


def _is_postgres(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().startswith("postgres")
    except FileNotFoundError:
        return False


@contextmanager
def running(home: Path, extra: dict[str, str] | None = None) -> Iterator[Server]:
    """The server of the data folder `home`, started when nobody did, kept while the block lasts."""
    server = Server(home, extra or {})
    with server.used():
        yield server
