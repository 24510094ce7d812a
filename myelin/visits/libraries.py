"""Which libraries of the system a PDF needs, and whether they are here. No Django: `myelin doctor` asks, too."""

from __future__ import annotations

from ctypes.util import find_library
from functools import cache

NEEDED = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")


@cache
def missing() -> tuple[str, ...]:
    """The names of those that are not installed, as the system's linker looks for them."""
    return tuple(name for name in NEEDED if find_library(name) is None)
