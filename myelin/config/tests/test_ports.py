"""Two installs on one machine: each finds a port for its streams."""

from __future__ import annotations

import socket

from myelin.config.live import free_port
from myelin.config.tests import processes


def test_the_next_port_is_taken_when_it_is_free_and_the_one_behind_it_when_not() -> None:
    with socket.socket() as pages, socket.socket() as other:
        port = processes.free_port()
        pages.bind(("127.0.0.1", port))
        first = free_port("127.0.0.1", port)
        assert first > port
        other.bind(("127.0.0.1", first))
        other.listen()
        assert free_port("127.0.0.1", port) not in {port, first}


def test_behind_the_last_port_there_is_any_other() -> None:
    assert 0 < free_port("127.0.0.1", 65_535) < 65_535
