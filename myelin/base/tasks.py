"""Work of the night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.base import idempotency


@app.periodic(cron="11 3 * * *")
@app.task(name="forget_keys_of_forms", queueing_lock="forget_keys_of_forms")
def forget_keys_of_forms(timestamp: int) -> None:
    """Forget which forms were sent, once nobody will send them again."""
    idempotency.forget_keys(now=timezone.now())
