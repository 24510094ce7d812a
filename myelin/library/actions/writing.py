from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from wagtail.models import WorkflowState

from myelin.audit import actions as audit
from myelin.library.models import ArticlePage, LibraryIndexPage, Sponsor
from myelin.library.models.article import Kind
from myelin.members.models import Member
from myelin.pack.models import Topic


@transaction.atomic
def write_article(
    *,
    title: str,
    slug: str,
    body: list[dict[str, Any]],
    author: Member | None,
    now: datetime,
    kind: str = Kind.GUIDE,
    summary: str = "",
    topics: Iterable[Topic] = (),
    sponsor: Sponsor | None = None,
    minutes: int = 0,
    what_changed: str = "",
    starter: str = "",
) -> ArticlePage:
    """Write a new draft, or a new version of the article with this slug. It is on the site only once it was signed.

    body: blocks as `{"type": "text", "value": "…"}`; see `blocks.Body`.
    author: None for what the pack brings.
    """
    article = ArticlePage.objects.filter(slug=slug).first() or ArticlePage(slug=slug, live=False, owner=author)
    article = article.get_latest_revision_as_object() if article.pk else article
    article.title, article.kind, article.summary, article.author = title, kind, summary, author
    article.sponsor, article.minutes, article.what_changed = sponsor, minutes, what_changed
    article.body = [_named(block, slug, place) for place, block in enumerate(body)]
    article.topics = list(topics)
    if article.pk is None:
        article.starter = starter
        LibraryIndexPage.objects.get().add_child(instance=article)
    article.save_revision(user=author)
    if starter:
        ArticlePage.objects.filter(pk=article.pk).update(starter=starter)
    audit.record(actor=author, action="article.written", subject=article, now=now)
    return ArticlePage.objects.get(pk=article.pk)


@transaction.atomic
def submit_for_review(*, article: ArticlePage, by: Member | None, now: datetime) -> WorkflowState:
    """Put the newest draft before the medical reviewers. What waits already keeps waiting, with the newest words."""
    state = article.current_workflow_state
    if state is None:
        state = article.get_workflow().start(article, by)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    else:
        state.current_task_state.revision = article.get_latest_revision()
        state.current_task_state.save(update_fields=["revision"])
    audit.record(actor=by, action="article.submitted", subject=article, now=now)
    return state


def _named(block: dict[str, Any], slug: str, place: int) -> dict[str, Any]:
    """Give a block the id that the same block always gets, so that the same words have the same fingerprint."""
    return {"id": str(uuid5(NAMESPACE_URL, f"{slug}/{place}")), **block}
