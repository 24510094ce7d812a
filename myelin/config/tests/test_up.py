"""`myelin up` with real processes: started, killed one by one, started again, and stopped without a trace."""

from __future__ import annotations

import http.client
import re
import signal
from pathlib import Path

import pytest

from myelin.config.tests.processes import PATIENCE, Running, call, free_port, until

pytestmark = pytest.mark.slow


def test_it_says_where_it_is(up: Running) -> None:
    until(lambda: "Myelin is ready" in up.said())
    assert f"http://localhost:{up.port}" in up.said()
    assert str(up.data) in up.said()


def test_what_lives_is_closed_to_others(up: Running) -> None:
    for name in ("keys", "pg18"):
        assert (up.data / name).resolve().stat().st_mode & 0o077 == 0
    assert (up.data / "keys" / "field.key").stat().st_mode & 0o077 == 0


def test_what_a_page_is_made_of_is_packed_and_never_asked_for_again(up: Running) -> None:
    page = up.ask("/").read().decode()
    parts = [part for part in re.findall(r'/static/[^"#?]+', page) if part.endswith((".css", ".js"))]
    assert parts
    for part in parts:
        answer = up.ask(part, **{"Accept-Encoding": "br"})
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br"), part
        assert "immutable" in answer.headers["Cache-Control"], part


def test_a_second_one_on_the_same_folder_is_refused_kindly(up: Running) -> None:
    second = call("up", "--data", str(up.data), "--port", str(free_port()))
    assert second.returncode == 1
    assert second.stderr.startswith(f"Myelin is already running on {up.data}: process {up.process.pid}")


def test_a_taken_port_is_named(up: Running, tmp_path: Path) -> None:
    second = call("up", "--data", str(tmp_path / "other"), "--port", str(up.port))
    assert second.returncode == 1
    assert f"Port {up.port} on 127.0.0.1 cannot be used" in second.stderr


def test_the_doctor_finds_it_well(up: Running) -> None:
    until(lambda: "WRONG" not in call("doctor", "--data", str(up.data)).stdout)
    found = call("doctor", "--data", str(up.data))
    assert (found.returncode, "Everything is well." in found.stdout) == (0, True), found.stdout
    assert f"Pages are served at http://localhost:{up.port}" in found.stdout
    assert re.search(r"Live streams come from port \d+", found.stdout)


@pytest.mark.parametrize("name", ["web", "live", "worker"])
def test_a_killed_process_is_started_again(up: Running, name: str) -> None:
    first = until(lambda: up.child(name))
    first.kill()
    # For a moment the killed one is still listed.
    second = until(lambda: (found := up.child(name)) is not None and found.pid != first.pid and found)
    until(up.is_ready)
    assert second.pid != first.pid


def test_a_killed_page_process_costs_nobody_a_page(up: Running) -> None:
    web = until(lambda: up.child("web"))
    until(lambda: len(web.children()) == 2)
    first = web.children()
    first[0].kill()
    until(up.is_ready)
    until(lambda: len(web.children()) == 2 and first[0] not in web.children())


def test_a_killed_database_comes_back(up: Running) -> None:
    first = until(up.postmaster)
    first.kill()
    until(lambda: (now := up.postmaster()) is not None and now.pid != first.pid)
    until(up.is_ready)


def test_killed_at_once_it_leaves_nobody_and_recovers(up: Running) -> None:
    up.process.kill()
    up.process.wait()
    until(lambda: not up.everybody())
    up.start()
    until(up.is_ready)


def test_started_while_the_killed_one_still_ends_it_waits(up: Running) -> None:
    until(lambda: up.said().count("Myelin is ready") == 2)
    up.process.kill()
    up.process.wait()
    up.start()
    until(up.is_ready)


def test_streams_have_the_next_free_port_and_pages_may_reach_it(up: Running) -> None:
    until(lambda: "Live streams come from port" in up.said())
    port = int(re.findall(r"Live streams come from port (\d+)", up.said())[-1])
    connection = http.client.HTTPConnection("127.0.0.1", up.port, timeout=60)
    connection.request("GET", "/")
    assert f"connect-src 'self' http://127.0.0.1:{port};" in connection.getresponse().headers["Content-Security-Policy"]
    streams = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    streams.request("GET", "/live")
    assert streams.getresponse().status == 403


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_leaves_nobody(up: Running, number: signal.Signals) -> None:
    up.process.send_signal(number)
    assert up.process.wait(PATIENCE) == 0
    assert up.said().endswith("Myelin has stopped.\n")
    until(lambda: not up.everybody())
    up.start()
    until(up.is_ready)
