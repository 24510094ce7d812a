"""Work of the library that runs by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.library import actions


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="library.verify_reviews", name="library.verify_reviews")
def verify_reviews(timestamp: int) -> None:
    """Look at every live article: its signature, its day of review, and whether search and feed agree."""
    actions.verify_reviews(now=timezone.now())
