"""Articles as JSON: what is on the site, to everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema

from myelin.base.pages import keyset
from myelin.library import queries
from myelin.library.body import read
from myelin.library.models import ArticlePage
from myelin.members.models import Member

router = Router(tags=["library"])
NEWEST_FIRST = ("-first_published_at", "-pk")


class PersonOut(Schema):
    name: str
    credentials: str
    organisation: str


class ArticleRow(Schema):
    """An article in a list. `label` says who paid for it; show it before the title."""

    slug: str
    url: str
    label: str
    title: str
    excerpt: str
    kind: str
    posted_at: datetime | None
    reviewed_at: datetime
    next_review_on: date


class ArticleList(Schema):
    items: list[ArticleRow]
    next: str | None


class SourceOut(Schema):
    """A fact of the article and where it was read; `reviewed_on` is empty until a clinician here has looked at it."""

    number: int
    fact: str
    value: str
    jurisdiction: str
    sources: list[str]
    reviewed_on: date | None


class ArticleOut(ArticleRow):
    author: PersonOut | None
    reviewer: PersonOut | None
    updated_at: datetime | None
    topics: list[str]
    html: str
    sources: list[SourceOut]


@router.get("articles", response=ArticleList, auth=None)
def articles(request: HttpRequest, after: str | None = None, topic: str | None = None) -> ArticleList:
    """What is in the library, the newest first."""
    found = ArticlePage.objects.on_site().for_cards()
    if topic:
        found = found.filter(topics__slug=topic)
    page = keyset(found, order=NEWEST_FIRST, after=after)
    return ArticleList(items=[ArticleRow(**_row(article)) for article in page], next=page.next)


@router.get("articles/{slug}", response=ArticleOut, auth=None)
def article(request: HttpRequest, slug: str) -> ArticleOut:
    """One article with its words as safe HTML, and the facts that it cites."""
    found = get_object_or_404(ArticlePage.objects.on_site().for_page(), slug=slug)
    if found.signature is None:
        raise Http404
    body = read(found.body, today=timezone.localdate())
    return ArticleOut(
        **_row(found),
        author=_person(found.author),
        reviewer=_person(found.signature.reviewer),
        updated_at=found.last_published_at,
        topics=[topic.slug for topic in found.topics.all()],
        html=f"{body.opening}\n{body.html}",
        sources=[
            SourceOut(
                number=cited.number,
                fact=cited.fact.key,
                value=cited.fact.value,
                jurisdiction=cited.fact.jurisdiction,
                sources=[cite.source.title for cite in cited.fact.cites],
                reviewed_on=cited.fact.reviewed_on,
            )
            for cited in body.sources
        ],
    )


def _row(found: ArticlePage) -> dict[str, Any]:
    signature = found.signature
    return {
        "slug": found.slug,
        "url": reverse("library:article", args=[found.slug]),
        "label": found.sponsor.label if found.sponsor else "",
        "title": found.title,
        "excerpt": queries.excerpt_of(found),
        "kind": found.kind,
        "posted_at": found.first_published_at,
        "reviewed_at": signature.signed_at if signature else None,
        "next_review_on": signature.next_review_on if signature else None,
    }


def _person(member: Member | None) -> PersonOut | None:
    if member is None:
        return None
    return PersonOut(name=member.name, credentials=member.credentials, organisation=member.organisation)
