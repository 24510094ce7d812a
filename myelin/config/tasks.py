"""Work that follows an upgrade."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from myelin.config import themes

BEHIND_ALL_ELSE = -10


@app.task(name="find_themes_anew", queueing_lock="find_themes_anew", priority=BEHIND_ALL_ELSE)
def find_themes_anew(part: str = themes.FIRST, after: int = 0) -> None:
    """What was written before covers were there, or before the pack's words for a theme changed, gets its themes.

    One batch a job, so that letters and reminders go out in between, and a killed worker loses one batch.
    """
    if (behind := themes.step(part, after)) is not None:
        with suppress(AlreadyEnqueued):  # by an upgrade: all of it from the beginning
            find_themes_anew.defer(part=behind[0], after=behind[1])
