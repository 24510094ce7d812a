"""Articles for tests, set up with the verbs that people use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from conftest import give_duty
from myelin.library import actions
from myelin.library.models import ArticlePage
from myelin.members.models import Member
from myelin.members.staff import AUTHORS, REVIEWERS

PLAIN = [
    {"type": "short_version", "value": ["Bring warm socks.", "Ask for a blanket."]},
    {"type": "heading", "value": "What to pack"},
    {"type": "text", "value": "A book, a snack and **your own** blanket make the room kinder."},
]


def in_group(member: Member, name: str) -> Member:
    """Put somebody on staff."""
    give_duty(member, name)
    member.is_staff = True
    member.save(update_fields=["is_staff"])
    return member


def author(member: Member) -> Member:
    return in_group(member, AUTHORS)


def reviewer(member: Member) -> Member:
    return in_group(member, REVIEWERS)


def draft(by: Member | None, now: datetime, slug: str = "warm-socks", **fields: Any) -> ArticlePage:
    """A draft with harmless words."""
    told = {"title": "Warm socks", "body": PLAIN, **fields}
    return actions.write_article(slug=slug, author=by, now=now, **told)


def waiting(by: Member | None, now: datetime, slug: str = "warm-socks", **fields: Any) -> ArticlePage:
    """A draft before the reviewers."""
    article = draft(by, now, slug, **fields)
    actions.submit_for_review(article=article, by=by, now=now)
    return ArticlePage.objects.get(pk=article.pk)


def published(
    by: Member | None, reviewer: Member, now: datetime, slug: str = "warm-socks", **fields: Any
) -> ArticlePage:
    """An article on the site, signed by `reviewer`."""
    return actions.sign_article(
        article=waiting(by, now, slug, **fields),
        reviewer=reviewer,
        next_review_on=date(now.year + 1, now.month, 1),
        now=now,
    )
