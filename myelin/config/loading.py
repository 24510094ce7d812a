"""The whole application, loaded once for all processes that are forked from the one that did it."""

from __future__ import annotations

import gc
import os


def load_application() -> None:
    """Load everything, in such a way that it stays shared.

    Garbage is not looked for meanwhile: what a search frees leaves holes in pages that everybody shares, and whoever
    fills one gets a copy of the page. Afterwards nobody looks among what was loaded: that, too, would copy it.
    """
    gc.disable()
    import django
    from django.urls import get_resolver

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myelin.config.settings")
    django.setup()
    _ = get_resolver().url_patterns
    gc.freeze()
    gc.enable()
