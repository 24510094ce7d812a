"""One real Myelin for all tests that kill it: each leaves it ready."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from myelin.config.tests.processes import Running, until


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A Myelin whose folder has a space in its name, and a parent that the database's account may not enter."""
    running = Running(tmp_path_factory.mktemp("closed") / "a folder")
    running.start()
    try:
        until(running.is_ready)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
        for left in running.everybody():
            left.kill()
