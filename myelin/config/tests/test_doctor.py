"""The doctor says in words what is wrong, also when nothing runs, and how to mend it."""

from __future__ import annotations

import shutil
from pathlib import Path

from myelin.config import doctor, env
from myelin.config.tests.processes import call, free_port
from myelin.visits import libraries


def findings(text: str) -> dict[str, str]:
    """What is wrong, each with the line that says how to mend it."""
    lines = text.split("\n")
    return {
        line.removeprefix("WRONG").strip(): lines[number + 1].strip()
        for number, line in enumerate(lines)
        if line.startswith("WRONG")
    }


def test_a_mail_server_that_is_away(tmp_path: Path) -> None:
    port = free_port()
    done = call("doctor", "--data", str(tmp_path / "new"), EMAIL_URL=f"smtp://letters:geheim@localhost:{port}")
    wrong = findings(done.stdout)
    assert done.returncode == 1
    assert "EMAIL_URL" in wrong[f"The mail server localhost:{port} does not take mail."]
    assert "geheim" not in done.stdout + done.stderr


def test_a_library_that_draws_letters_is_looked_for(monkeypatch) -> None:
    monkeypatch.setattr(libraries, "missing", lambda: ("pango-1.0",))
    found = doctor._letters()
    assert found.hint and "pango-1.0" in found.text and "apt install libpango-1.0-0" in found.mend
    monkeypatch.undo()
    assert doctor._letters().mend == "", "it is here"


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    address = f"postgresql://myelin:geheim@localhost:{free_port()}/none"
    done = call("doctor", "--data", str(tmp_path / "new"), DATABASE_URL=address)
    assert "DATABASE_URL" in findings(done.stdout)["The database does not answer."]
    assert "geheim" not in done.stdout + done.stderr


def test_a_broken_pack_with_the_place_in_it(tmp_path: Path) -> None:
    shutil.copytree(env.PACK.default, tmp_path / "pack")
    (tmp_path / "pack" / "pack.yaml").write_text("slug: [")
    done = call("doctor", "--data", str(tmp_path / "new"), MYELIN_PACK=str(tmp_path / "pack"))
    assert "pack.yaml, at line" in findings(done.stdout)["The condition pack cannot be used."]


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = call("doctor", "--data", str(tmp_path / "file"))
    assert "chown" in findings(done.stdout)[f"{tmp_path / 'file'} is no folder that you can write."]


def test_a_disk_that_is_nearly_full(tmp_path: Path) -> None:
    done = call("doctor", "--data", str(tmp_path), MYELIN_ROOM="999999999")
    assert ["larger disk" in mend for wrong, mend in findings(done.stdout).items() if "MiB are free for" in wrong] == [
        True
    ]
    assert "MiB are free for" not in call("doctor", "--data", str(tmp_path), MYELIN_ROOM="1").stdout
