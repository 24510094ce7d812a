"""Work that runs by the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.helping import actions, queries


@app.periodic(cron="*/5 * * * *")
@app.task(name="helping.keep_the_clock", queueing_lock="helping.keep_the_clock")
def keep_the_clock(timestamp: int) -> None:
    """Ask people about questions that still wait, and bring what waited a day to the moderators."""
    actions.keep_the_clock(now=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(name="helping.count", queueing_lock="helping.count")
def count(timestamp: int) -> None:
    """Count the figures of the board."""
    queries.count(now=timezone.now())
