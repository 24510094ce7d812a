"""The jobs that keep plans filled ahead and tidy up, in the night, and let reminders speak, each minute."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.companion import actions


@app.periodic(cron="23 3 * * *")
@app.task(name="fill_treatment_plans", queueing_lock="fill_treatment_plans")
def fill_treatment_plans(timestamp: int) -> None:
    """Add the doses that have come within reach."""
    actions.fill_plans(now=timezone.now())


@app.periodic(cron="37 3 * * *")
@app.task(name="remove_stray_files", queueing_lock="remove_stray_files")
def remove_stray_files(timestamp: int) -> None:
    """Take away sealed files that no row names."""
    actions.remove_stray_files(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="ring_reminders", queueing_lock="ring_reminders")
def ring_reminders(timestamp: int) -> None:
    """Let the reminders speak that are due."""
    actions.ring_due(now=timezone.now())
