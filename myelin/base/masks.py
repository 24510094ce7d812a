"""Tokens of forms, masked as Django masks them, at a twentieth of the time.

Each page shows the secret under another mask, so that nobody can guess it from the length of packed answers (BREACH).
Django draws that mask letter by letter from the system, which takes longer than to read a session.
"""

from __future__ import annotations

import secrets
from operator import add

from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

_MANY = len(CSRF_ALLOWED_CHARS)
_EVEN = 256 // _MANY * _MANY
"""Bytes below it stand for each letter equally often; the others are thrown away."""
_TO_PLACE = bytes(byte % _MANY for byte in range(256))
_UNEVEN = bytes(range(_EVEN, 256))
_TO_LETTER = bytes(ord(CSRF_ALLOWED_CHARS[number % _MANY]) for number in range(256))
_PLACE_OF = bytes(max(CSRF_ALLOWED_CHARS.find(chr(byte)), 0) for byte in range(256))


def masked(secret: str) -> str:
    """A new mask, and behind it the secret under that mask."""
    mask = b""
    while len(mask) < CSRF_SECRET_LENGTH:
        mask += secrets.token_bytes(2 * CSRF_SECRET_LENGTH).translate(_TO_PLACE, _UNEVEN)
    mask = mask[:CSRF_SECRET_LENGTH]
    cipher = bytes(map(add, secret.encode().translate(_PLACE_OF), mask))
    return (mask + cipher).translate(_TO_LETTER).decode()
