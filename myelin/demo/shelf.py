"""Let the invented authors and reviewers take the starter library through the real review, so that it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from myelin.demo.people import Cast
from myelin.demo.script import Shelf
from myelin.discussion.models import Thread, ThreadTopic
from myelin.library import actions
from myelin.library.models import ArticlePage, Sponsor
from myelin.members.models import Member
from myelin.search.models import Document

WEEKS_APART = 3
"""Between one article and the next, back from the newest."""


def publish_the_starters(shelf: Shelf, cast: Cast, *, now: datetime) -> None:
    """Put every starter article before a reviewer as its author's own, sign it, and date it back."""
    sponsors = {
        slug: Sponsor.objects.get_or_create(name=one.name, defaults={"label": one.label, "about": one.about})[0]
        for one in shelf.sponsors
        for slug in one.articles
    }
    waiting = ArticlePage.objects.exclude(starter="").filter(live=False).order_by("pk")
    for article, at in zip(waiting, _days_back(now, waiting.count()), strict=True):
        author, reviewer = cast[shelf.author_of(article.slug)], cast[shelf.reviewer_of(article.slug)]
        written = _write_as(author, article, sponsors.get(article.slug), at)
        actions.submit_for_review(article=written, by=author, now=at)
        _date_back(actions.sign_article(article=written, reviewer=reviewer, next_review_on=None, now=at), at)


def _write_as(author: Member, article: ArticlePage, sponsor: Sponsor | None, at: datetime) -> ArticlePage:
    draft = article.get_latest_revision_as_object()
    return actions.write_article(
        title=draft.title,
        slug=draft.slug,
        body=list(draft.body.raw_data),
        author=author,
        now=at,
        kind=draft.kind,
        summary=draft.summary,
        topics=draft.topics.all(),
        sponsor=sponsor or draft.sponsor,
        minutes=draft.minutes,
    )


def _days_back(now: datetime, count: int) -> Iterator[datetime]:
    for place in range(count):
        yield now - timedelta(weeks=WEEKS_APART * (count - place), hours=place)


def _date_back(article: ArticlePage, at: datetime) -> None:
    # It went live this very moment; without this the whole library would stand before everything in the feed.
    ArticlePage.objects.filter(pk=article.pk).update(first_published_at=at, last_published_at=at)
    Thread.objects.filter(pk=article.thread_id).update(posted_at=at)
    ThreadTopic.objects.filter(thread=article.thread_id).update(posted_at=at)
    Document.objects.filter(ref=f"article:{article.pk}").update(posted_at=at)
