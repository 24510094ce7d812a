"""Letters as files in the data folder, for an install without a mail server."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def folder() -> Path:
    """Where letters lie while no mail server is set."""
    return Path(settings.DATA) / "mail"


class FileBackend(BaseEmailBackend):
    """Writes each letter as one `.eml` file, named by its time and its Message-ID, so that a repeat is one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        for letter in email_messages:
            message = letter.message()
            moment = parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
            mark = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:16]
            path = folder() / f"{moment:%Y%m%dT%H%M%S}-{mark}.eml"
            fresh = path.with_suffix(f".{os.getpid()}.part")
            fresh.write_bytes(message.as_bytes())
            fresh.replace(path)
        return len(email_messages)
