"""What `pages.py` measures with: requests over one kept connection, and the CPU and memory of processes from /proc."""

from __future__ import annotations

import http.client
import os
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
MOST_SECONDS = 60.0
"""No measurement goes on for longer, however slow the pages are."""


@dataclass(frozen=True)
class Request:
    """One request as a browser would send it."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True)
class Answer:
    """What came back: `sent` bytes over the wire, `raw` bytes once unpacked."""

    status: int
    sent: int
    raw: int
    body: bytes


class Visitor:
    """Somebody with one connection that stays open. Only loopback addresses are ever visited."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.hostname not in LOOPBACK:
            raise SystemExit(f"Only this machine's own addresses are measured, and {address} is none of them.")
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=30)

    def ask(self, request: Request) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html", **request.headers}
        method = "GET" if request.body is None else "POST"
        if request.body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, request.path, body=request.body, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        whole = zlib.decompress(body, 31) if packed else body
        return Answer(answer.status, len(body), len(whole), whole)


@dataclass(frozen=True)
class Processes:
    """The processes below some pids; what they cost is what the kernel says."""

    roots: tuple[int, ...]

    def pids(self) -> list[int]:
        """The roots and all that descend from them, now."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                except (FileNotFoundError, ProcessLookupError):
                    continue
        found = [pid for pid in self.roots if pid in parents]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid and child not in found]
        return found

    def cpu_ms(self) -> float:
        """CPU milliseconds, user and system, that all their threads have used so far."""
        total = 0
        for pid in self.pids():
            for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                try:
                    total += int(task.read_text().split()[0])
                except (FileNotFoundError, ProcessLookupError):
                    continue
        return total / 1_000_000

    def pss_mib(self) -> float:
        """Memory: pages of their own, and their share of the pages they have in common."""
        total = 0
        for pid in self.pids():
            try:
                rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except (FileNotFoundError, ProcessLookupError):
                continue
            total += next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)
        return total / 1024


@dataclass
class Timing:
    """Milliseconds of single requests, one after the other."""

    seconds: list[float] = field(default_factory=list)

    def part(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return 1_000 * ordered[round(part * (len(ordered) - 1))]


def one_by_one(visitor: Visitor, make: Callable[[int], Request], count: int) -> tuple[Timing, Answer]:
    """Send `count` requests one after the other. Return how long each took, and the last answer."""
    timing, end = Timing(), time.monotonic() + MOST_SECONDS
    for number in range(count):
        start = time.perf_counter()
        answer = visitor.ask(make(number))
        timing.seconds.append(time.perf_counter() - start)
        if time.monotonic() > end:
            break
    return timing, answer


def together(address: str, make: Callable[[int], Request], seconds: float, visitors: int = 4) -> float:
    """Let several visitors ask at once for some seconds. Return requests a second.

    They run on the same cores as the server, in one Python process: a server with the machine for itself does more.
    """
    end, done = time.monotonic() + seconds, [0] * visitors

    def visit(place: int) -> None:
        visitor = Visitor(address)
        while time.monotonic() < end:
            visitor.ask(make(1_000_000 * (place + 1) + done[place]))
            done[place] += 1

    threads = [threading.Thread(target=visit, args=(place,)) for place in range(visitors)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 30)
    return sum(done) / (time.monotonic() - start)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
