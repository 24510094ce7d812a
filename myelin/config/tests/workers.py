"""Workers that begin with everything loaded, as those of `myelin up` do: tests that kill many load once."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from myelin.config.tests.processes import PATIENCE, environment

LOADED = """
import json, os, signal, sys
from pathlib import Path
from django import setup
from django.conf import settings
setup()
from myelin.config.mailers import mailer
from myelin.config.worker import work
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if not (pid := os.fork()):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(2, 1)
        told = json.loads(line)
        settings.MEDIA_ROOT = Path(told["data"]) / "media"
        settings.MAILERS = {"default": mailer(told["mail"])}
        work()
        os._exit(0)
    print(pid, flush=True)
"""


@dataclass
class House:
    """A process that has loaded everything, and the workers that were forked from it."""

    data: Path
    process: psutil.Popen | None = field(default=None)

    def worker(self, data: Path, port: int) -> psutil.Process:
        """One more worker, on the database of this test: its files lie in `data`, its letters go to this port."""
        if self.process is None:
            self.process = self._load()
        told = {"data": str(data), "mail": f"smtp://127.0.0.1:{port}"}
        print(json.dumps(told), file=self.process.stdin, flush=True)
        return psutil.Process(int(self.process.stdout.readline()))

    def send_home(self) -> None:
        """Kill the workers that are left."""
        workers = self.process.children() if self.process else []
        for worker in workers:
            with suppress(psutil.NoSuchProcess):
                worker.kill()
        psutil.wait_procs(workers, PATIENCE)

    def close(self) -> None:
        """Kill all of them."""
        if self.process is not None:
            self.send_home()
            self.process.kill()
            self.process.wait(PATIENCE)

    def _load(self) -> psutil.Popen:
        return psutil.Popen(
            [sys.executable, "-c", LOADED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment(**of_these_tests(self.data), DJANGO_SETTINGS_MODULE="myelin.config.settings"),
        )  # fmt: skip


def of_these_tests(data: Path) -> dict[str, str]:
    """What a process is told that works on the database of the tests: what lies encrypted is read with their key."""
    there = connection.get_connection_params()
    address = f"postgresql://{there['user']}@/{there['dbname']}?host={there['host']}"
    address += f"&port={there['port']}" if there.get("port") else ""
    return {"MYELIN_DATA": str(data), "DATABASE_URL": address, "MYELIN_FIELD_KEY": settings.FIELD_KEY}
