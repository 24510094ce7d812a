"""Work for the queue: long files, and what nobody came back for."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.exchange import actions

LONG = "long_files_of_care"
"""One of these at a time, so that the worker stays free for what is short."""


@app.task(name="read_file_of_care", retry=3, lock=LONG)
def read_file(*, number: int) -> None:
    """Read a file from where it was left."""
    actions.read_on(number=number, now=timezone.now())


@app.task(name="take_file_of_care", retry=3, lock=LONG)
def take_file(*, number: int) -> None:
    """Take what was ticked of a file."""
    actions.take_wanted(number=number, now=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="forget_old_files_of_care", queueing_lock="forget_old_files_of_care")
def forget_old_files_of_care(timestamp: int) -> None:
    """Forget files of care that nobody came back for."""
    actions.forget_old(now=timezone.now())
