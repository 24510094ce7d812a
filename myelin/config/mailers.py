"""How mail leaves this install, told by one address: smtp://, smtp+tls:// (STARTTLS) or smtps:// (encrypted)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 20
"""How long a mail server may take for one step; then the queue tries again later."""


def mailer(url: str) -> dict[str, Any]:
    """Django's settings for the mail server at `url`; without one, letters become files in the data folder."""
    if not url:
        return {"BACKEND": "myelin.notifications.backends.FileBackend"}
    parts = urlsplit(url)
    options = {
        "host": parts.hostname or "localhost",
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": SECONDS,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
