"""The embedded database: started by the first who needs it, stopped by the last, wherever its folder is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from myelin.config import places
from myelin.config.postgres import Server, Stopped, running
from myelin.config.tests.processes import environment, until

HOLD = "import sys, time, pathlib; from myelin.config.postgres import running\n"
HOLD += "with running(pathlib.Path(sys.argv[1])): print('up', flush=True); time.sleep(60)"
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend the database another account")


@pytest.fixture
def empty() -> Iterator[Path]:
    """A data folder to be, where every account may walk to, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="myelin pg ") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A data folder with a database that was stopped in order; making one takes a second."""
    with tempfile.TemporaryDirectory(prefix="myelin pg ") as folder:
        Path(folder).chmod(0o711)
        with running(Path(folder) / "data"):
            pass
        yield Path(folder) / "data"


@pytest.fixture
def home(used: Path, empty: Path) -> Path:
    """A copy of the used one, with the same owners."""
    subprocess.run(["cp", "-a", str(used), str(empty)], check=True)
    return empty


def hold(home: Path) -> subprocess.Popen[str]:
    """Another process that uses the database of `home` until it is killed."""
    user = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert user.stdout is not None
    assert user.stdout.readline() == "up\n"
    return user


def test_it_keeps_what_was_written(home: Path) -> None:
    with running(home) as server, psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    with running(home) as server, psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    assert not server.ready()


def test_the_last_to_leave_stops_it(home: Path) -> None:
    with running(home) as first:
        with running(home) as second:
            assert second.ready()
        assert first.ready()
    assert not first.alive()


def test_it_stops_when_its_only_user_was_killed(home: Path) -> None:
    user = hold(home)
    server = Server(home)
    assert server.alive()
    user.kill()
    user.wait()
    until(lambda: not server.alive())


def test_it_stays_while_somebody_else_uses_it(home: Path) -> None:
    user = hold(home)
    with running(home) as server:
        user.kill()
        user.wait()
        time.sleep(0.5)
        assert server.ready()


def test_it_recovers_when_all_of_it_was_killed(home: Path) -> None:
    with running(home) as server:
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        pid = int((server.folder / "postmaster.pid").read_text().split("\n")[0])
        first = psutil.Process(pid)
        for process in [first, *first.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        until(lambda: not server.alive())
        server.start()
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_number_that_now_belongs_to_another_process_is_no_obstacle(home: Path) -> None:
    with running(home) as server:
        note = (server.folder / "postmaster.pid").read_text()
    (server.folder / "postmaster.pid").write_text(f"{os.getpid()}\n" + note.split("\n", 1)[1])
    with running(home) as server:
        assert server.ready()


def test_a_database_of_another_version_is_refused_in_words(home: Path) -> None:
    with running(home) as server:
        pass
    (server.folder / "PG_VERSION").write_text("17\n")
    with pytest.raises(Stopped, match="was made by PostgreSQL 17"), running(home):
        pass


def test_a_deep_folder_has_its_socket_in_a_short_one(empty: Path) -> None:
    deep = empty / ("d" * 60) / ("e" * 60)
    with running(deep) as server:
        assert len(os.fsencode(server.run)) <= places.LONGEST_SOCKET_FOLDER
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


@root_only
def test_a_closed_parent_stays_closed(empty: Path) -> None:
    empty.parent.chmod(0o700)
    with running(empty) as server:
        assert server.ready()
    assert empty.parent.stat().st_mode & 0o777 == 0o700
    assert (empty / "pg18").is_symlink()
    assert (empty / "pg18").resolve().parent.name.startswith("database-")
    with running(empty) as again:
        assert again.folder == server.folder


@root_only
def test_a_closed_data_folder_is_opened_to_the_databases_account_alone(empty: Path) -> None:
    empty.mkdir(mode=0o700)
    with running(empty) as server:
        assert server.account is not None
        assert empty.stat().st_gid == server.account.gid
        assert empty.stat().st_mode & 0o777 == 0o710
        assert not (empty / "pg18").is_symlink()


def test_a_socket_folder_that_somebody_else_made_is_refused(empty: Path) -> None:
    empty.mkdir()
    (empty / "run").symlink_to(tempfile.gettempdir())
    with pytest.raises(SystemExit, match="belongs to somebody else"):
        Server(empty)
