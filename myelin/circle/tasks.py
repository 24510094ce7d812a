"""The job that ends, each minute, the parts of a circle whose last day is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.circle import actions


@app.periodic(cron="* * * * *")
@app.task(name="close_what_is_over", queueing_lock="close_what_is_over")
def close_what_is_over(timestamp: int) -> None:
    """End what is over: streams, and what carers had taken."""
    actions.close_what_is_over(now=timezone.now())
