"""News that leave the house: written and shown each minute, as far as they are still news."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.home.queries import still_news
from myelin.notifications import news, push
from myelin.notifications.tasks import SLOWER_AND_SLOWER


@app.periodic(cron="* * * * *")
@app.task(name="write_news", queueing_lock="write_news")
def write_news(timestamp: int) -> None:
    news.write_due(now=timezone.now(), still=still_news)


@app.periodic(cron="* * * * *")
@app.task(name="show_news", queueing_lock="show_news")
def show_news(timestamp: int) -> None:
    push.show_due(now=timezone.now(), still=still_news)


@app.task(name="deliver_news", queue="mail", retry=SLOWER_AND_SLOWER)
def deliver_news(*, mail_id: int) -> None:
    news.deliver(mail_id=mail_id, now=timezone.now(), still=still_news)
