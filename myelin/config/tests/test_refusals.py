"""Starts that must not happen, each with a sentence that names what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from myelin.config import env, refusals
from myelin.config.postgres import FOR_TESTS, running
from myelin.config.tests.processes import call, free_port


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MYELIN_PORT", "eighty", "is not a whole number from 1 to 65535"),
        ("MYELIN_DEBUG", "maybe", "neither on nor off"),
        ("MYELIN_SECRET_KEY", "short", "fewer than 50 characters"),
        ("MYELIN_SITE_URL", "members.example.org", "does not begin with http:// or https://"),
        ("EMAIL_URL", "mail.example.org", "does not begin with smtp://"),
        ("EMAIL_URL", "smtp://mail.example.org:99999", "its port is not a number from 1 to 65535"),
        ("DATABASE_URL", "sqlite:///here", "does not begin with postgres:// or postgresql://"),
        ("DATABASE_URL", "postgresql://me@host:port/name", "its port is not a number from 1 to 65535"),
        ("MYELIN_SITE_URL", "https://", "it names no host"),
        ("MYELIN_FIELD_KEY", "x" * 44, "is set, but that is no such key. It takes a Fernet key"),
        ("MYELIN_PUSH_KEY", "zz", "is set, but that is no such key. It takes a P-256 private key"),
        ("MYELIN_MAIL_FROM", "nobody", "no e-mail address"),
        ("MYELIN_ALLOWED_HOSTS", "https://members.example.org", "holds more than names"),
    ],
)
def test_a_wrong_value_stops_every_command_and_is_named(name: str, value: str, said: str) -> None:
    done = call("check", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} is ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"MYELIN_HOST": "nowhere.invalid"}, "Nobody here knows a host called 'nowhere.invalid'"),
        ({"DATABASE_URL": "postgresql://me@localhost:1/none"}, "The database of DATABASE_URL does not answer"),
        ({"MYELIN_PACK": "/nowhere"}, "The condition pack cannot be used. Mend it, or set MYELIN_PACK."),
    ],
)
def test_what_is_not_there_stops_the_start_in_words(tmp_path: Path, more: dict[str, str], said: str) -> None:
    done = call("up", "--data", str(tmp_path / "new"), "--port", str(free_port()), **more)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file_stops_the_start_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = call("up", "--data", str(tmp_path / "file"), "--port", str(free_port()))
    assert (done.returncode, done.stderr) == (1, f"{tmp_path / 'file'} is not a folder. Choose another with --data.\n")


def test_a_data_folder_that_cannot_be_made_stops_the_start_in_words() -> None:
    done = call("up", "--data", "/proc/myelin", "--port", str(free_port()))
    said = "/proc/myelin cannot be used (No such file or directory). Choose another with --data.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_live_streams_are_never_served_where_pages_are(tmp_path: Path) -> None:
    port = str(free_port())
    done = call("up", "--data", str(tmp_path / "new"), "--port", port, MYELIN_LIVE_PORT=port)
    said = f"MYELIN_LIVE_PORT is {port}, where pages are served. Choose another, or unset it.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(env.WrongSetting) as wrong:
        env.SECRET_KEY.read({"MYELIN_SECRET_KEY": "short-but-secret"})
    assert "short-but-secret" not in str(wrong.value)


def test_debugging_is_for_this_machine_only(tmp_path: Path) -> None:
    done = call("up", "--host", "0.0.0.0", "--data", str(tmp_path), "--port", str(free_port()), MYELIN_DEBUG="on")  # noqa: S104
    assert done.returncode == 1
    assert done.stderr.startswith("MYELIN_DEBUG shows the inside of Myelin to everybody")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_this_machine_debugging_is_allowed(host: str) -> None:
    assert list(refusals.of_debugging(True, host)) == []


def test_secrets_that_others_can_read_are_refused(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    (keys / "field.key").write_text("secret")
    (keys / "field.key").chmod(0o644)
    done = call("up", "--data", str(tmp_path), "--port", str(free_port()))
    assert done.returncode == 1
    assert f"Others on this machine can read {keys / 'field.key'}" in done.stderr
    (keys / "field.key").chmod(0o600)
    assert list(refusals.of_keys(tmp_path)) == []


def test_a_lost_key_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "pg18").mkdir()
    (tmp_path / "pg18" / "PG_VERSION").write_text("18\n")
    assert [reason for reason in refusals.of_keys(tmp_path) if "field.key is missing" in reason]


def test_a_server_that_may_lose_writes_is_refused(tmp_path: Path) -> None:
    with running(tmp_path / "careless", FOR_TESTS) as server:
        found = " ".join(refusals.of_database(server.url(), without_checksums=False))
        done = call("up", "--data", str(tmp_path), "--port", str(free_port()), DATABASE_URL=server.url())
    assert "fsync=off" in found
    assert "synchronous_commit=off" in found
    assert "checksums" not in found
    assert (done.returncode, done.stderr.split(":")[0]) == (1, "The database runs with fsync=off")


def test_a_careful_server_is_taken(tmp_path: Path) -> None:
    with running(tmp_path / "careful") as server:
        assert list(refusals.of_database(server.url(), without_checksums=False)) == []
