"""The job that keeps plans filled ahead; the worker runs it in the night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.companion import actions


@app.periodic(cron="23 3 * * *")
@app.task(name="fill_treatment_plans", queueing_lock="fill_treatment_plans")
def fill_treatment_plans(timestamp: int) -> None:
    """Add the doses that have come within reach."""
    actions.fill_plans(now=timezone.now())
