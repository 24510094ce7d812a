"""One login for each role, with passwords made now and written where only the operator can read them."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from myelin.members.models import Member

FILE = "demo-logins.json"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters that nobody confuses when typing them from a terminal."""


def new_password() -> str:
    """Four groups of five letters: about 99 bits, easy to type."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(4))


def hand_out(members: Mapping[str, Member], folder: Path) -> None:
    """Give each member a new password and write all by role into the folder; the file appears whole or not at all."""
    logins = {}
    for role, member in members.items():
        password = new_password()
        member.set_password(password)
        member.save(update_fields=["password"])
        logins[role] = {"email": member.email, "password": password}
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{FILE}.new"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(logins, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)
