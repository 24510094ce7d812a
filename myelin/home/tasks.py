"""News that leave the house: written and shown each minute, as far as they are still news."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from myelin.home.queries import still_news
from myelin.notifications import news, push


@app.periodic(cron="* * * * *")
@app.task(name="write_news", queueing_lock="write_news")
def write_news(timestamp: int) -> None:
    news.write_due(now=timezone.now(), still=still_news)


@app.periodic(cron="* * * * *")
@app.task(name="show_news", queueing_lock="show_news")
def show_news(timestamp: int) -> None:
    push.show_due(now=timezone.now(), still=still_news)
