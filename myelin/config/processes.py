"""Child processes that are forked, watched, started again, and never outlive us."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

SET_DEATH_SIGNAL = 1
SET_NAME = 15
STEADY = 30.0
"""Seconds after which a process counts as well again, and its next death as its first."""
PATIENCE = 15.0
"""Seconds that a child has to end by itself before it is killed."""


def die_with_parent(*, killed: bool = False) -> None:
    """Have the kernel stop this process when its parent is gone, also when the parent was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL if killed else signal.SIGTERM)


def call_myself(name: str) -> None:
    """Show `name` instead of `python` in `ps -e` and `top`; at most 15 bytes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_NAME, name.encode()[:15])


@dataclass
class Child:
    """One supervised process: what it does, and how it has fared."""

    name: str
    run: Callable[[], None]
    pid: int | None = None
    started_at: float = 0.0
    deaths: int = 0
    exit_code: int | None = None

    def start(self) -> None:
        """Fork. The child leads a group of its own, so that a Ctrl-C in the terminal reaches only the supervisor."""
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            self._live(parent)

    def _live(self, parent: int) -> NoReturn:
        code = 1
        try:
            os.setsid()
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.set_wakeup_fd(-1)
            die_with_parent()
            if os.getppid() == parent:
                call_myself(f"myelin {self.name}")
                self.run()
                code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else bool(leaving.code)
            if isinstance(leaving.code, str):
                print(leaving.code, file=sys.stderr)
        except BaseException:
            traceback.print_exc()
        finally:
            with suppress(BaseException):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def reap(self) -> None:
        """Notice when the process has ended."""
        if self.pid is None:
            return
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.exit_code = os.waitstatus_to_exitcode(status)
            self._sweep()
            self.deaths = 1 if time.monotonic() - self.started_at > STEADY else self.deaths + 1
            self.pid = None

    def due(self) -> bool:
        """Whether it has ended and waited long enough to be started again: 0, 1, 2, 4, … at most 30 seconds."""
        pause = min(30.0, 2.0 ** (self.deaths - 2)) if self.deaths > 1 else 0.0
        return self.pid is None and time.monotonic() >= self.started_at + pause

    def stop(self) -> None:
        """Ask the process to end, wait, and kill what is left of its group."""
        if self.pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        give_up = time.monotonic() + PATIENCE
        while self.pid is not None and time.monotonic() < give_up:
            self.reap()
            time.sleep(0.02)
        if self.pid is not None:
            self._sweep()
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self.pid = None

    def wait(self) -> int:
        """Wait for the end of a process that does one thing, and give its exit code."""
        assert self.pid is not None
        _, status = os.waitpid(self.pid, 0)
        self.pid = None
        return os.waitstatus_to_exitcode(status)

    def _sweep(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if self.pid is not None:
                os.killpg(self.pid, signal.SIGKILL)
