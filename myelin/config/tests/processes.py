"""A real Myelin in processes of its own, for the tests that start and kill it."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

COMMAND = [sys.executable, "-m", "myelin.config.cli"]
PATIENCE = 240.0
"""Seconds until waiting is given up: far more than a busy machine takes, because only a fault should end it."""


def free_port() -> int:
    """A port that nobody listens on, below those that a machine gives to every connection: it stays free meanwhile."""
    while True:
        port = 12_000 + secrets.randbelow(18_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def environment(**more: str) -> dict[str, str]:
    """The environment of an operator who has set nothing but `more`."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MYELIN_", "DATABASE_", "EMAIL_"))
    }
    return kept | more


def call(*arguments: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run one `myelin` command to its end; `said` goes to its standard input."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(**more),
        input=said,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def until[T](found: Callable[[], T | None], *, within: float = PATIENCE) -> T:
    """What `found` gives once that is true of anything."""
    give_up = time.monotonic() + within
    while not (result := found()):
        assert time.monotonic() < give_up, f"{found} did not become true within {within} s"
        time.sleep(0.05)
    return result


@dataclass
class Running:
    """One `myelin up`."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] = field(init=False)
    said_before: int = 0

    def start(self, *options: str) -> None:
        """Start it, with what it says in a file; it may be ready later."""
        self.said_before = self.said_in.stat().st_size if self.said_in.exists() else 0
        with self.said_in.open("ab") as said:
            self.process = subprocess.Popen(
                [*COMMAND, "up", "--data", str(self.data), "--port", str(self.port), *options],
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    @property
    def said_in(self) -> Path:
        """The file of what it says."""
        return self.data.with_suffix(".log")

    def said(self) -> str:
        """What it has said so far."""
        return self.said_in.read_text()

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Ask for a page, or for what it is made of."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=headers)
        return connection.getresponse()

    def answers(self, path: str = "/readyz") -> int:
        """The status of a page; 0 when nobody answers."""
        with suppress(OSError, http.client.HTTPException):
            return self.ask(path).status
        return 0

    def is_ready(self) -> bool:
        """Whether it says so and pages are served; a page server of the run before may answer for a while longer."""
        if self.process.poll() is not None:
            raise AssertionError(self.said())
        return b"Myelin is ready" in self.said_in.read_bytes()[self.said_before :] and self.answers() == 200

    def child(self, name: str) -> psutil.Process | None:
        """The supervised process of that name."""
        for each in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it may end while we look
                if each.name() == f"myelin {name}":
                    return each
        return None

    def postmaster(self) -> psutil.Process | None:
        """The first process of the database."""
        with suppress(OSError, ValueError, psutil.NoSuchProcess):
            return psutil.Process(int((self.data / "pg18" / "postmaster.pid").read_text().split("\n")[0]))
        return None

    def everybody(self) -> list[psutil.Process]:
        """Every process that works on this data folder, wherever it hangs in the tree."""
        mine = str(self.data)
        found = []
        for each in psutil.process_iter():
            with suppress(psutil.Error):
                if mine in " ".join(each.cmdline()) and each.status() != psutil.STATUS_ZOMBIE:
                    found.append(each)
        return found

    def stop(self) -> int:
        """Ask it to end, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)
