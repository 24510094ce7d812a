"""Every route of the URLconf, flat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A path pattern and its full name ("updates:edit"); nameless routes have an empty one.

    sound: what its page may do, "plays" or "records"; most have none.
    """

    path: str
    name: str
    sound: str = ""


def all_routes() -> list[Route]:
    """What the URLconf holds, Wagtail's and allauth's routes too."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], path: str, names: str) -> Iterator[Route]:
    for pattern in patterns:
        whole = path + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from _walk(pattern.url_patterns, whole, space)
        else:
            yield Route(whole, names + (pattern.name or ""), getattr(pattern.callback, "sound", ""))
