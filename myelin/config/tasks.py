"""Work that follows an upgrade."""

from __future__ import annotations

from collections import deque

from procrastinate.contrib.django import app

from myelin.config import themes


@app.task(name="find_themes_anew", queueing_lock="find_themes_anew")
def find_themes_anew() -> None:
    """What was written before covers were there, or before the pack's words for a theme changed, gets its themes."""
    deque(themes.rebuild(), maxlen=0)
