"""Work for the queue. What runs each minute stands above, with the room that knows what is still news."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from myelin.notifications import mail, push

SLOWER_AND_SLOWER = RetryStrategy(max_attempts=9, exponential_wait=4)
"""A mail server that is away is asked again after seconds, minutes, hours: for about three days."""


@app.task(name="deliver_mail", queue="mail", retry=SLOWER_AND_SLOWER)
def deliver_mail(*, mail_id: int) -> None:
    mail.deliver(mail_id=mail_id, now=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="forget_sent_mail", queueing_lock="forget_sent_mail")
def forget_sent_mail(timestamp: int) -> None:
    mail.forget_sent(now=timezone.now())


@app.task(name="show_notice", queue="mail", retry=SLOWER_AND_SLOWER)
def show_notice(*, device_id: int, path: str, topic: str = push.NEWS) -> None:
    push.show(device_id=device_id, path=path, now=timezone.now(), topic=topic)
