"""Work for the queue."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.live import actions


@app.periodic(cron="*/20 * * * *")
@app.task(name="forget_old_events", queueing_lock="forget_old_events")
def forget_old_events(timestamp: int) -> None:
    actions.forget_old(now=timezone.now())
