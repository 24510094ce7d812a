"""Let many do the same thing at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

WAIT = 60
"""Seconds until a thread that never came is a fault."""


def at_once[Result](number: int, do: Callable[[int], Result]) -> list[Result | Exception]:
    """What `do(0)` … `do(number - 1)` gave or raised, all begun at one barrier, each with a connection of its own."""
    barrier = Barrier(number, timeout=WAIT)

    def run(place: int) -> Result | Exception:
        try:
            connections["default"].ensure_connection()
            barrier.wait()
            return do(place)
        except Exception as raised:
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
