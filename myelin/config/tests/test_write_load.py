"""Programs that write without pause, while what serves them is killed: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import http.client
import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

import psutil
import psycopg
import pytest

from myelin.config.postgres import Server
from myelin.config.tests.processes import PATIENCE, Running, call, until

pytestmark = pytest.mark.slow
WRITERS = 3
EMAIL = "writer@example.org"


@dataclass
class Ledger:
    """What programs sent, each under a key of its own, and what they were told."""

    up: Running
    token: str
    kept: dict[str, int] = field(default_factory=dict)
    turned_away: list[tuple[int, str, str]] = field(default_factory=list)
    stop: Event = field(default_factory=Event)

    def write(self, name: str) -> None:
        """Post one update after the other; an unanswered one is sent again, with the same key, until it is."""
        number = 0
        while not self.stop.is_set():
            key = f"{name}-{number}"
            if self.send(key):
                number += 1
            else:
                time.sleep(0.05)

    def send(self, key: str) -> bool:
        """Post one update, and say whether it was acknowledged."""
        door = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.up.port, timeout=30)
        try:
            connection.request("POST", "/api/v1/updates", json.dumps({"text": f"load {key}"}), door)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return False  # nobody acknowledged it, so it may be there or not
        finally:
            connection.close()
        if answer.status == 201:
            self.kept[key] = json.loads(body)["id"]
            return True
        self.turned_away.append((answer.status, answer.headers.get("Retry-After", ""), json.loads(body)["detail"]))
        return False


@pytest.fixture(scope="module")
def token(up: Running) -> str:
    """The key of somebody whose programs write."""
    made = call("createoperator", EMAIL, "Writer", "--data", str(up.data), said="a quiet lake at dawn\n")
    assert made.returncode == 0, made.stderr
    return call("token", EMAIL, "--data", str(up.data)).stdout.strip()


@contextmanager
def under_load(up: Running, token: str) -> Iterator[Ledger]:
    """Let programs write while the block lasts."""
    ledger = Ledger(up, token)
    writers = [Thread(target=ledger.write, args=[f"{time.time_ns()}-{place}"]) for place in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        until(lambda: len(ledger.kept) >= WRITERS)
        yield ledger
    finally:
        ledger.stop.set()
        for writer in writers:
            writer.join(PATIENCE)


def rows(up: Running, keys: list[str]) -> dict[str, list[int]]:
    """The updates that the database has for each key."""
    found: dict[str, list[int]] = {key: [] for key in keys}
    with psycopg.connect(Server(up.data).url()) as connection:
        for number, text in connection.execute("SELECT thread_id, text FROM updates_update WHERE text LIKE 'load %'"):
            found.setdefault(text.removeprefix("load "), []).append(number)
    return found


def kill_page_server(up: Running) -> None:
    until(lambda: up.child("web")).kill()


def kill_page_process(up: Running) -> None:
    """A page server that is still loading has no page process yet; neither has a worker that is being started again."""
    until(lambda: (web := up.child("web")) and web.children())[0].kill()


def kill_worker(up: Running) -> None:
    until(lambda: up.child("worker")).kill()


def kill_database(up: Running) -> None:
    first = until(up.postmaster)
    for process in [first, *first.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):  # those that miss the first one end by themselves
            process.kill()


@pytest.mark.parametrize("kill", [kill_page_server, kill_page_process, kill_worker, kill_database])
def test_killed_under_load_it_loses_nothing_it_acknowledged(
    up: Running, token: str, kill: Callable[[Running], None]
) -> None:
    until(up.is_ready)
    with under_load(up, token) as ledger:
        for _ in range(2):
            before = len(ledger.kept)
            kill(up)
            until(lambda before=before: len(ledger.kept) > before + 2 * WRITERS)
    found = rows(up, list(ledger.kept))
    assert {key: found[key] for key in ledger.kept} == {key: [number] for key, number in ledger.kept.items()}
    assert [key for key, numbers in found.items() if len(numbers) > 1] == []
    # Whoever was turned away was told when to come back, and never that something broke.
    assert {(status, after) for status, after, _words in ledger.turned_away} <= {(503, "10")}


def test_killed_in_the_middle_of_a_post_it_is_there_once(up: Running, token: str) -> None:
    until(up.is_ready)
    ledger, key = Ledger(up, token), f"middle-{time.time_ns()}"
    with psycopg.connect(Server(up.data).url()) as aside:
        aside.execute("LOCK TABLE updates_update IN EXCLUSIVE MODE")
        sending = Thread(target=ledger.send, args=[key])
        sending.start()
        until(lambda: aside.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone())
        for process in until(lambda: up.child("web")).children():
            process.kill()
        sending.join(PATIENCE)
        assert ledger.kept == {}
        aside.rollback()
    until(lambda: ledger.send(key))
    assert rows(up, [key])[key] == [ledger.kept[key]]


def test_while_the_database_is_away_pages_say_so_and_need_no_restart(up: Running, token: str) -> None:
    """The keeper of the database is held still, so that nobody starts it again at once."""
    until(up.is_ready)
    web = up.child("web")
    up.process.send_signal(signal.SIGSTOP)
    try:
        kill_database(up)
        until(lambda: up.answers("/readyz") == 503)
        for path in ("/", "/library/", "/api/v1/me"):
            status, after, words = ask(up, path, token)
            assert (status, after) == (503, "10"), path
            assert "catching our breath" in words or "cannot reach its own memory" in words
        assert up.answers("/healthz") == 200
    finally:
        up.process.send_signal(signal.SIGCONT)
    until(up.is_ready)
    assert ask(up, "/api/v1/me", token)[0] == 200
    assert up.child("web") == web


def ask(up: Running, path: str, token: str) -> tuple[int, str, str]:
    """Status, Retry-After and words of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", up.port, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()
