"""The nightly tidying."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.groups import actions


@app.periodic(cron="17 4 * * *")
@app.task(name="end_invitations", queueing_lock="end_invitations")
def end_invitations(timestamp: int) -> None:
    """Take away invitations whose two weeks are over."""
    actions.end_invitations(now=timezone.now())
