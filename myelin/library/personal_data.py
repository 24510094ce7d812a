"""What the library holds about a member: what they wrote, and what they signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.models import TaskState

from myelin.library.models import ArticlePage, Review
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, Any]:
    """Articles by this member with their words, and their signatures under articles."""
    articles = ArticlePage.objects.filter(author=member).order_by("pk")
    signed = Review.objects.filter(reviewer=member).select_related("article").order_by("pk")
    return {
        "articles": [
            {
                "title": article.draft_title,
                "slug": article.slug,
                "posted_at": article.first_published_at.isoformat() if article.first_published_at else None,
                "on_the_site": article.live,
                "body": article.get_latest_revision_as_object().body.get_prep_value(),
            }
            for article in articles
        ],
        "signatures": [
            {
                "article": review.article.title,
                "signed_at": review.signed_at.isoformat(),
                "next_review_on": review.next_review_on.isoformat(),
                "words": review.words,
            }
            for review in signed
        ],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Forget who wrote and who signed, and what they told each other; the articles stay, because others rely on them.

    A signature without a name still says that a clinician looked; the page says that they have left, and is due for
    review at once.
    """
    Review.objects.filter(reviewer=member).update(reviewer=None, words="", next_review_on=now.date())
    TaskState.objects.filter(finished_by=member).update(finished_by=None, comment="")
    ArticlePage.objects.filter(owner=member).update(owner=None)
