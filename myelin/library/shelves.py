"""What the page of an article shows to everybody, members too, is made once and kept under the page's stamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from myelin.base.kept_pages import KEPT_SECONDS


@dataclass(frozen=True)
class Shown:
    """An article without what is the reader's own: the shell and the talk."""

    thread_id: int
    title: str
    description: str
    linked_data: SafeString
    reading: SafeString
    more: SafeString
    rail: SafeString


def kept(stamp: str, host: str, make: Callable[[], Shown]) -> Shown:
    """The kept parts; made and kept when there are none."""
    key = f"article:{stamp}:{get_language()}:{host}"
    found: Shown | None = caches["pages"].get(key)
    if found is None:
        found = make()
        caches["pages"].set(key, found, KEPT_SECONDS)
    return found
