"""The letters that lie in the data folder, for the operator of a demo to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from myelin.notifications.backends import folder

NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{16}")
SHOWN = 50


@dataclass(frozen=True)
class Letter:
    """One letter as it was sent."""

    name: str
    sent_at: datetime
    to: str
    subject: str
    text: str


def newest(before: str = "") -> list[Letter]:
    """The newest letters, at most 50, older than the one named `before`."""
    if not folder().is_dir():
        return []
    names = sorted((path.stem for path in folder().glob("*.eml") if NAME.fullmatch(path.stem)), reverse=True)
    return [_read(name) for name in [name for name in names if not before or name < before][:SHOWN]]


def find(name: str) -> Letter | None:
    """The letter of that name, or None."""
    if not NAME.fullmatch(name) or not (folder() / f"{name}.eml").is_file():
        return None
    return _read(name)


def _read(name: str) -> Letter:
    message = message_from_bytes((folder() / f"{name}.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    return Letter(
        name=name,
        sent_at=datetime.strptime(name[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=str(body.get_content()) if body is not None else "",
    )
