"""A secret that is shown once: it waits in the session, unreadable there, for the page that a redirect leads to."""

from __future__ import annotations

from django.http import HttpRequest

from myelin.base.fields import decrypt, encrypt


def keep(request: HttpRequest, name: str, secret: str) -> None:
    """Let the next page have it."""
    request.session[name] = encrypt(secret)


def take(request: HttpRequest, name: str) -> str:
    """The secret, which is gone from then on; empty when there is none."""
    kept = request.session.pop(name, "")
    return decrypt(kept) if kept else ""
