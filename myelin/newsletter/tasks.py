"""Work for the queue."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.newsletter import actions
from myelin.newsletter.models import Issue


@app.task(name="write_newsletter", queue="mail", retry=3)
def write_letters(*, issue_id: int, after: int) -> None:
    issue = Issue.objects.get(pk=issue_id)
    last = actions.write_letters(issue=issue, after=after, now=timezone.now())
    if last is not None:
        write_letters.defer(issue_id=issue_id, after=last)


@app.periodic(cron="53 3 * * *")
@app.task(name="forget_unconfirmed_subscriptions", queueing_lock="forget_unconfirmed_subscriptions")
def forget_unconfirmed_subscriptions(timestamp: int) -> None:
    actions.forget_unconfirmed(now=timezone.now())
