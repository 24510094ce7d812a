"""The part of a member's address that is their own: made from the name, free, and never a word of the house."""

from __future__ import annotations

import secrets

from django.db.models.functions import Lower
from django.utils.text import slugify

from myelin.members.models import Member

KEPT_WORDS = {
    "admin", "api", "buddy", "cms", "help", "join", "login", "moderator", "myelin", "new", "operator", "settings",
}  # fmt: skip
"""Handles that could pass for the community itself, or for a page beside those of members."""


def free_handle(name: str) -> str:
    """A handle for a name that nobody has: small letters, numbers and hyphens, at most 30."""
    base = slugify(name)[:24].strip("-") or "member"
    if base in KEPT_WORDS:
        return f"member-{secrets.token_hex(3)}"
    # As the index has them: handles in small letters.
    taken = Member.objects.alias(small=Lower("handle")).filter(small=base)
    return f"{base}-{secrets.token_hex(2)}" if taken.exists() else base
