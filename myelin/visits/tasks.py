"""The job that forgets, in the night, what links showed that are over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.visits import actions


@app.periodic(cron="41 3 * * *")
@app.task(name="forget_ended_links", queueing_lock="forget_ended_links")
def forget_ended_links(timestamp: int) -> None:
    """Take away the pages that no link opens any more."""
    actions.forget_ended_links(now=timezone.now())
