"""How the values of an archive are shown to people."""

from __future__ import annotations

import re

from django import template

register = template.Library()
PICTURE = re.compile(r"[0-9a-f]{32}\.webp")


@register.filter
def kind(value: object) -> str:
    """What a value of JSON is: object, list, picture or text."""
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "list"
    return "picture" if isinstance(value, str) and PICTURE.fullmatch(value) else "text"


@register.filter
def words(name: str) -> str:
    """A key of the archive as words: posted_at is "posted at"."""
    return name.replace("_", " ")
