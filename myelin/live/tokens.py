"""What a page gives to its stream: who listens, to which channels, until when. Sealed, so that it tells nobody else.

Imports nothing that reaches a database: the process of the streams reads tokens too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

LASTS = 3600.0
"""Seconds. A page that stays open longer fetches itself again, and its reader's rights are asked again."""
LONGEST = 4_000
FEED = "feed"
"""The channel of a page that wants to hear of whatever its reader follows."""


@dataclass(frozen=True)
class Token:
    """Who listens: a member, in one session, under one password, at one moment."""

    member: int
    session: str
    password: str
    channels: tuple[str, ...]
    made_at: float


def seal(token: Token) -> str:
    """The token as it stands in an address."""
    return _fernet(settings.SECRET_KEY).encrypt(json.dumps(vars(token), separators=(",", ":")).encode()).decode()


def read(sealed: str) -> Token | None:
    """The token that was sealed here within `LASTS`; None for anything else."""
    try:
        if len(sealed) > LONGEST:
            return None
        words = json.loads(_fernet(settings.SECRET_KEY).decrypt(sealed.encode()))
    except (InvalidToken, UnicodeEncodeError):
        return None
    token = Token(**{**words, "channels": tuple(words["channels"])})
    return token if time.time() - token.made_at < LASTS else None


def password_mark(encoded: str) -> str:
    """A word that changes with the password; PostgreSQL makes the same one."""
    return hashlib.sha256(encoded.encode()).hexdigest()[:16]


@lru_cache(maxsize=2)
def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"myelin.live:" + secret.encode()).digest()))
