"""Let the invented author and reviewer take the starter library through the real review, so that it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from myelin.demo.people import Cast
from myelin.discussion.models import Thread, ThreadTopic
from myelin.library import actions
from myelin.library.models import ArticlePage
from myelin.search.models import Document

WEEKS_APART = 3
"""Between one article and the next, back from the newest."""


def publish_the_starters(cast: Cast, *, author: str, reviewer: str, now: datetime) -> None:
    """Put every starter article before the reviewer as the author's own, sign it, and date it back."""
    waiting = ArticlePage.objects.exclude(starter="").filter(live=False).order_by("pk")
    for article, at in zip(waiting, _days_back(now, waiting.count()), strict=True):
        draft = article.get_latest_revision_as_object()
        article = actions.write_article(
            title=draft.title,
            slug=draft.slug,
            body=list(draft.body.raw_data),
            author=cast[author],
            now=at,
            kind=draft.kind,
            summary=draft.summary,
            topics=draft.topics.all(),
            sponsor=draft.sponsor,
            minutes=draft.minutes,
        )
        actions.submit_for_review(article=article, by=cast[author], now=at)
        _date_back(actions.sign_article(article=article, reviewer=cast[reviewer], next_review_on=None, now=at), at)


def _days_back(now: datetime, count: int) -> Iterator[datetime]:
    for place in range(count):
        yield now - timedelta(weeks=WEEKS_APART * (count - place), hours=place)


def _date_back(article: ArticlePage, at: datetime) -> None:
    # It went live this very moment; without this the whole library would stand before everything in the feed.
    ArticlePage.objects.filter(pk=article.pk).update(first_published_at=at, last_published_at=at)
    Thread.objects.filter(pk=article.thread_id).update(posted_at=at)
    ThreadTopic.objects.filter(thread=article.thread_id).update(posted_at=at)
    Document.objects.filter(ref=f"article:{article.pk}").update(posted_at=at)
