"""Work of the night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.media import actions


@app.periodic(cron="29 3 * * *")
@app.task(name="remove_loose_pictures", queueing_lock="remove_loose_pictures")
def remove_loose_pictures(timestamp: int) -> None:
    """Take away pictures that nobody used, and files that no picture names."""
    while actions.remove_loose(now=timezone.now()):
        pass
    actions.remove_stray_files(now=timezone.now())
