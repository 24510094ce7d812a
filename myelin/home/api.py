"""Search as JSON."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from myelin.base.api import Size, check_form
from myelin.base.pages import Page
from myelin.home.forms import KindForm
from myelin.search import queries
from myelin.search.queries import Hit

LONGEST = 2_000
router = Router(tags=["search"])


class HitOut(Schema):
    """One found thing that I may see."""

    ref: str
    kind: str
    title: str
    url: str
    excerpt: str
    label: str
    posted_at: datetime
    author: str
    is_covered: bool


class Hits(Schema):
    items: list[HitOut]
    next: str | None


@router.get("search", response=Hits, url_name="search")
def search(
    request: HttpRequest, q: str = "", kind: str = "", after: str | None = None, size: Size = 10, show: bool = False
) -> Hits:
    """Find people, questions, updates, articles and medicines, best first; `show=1` also what I have covered."""
    check_form(KindForm({"kind": kind}))
    words, kinds = q[:LONGEST].strip(), [kind] if kind else None
    page: Page[Hit] = (
        queries.find(request.user, words, kinds=kinds, after=after, size=size, shown=show) if words else Page([], None)
    )
    return Hits(items=[_out(hit) for hit in page], next=page.next)


def _out(hit: Hit) -> HitOut:
    return HitOut(
        ref=hit.ref,
        kind=hit.kind,
        title=hit.title,
        url=hit.url,
        excerpt=hit.excerpt,
        label=hit.label,
        posted_at=hit.posted_at,
        author=hit.author_name,
        is_covered=hit.is_covered,
    )
