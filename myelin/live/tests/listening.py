"""A real process of streams on the tests' own database, and a browser's ear that reads what it sends."""

from __future__ import annotations

import http.client
import os
import queue
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from myelin.config.tests.processes import COMMAND, environment, free_port, until
from myelin.live import actions, tokens
from myelin.live.tokens import Token, password_mark
from myelin.members.sessions import SessionStore

PATIENCE = 60.0
"""Seconds after which what should have come did not; a busy machine takes its time."""


@dataclass
class Streams:
    """The process, and where it listens."""

    port: int
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "live"],
            env=environment(
                MYELIN_DATA=os.environ["MYELIN_DATA"], DATABASE_URL=address(), MYELIN_LIVE_PORT=str(self.port)
            ),
            stdin=subprocess.DEVNULL,
        )
        until(lambda: self.ask("/live").status == 403)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def ask(self, path: str, **headers: str) -> Ear:
        return Ear(self.port, path, headers)

    def hear(self, token: Token, *, last: str = "") -> Ear:
        """Open a stream, as a browser that comes back with its last id when there is one, and again while it is told 503."""
        headers = {"Last-Event-ID": last} if last else {}
        give_up = time.monotonic() + PATIENCE
        while (ear := self.ask(f"/live?token={tokens.seal(token)}", **headers)).status == 503:
            assert time.monotonic() < give_up, "the database never came back"
            time.sleep(0.2)
        return ear


class Ear:
    """One connection; `heard` are the pairs of kind and channel, `last` is what a browser would send back."""

    def __init__(self, port: int, path: str, headers: dict[str, str]) -> None:
        self.heard: list[tuple[str, str]] = []
        self.all = ""
        self.last = headers.get("Last-Event-ID", "")
        self.retry = 0
        self.over = False
        self._rest = ""
        self._came: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.status = 0
        with suppress(OSError, http.client.HTTPException):
            self._connection.request("GET", path, headers=headers)
            self._socket = self._connection.sock
            self._response = self._connection.getresponse()
            self.status = self._response.status
            threading.Thread(target=self._read, daemon=True).start()

    def listen(self, seconds: float = 0.0) -> Ear:
        """Take what comes within that time."""
        give_up = time.monotonic() + seconds
        while not self.over and (left := give_up - time.monotonic()) > 0:
            with suppress(queue.Empty):
                some = self._came.get(timeout=left)
                self.over = not some
                self._take(some.decode())
        return self

    def until(self, *wanted: tuple[str, str], times: int = 1) -> Ear:
        """Read until all of these were heard so many times, whatever else there is."""
        give_up = time.monotonic() + PATIENCE
        while any(self.heard.count(each) < times for each in wanted):
            assert not self.over, f"it ended ({self.status}) with {self.heard}: {self.all!r}"
            assert time.monotonic() < give_up, f"heard {self.heard}, not {wanted}"
            self.listen(0.1)
        return self

    def listen_to_the_end(self) -> bool:
        """Read until the stream is closed from the other side; say whether it was."""
        give_up = time.monotonic() + PATIENCE
        while not self.over and time.monotonic() < give_up:
            self.listen(0.2)
        return self.over

    def close(self) -> None:
        """Cut the line; what has come by now counts as heard."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        while self.status == 200 and not self.over:
            self.listen(0.1)
        self._connection.close()

    def _read(self) -> None:
        with suppress(OSError, http.client.HTTPException, ValueError):
            while some := self._response.read1(65_536):
                self._came.put(some)
        self._came.put(b"")

    def _take(self, text: str) -> None:
        self.all += text
        self._rest += text
        while "\n\n" in self._rest:
            block, self._rest = self._rest.split("\n\n", 1)
            said = dict(line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in block.split("\n"))
            self.last = said.get("id", self.last)
            self.retry = int(said.get("retry", self.retry))
            if "data" in said:
                what, _, channel = said["data"].partition(" ")
                self.heard.append((what, channel))


def heard_so_far(ear: Ear) -> list[tuple[str, str]]:
    """All that was said before now to a page that hears thread 0: what was committed first is told first."""
    last = ("last", "thread:0")
    times = ear.heard.count(last) + 1
    actions.announce(channels=[last[1]], what=last[0], now=timezone.now())
    return [each for each in ear.until(last, times=times).heard if each != last]


@contextmanager
def streams() -> Iterator[Streams]:
    running = Streams(free_port())
    running.start()
    try:
        yield running
    finally:
        running.stop()


def address() -> str:
    """The tests' database, as DATABASE_URL."""
    now = settings.DATABASES["default"]
    host, port = now["HOST"], now["PORT"] or "5432"
    if host.startswith("/"):
        return f"postgresql://{now['USER']}@/{now['NAME']}?host={quote(host, safe='')}"
    return f"postgresql://{now['USER']}:{quote(now['PASSWORD'])}@{host}:{port}/{now['NAME']}"


def token_of(member, *channels, made_at=None, session=None) -> Token:
    """What a page of a member who just signed in would hold."""
    if session is None:
        store = SessionStore()
        store[SESSION_KEY] = str(member.pk)
        store.create()
        session = store.session_key
    return Token(
        member=member.pk,
        session=session,
        password=password_mark(member.password),
        channels=(f"member:{member.pk}", *channels),
        made_at=time.time() if made_at is None else made_at,
    )
