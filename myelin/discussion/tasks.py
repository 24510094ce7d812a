"""Work of the night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.discussion import actions


@app.periodic(cron="51 3 * * *")
@app.task(name="forget_old_drafts", queueing_lock="forget_old_drafts")
def forget_old_drafts(timestamp: int) -> None:
    """Let drafts go that nobody came back for."""
    actions.forget_old_drafts(now=timezone.now())
