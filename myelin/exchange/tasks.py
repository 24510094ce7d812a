"""Work for the queue: long files, and what nobody came back for."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.exchange import actions


@app.task(name="read_phone_file", retry=3)
def read_phone_file(*, number: int) -> None:
    """Read a phone's file from where it was left."""
    actions.read_on(number=number, now=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="forget_old_files_of_care", queueing_lock="forget_old_files_of_care")
def forget_old_files_of_care(timestamp: int) -> None:
    """Forget files of care that nobody came back for."""
    actions.forget_old(now=timezone.now())
