"""Work that runs by the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.people import actions


@app.periodic(cron="23 * * * *")
@app.task(name="people.keep_rhythm", queueing_lock="people.keep_rhythm")
def keep_rhythm(timestamp: int) -> None:
    """Begin the new weeks of buddies, and end what is over."""
    actions.keep_rhythm(now=timezone.now())
