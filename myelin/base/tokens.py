"""Secrets that are told once, in an address or to a program; only what is kept of them can be looked up."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits, as letters that fit an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()
