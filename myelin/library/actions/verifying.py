from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from myelin.library.actions.publishing import mend
from myelin.library.actions.reviewing import ask_again
from myelin.library.fingerprints import fingerprint
from myelin.library.models import ArticlePage, Review

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """What the daily look found: numbers of articles, by primary key."""

    unsigned: list[int]
    overdue: list[int]


@transaction.atomic
def verify_reviews(*, now: datetime) -> Verdict:
    """Report live articles whose words nobody signed, put those whose day has come before the reviewers again.

    What is unsigned is reported and stays, because taking a page away is a decision for people.
    """
    unsigned, overdue = [], []
    today = timezone.localdate(now)
    for article in ArticlePage.objects.filter(live=True).select_related(
        "signature", "live_revision", "sponsor", "thread"
    ):
        if not _stands(article):
            unsigned.append(article.pk)
            continue
        mend(article=article, now=now)
        if article.signature is not None and article.signature.next_review_on < today:
            overdue.append(article.pk)
            ask_again(article=article, now=now)
    if unsigned:
        log.error("Live articles without a signature under their words: %s", unsigned)
    return Verdict(unsigned, overdue)


def _stands(article: ArticlePage) -> bool:
    """Whether the row itself, and not only its version, says what was signed."""
    signed = Review.objects.for_revision(article.live_revision).values_list("fingerprint", flat=True).first()
    return signed is not None and signed == fingerprint(article.serializable_data())
