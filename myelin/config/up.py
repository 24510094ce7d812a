"""`myelin up`: start everything, in order, watch it, and stop it in the opposite order."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from functools import partial
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from myelin.config import env, prepare, refusals
from myelin.config.loading import load_application
from myelin.config.postgres import Server, Stopped, running
from myelin.config.processes import Child, call_myself

WELL_WITHIN = 60.0
"""Seconds that the first page may take."""
A_DYING_ONE = 15.0
"""Seconds to wait for the processes of a start that was killed to leave the data folder and the port."""


class Leaving(Exception):
    """Somebody asked us to stop."""


def up(arguments: list[str]) -> None:
    """Run until told to stop."""
    started = time.monotonic()
    chosen = _options(arguments)
    host, port = chosen.host, chosen.port
    data = env.MYELIN_DATA.read(os.environ)
    _say_where(host, port)
    for reason in refusals.of_debugging(env.DEBUG.read(os.environ), host):
        raise refusals.Refusal(reason)
    with ExitStack() as stack:
        stack.enter_context(_told_to_stop())
        stack.enter_context(_alone(data, f"http://{_name(host)}:{port}"))
        for reason in refusals.of_keys(data):
            raise refusals.Refusal(reason)
        _wait_for_port(host, port)
        streams = _port_of_streams(host, port)
        address = env.DATABASE_URL.read(os.environ)
        server = None if address else stack.enter_context(running(data))
        if chosen.demo:
            # Read by every process that starts from here on.
            os.environ[env.DEMO.name] = "on"
        crew = Crew(host, (port, streams), server, address or (server.url() if server else ""), demo=chosen.demo)
        stack.callback(crew.stop)
        crew.prepare()
        crew.start()
        print(f"\nMyelin is ready: http://{_name(host)}:{port}   ({time.monotonic() - started:.1f} s)", flush=True)
        print(f"Live streams come from port {streams}; behind a proxy, hand /live on to it.", flush=True)
        print(f"Everything that lives is in {data}. Ctrl-C stops it.", flush=True)
        if chosen.demo:
            _print_logins(data / "demo-logins.json")
        crew.watch()


class Crew:
    """The processes of one running Myelin, and the database they share."""

    def __init__(self, host: str, ports: tuple[int, int], server: Server | None, address: str, *, demo: bool) -> None:
        self.host, self.server, self.address, self.demo = host, server, address, demo
        self.port, self.streams = ports
        self.children: list[Child] = []

    def prepare(self) -> None:
        """Check the database, load the application once for all, and bring tables and static files up to date."""
        accepted = env.NO_CHECKSUMS.read(os.environ)
        for reason in refusals.of_database(self.address, without_checksums=accepted):
            raise refusals.Refusal(reason)
        call_myself("myelin up")
        load_application()
        data, pack = env.MYELIN_DATA.read(os.environ), env.PACK.read(os.environ)
        code, static = prepare.code_state(pack), prepare.static_state()
        if not prepare.static_files_are_ready(static):
            self._begin("static", partial(prepare.prepare_static_files, static))
        if not prepare.database_is_ready(self.address, code):
            for reason in refusals.of_pack(pack):
                raise refusals.Refusal(reason)
            print("Preparing the database …", flush=True)
            self._begin("database", partial(prepare.prepare_database, self.address, code))
        self._finish()
        if self.demo and not (data / "demo-logins.json").exists():
            print("Inviting the demo community …", flush=True)
            self._begin("demo", _make_demo)
            self._finish()

    def start(self) -> None:
        """Start the page server and the worker, and wait until a page is served."""
        from myelin.config import live, web, worker

        self.children = [
            Child("web", partial(web.serve, self.host, self.port)),
            Child("live", partial(live.stream, self.host, self.streams, self.address)),
            Child("worker", worker.work),
        ]
        for child in self.children:
            child.start()
        give_up = time.monotonic() + WELL_WITHIN
        while not self._serves("/readyz"):
            for child in self.children:
                child.reap()
                if child.exit_code is not None:
                    raise SystemExit(f"The {child.name} process did not start; what it said stands above.")
            if time.monotonic() > give_up:
                raise SystemExit(f"No page was served within {WELL_WITHIN:.0f} seconds.")
            time.sleep(0.05)

    def watch(self) -> None:
        """Start again whatever dies, for ever."""
        while True:
            signal.sigtimedwait([signal.SIGCHLD], 1.0)
            if self.server is not None and not self.server.alive():
                print("The database has stopped; starting it again.", file=sys.stderr, flush=True)
                with suppress(Stopped):
                    self.server.start()
            for child in self.children:
                child.reap()
                if child.due():
                    print(f"The {child.name} process has ended; starting it again.", file=sys.stderr, flush=True)
                    child.start()

    def stop(self) -> None:
        """Stop every process, the page server first, so that nobody is let in while the rest goes."""
        for child in self.children:
            child.stop()

    def _begin(self, name: str, run: Callable[[], None]) -> None:
        child = Child(name, run)
        self.children.append(child)
        child.start()

    def _finish(self) -> None:
        for child in list(self.children):
            if code := child.wait():
                raise SystemExit(f"Preparing the {child.name} failed ({code}); what it said stands above.")
        self.children.clear()

    def _serves(self, path: str) -> bool:
        here = "localhost" if self.host in refusals.EVERYWHERE else self.host
        site = urlsplit(env.SITE_URL.read(os.environ)).netloc
        connection = http.client.HTTPConnection(here, self.port, timeout=5)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", path, headers={"Host": site or "localhost"})
            return connection.getresponse().status == 200
        return False


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="up", description="Start Myelin: database, pages and worker.")
    parser.add_argument("--port", type=int, default=env.PORT.read(os.environ), help="port of the pages (8000)")
    parser.add_argument("--host", default=env.HOST.read(os.environ), help="address of the pages (127.0.0.1)")
    parser.add_argument("--data", help="folder of everything that lives: database, media, mail, keys")
    parser.add_argument("--demo", action="store_true", help="with an invented community, and a login for each role")
    chosen = parser.parse_args(arguments)
    if not 1 <= chosen.port <= 65535:
        parser.error(f"--port takes a whole number from 1 to 65535, not {chosen.port}")
    return chosen


def _name(host: str) -> str:
    return "localhost" if refusals.is_loopback(host) or host in refusals.EVERYWHERE else host


def _say_where(host: str, port: int) -> None:
    """Tell the application its own address, unless the operator has said it."""
    if not os.environ.get("MYELIN_SITE_URL"):
        os.environ["MYELIN_SITE_URL"] = f"http://{_name(host)}:{port}"
        os.environ.setdefault("MYELIN_ALLOWED_HOSTS", "*")


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Turn the first SIGINT, SIGTERM or SIGHUP into an orderly end; later ones are too late to matter."""
    told = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal told
        if not told:
            told = True
            raise Leaving

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        yield
    except Leaving:
        print("\nMyelin has stopped.", flush=True)
    finally:
        told = True


@contextmanager
def _alone(data: Path, address: str) -> Iterator[None]:
    """Be the only `myelin up` on this data folder."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        file = (data / "up.lock").open("a+")
    except (FileExistsError, NotADirectoryError):
        raise SystemExit(f"{data} is not a folder. Choose another with --data.") from None
    except OSError as problem:
        raise SystemExit(f"{data} cannot be used ({problem.strerror}). Choose another with --data.") from None
    with file as lock:
        give_up = time.monotonic() + A_DYING_ONE
        while True:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
                break
            except BlockingIOError:
                lock.seek(0)
                other, _, where = lock.read().partition(" ")
                if not other.isdigit() or _lives(int(other)) or time.monotonic() > give_up:
                    raise SystemExit(
                        f"Myelin is already running on {data}: process {other}, {where}. "
                        "Stop it first, or choose another folder with --data."
                    ) from None
                time.sleep(0.1)
        lock.truncate(0)
        print(f"{os.getpid()} {address}", end="", file=lock, flush=True)
        yield
        lock.truncate(0)


def _lives(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def _wait_for_port(host: str, port: int) -> None:
    """Make sure that the port is free; the processes of a killed start may need a moment to leave it."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        said = f"Nobody here knows a host called {host!r}. Choose another with --host or MYELIN_HOST."
        raise SystemExit(said) from None
    give_up = time.monotonic() + 3
    while True:
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(where)
                return
            except OSError as problem:
                if time.monotonic() > give_up:
                    said = f"Port {port} on {host} cannot be used ({problem.strerror}). Choose another with --port."
                    raise SystemExit(said) from None
        time.sleep(0.2)


def _port_of_streams(host: str, port: int) -> int:
    """The port of the live streams: the one that was chosen, else a free one; told to all that starts from here."""
    from myelin.config.live import free_port

    if chosen := env.LIVE_PORT.read(os.environ):
        if chosen == port:
            raise SystemExit(f"{env.LIVE_PORT.name} is {port}, where pages are served. Choose another, or unset it.")
        _wait_for_port(host, chosen)
    streams = chosen or free_port(host, port)
    os.environ[env.LIVE_PORT.name] = str(streams)
    return streams


def _make_demo() -> None:
    from django.core.management import call_command

    call_command("demo")


def _print_logins(path: Path) -> None:
    """Print who can sign in, as a table."""
    if not path.exists():
        return
    logins: dict[str, dict[str, str]] = json.loads(path.read_text())
    rows = [("role", "e-mail", "password"), *((role, who["email"], who["password"]) for role, who in logins.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    print()
    for row in rows:
        line = "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"  {line.rstrip()}", flush=True)
