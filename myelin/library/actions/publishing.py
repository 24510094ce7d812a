from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from myelin.audit import actions as audit
from myelin.discussion import actions as discussion
from myelin.facts import actions as facts
from myelin.library.models import ArticlePage, NotReviewed, Review
from myelin.library.queries import excerpt_of, keys_of, reading_minutes, words_of
from myelin.members.models import Audience, Member
from myelin.search import actions as search


@transaction.atomic
def publish_article(*, article: ArticlePage, editor: Member | None, now: datetime) -> ArticlePage:
    """Put the latest draft of an article on the site, and tell the feed, the search and the facts of it.

    Raises NotReviewed when no clinician signed that very draft within `REVIEW_LASTS`.
    """
    article = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    draft = article.get_latest_revision()
    signature = Review.objects.standing_for(draft, at=now).order_by("-signed_at").first()
    if signature is None:
        raise NotReviewed
    draft.publish(user=editor, skip_permission_checks=True)
    article = ArticlePage.objects.get(pk=article.pk)
    article.signature = signature
    article.minutes = article.minutes or reading_minutes(article)
    article.save(clean=False, update_fields=["signature", "minutes"])
    mend(article=article, now=now)
    audit.record(actor=editor, action="article.published", subject=article, now=now)
    return article


@transaction.atomic
def take_offline(*, article: ArticlePage, by: Member | None, now: datetime, reason: str = "") -> ArticlePage:
    """Take a live article off the site. Its talk stays where it is, unseen, and comes back with it."""
    article = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not article.live:
        return article
    article.unpublish()  # As nobody: in the editor nobody may, and the record below says who.
    mend(article=article, now=now)
    audit.record(actor=by, action="article.taken_offline", subject=article, now=now, reason=reason)
    return article


@transaction.atomic
def mend(*, article: ArticlePage, now: datetime) -> None:
    """Bring thread, search and citations in line with what is on the site. Twice changes nothing."""
    if article.live and article.signature_id:
        _tell(article, now)
    else:
        _untell(article, now)


def _tell(article: ArticlePage, now: datetime) -> None:
    url = reverse("library:article", args=[article.slug])
    excerpt, label = excerpt_of(article), article.sponsor.label if article.sponsor else ""
    card = render_to_string("library/thread_card.html", {"article": article, "excerpt": excerpt, "label": label})
    told = {"title": article.title, "excerpt": excerpt, "body": card, "url": url, "audience": Audience.PUBLIC}
    # An article that names a risk once is not about it: what its title and its first words say is what counts.
    told["words"] = excerpt
    if article.thread is None:
        article.thread = discussion.open_thread(
            kind="article", author=None, topics=article.topics.all(), now=now, **told
        )
        article.save(clean=False, update_fields=["thread"])
    elif _differs(article, card):
        discussion.revise_thread(thread=article.thread, topics=article.topics.all(), now=now, **told)
    if article.thread.withdrawn_at is not None:
        article.thread.withdrawn_at = None
        article.thread.save(update_fields=["withdrawn_at"])
    facts.cite(ref=_ref(article), title=article.title, url=url, keys=keys_of(article))
    search.put(
        ref=_ref(article),
        kind="article",
        title=article.title,
        body=words_of(article),
        audience=Audience.PUBLIC,
        author_id=None,
        url=url,
        excerpt=excerpt,
        label=label,
        themes=article.thread.themes,
        posted_at=article.first_published_at or now,
    )


def _differs(article: ArticlePage, card: str) -> bool:
    """Whether the thread says anything else than the article; if not, its card is not marked as edited."""
    thread = article.thread
    topics = set(article.topics.values_list("pk", flat=True))
    if thread is None or thread.title != article.title or card.strip() not in thread.card:
        return True
    return topics != set(thread.topics.values_list("pk", flat=True))


def _untell(article: ArticlePage, now: datetime) -> None:
    if article.thread is not None:
        discussion.withdraw_thread(thread=article.thread, now=now)
    facts.cite(ref=_ref(article), title=article.title, url="", keys=())
    search.remove(_ref(article))


def _ref(article: ArticlePage) -> str:
    return f"article:{article.pk}"
