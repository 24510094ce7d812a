"""Articles as pages and lists ask for them; what is on the site is the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from myelin.base.prepared import prepared
from myelin.base.text import excerpt
from myelin.discussion.models import stands_sql
from myelin.library import body, sentences
from myelin.library.models import ArticlePage, MedicalReviewTask, Sponsor
from myelin.library.prose import plain
from myelin.members.models import Member

WORDS_A_MINUTE = 180
"""Slower than the usual 230: many readers here are tired, or read with a magnifier."""

RELATED, RECENT = 6, 5


def excerpt_of(article: ArticlePage) -> str:
    """At most 100 characters for a card, cut at a word; a hand-written summary wins."""
    return article.summary or excerpt(_first_words(article))


def words_of(article: ArticlePage) -> str:
    """All words of its author, plain, for search."""
    said = [text for part in sentences.blocks(article.body) for text in sentences.texts(*part)]
    return "\n".join(plain(text) for text in [article.summary, *said] if text)


def keys_of(article: ArticlePage) -> list[str]:
    """Every fact that the article shows."""
    return body.keys_of(article.body)


def reading_minutes(article: ArticlePage) -> int:
    """Minutes to read it, at least one."""
    return max(1, round(len(words_of(article).split()) / WORDS_A_MINUTE))


def related(article: ArticlePage) -> list[ArticlePage]:
    """Up to six articles that share the most topics with this one, the newest first among equals."""
    shared = Count("topics", filter=Q(topics__in=article.topics.all()))
    found = _others(article).annotate(shared=shared).filter(shared__gt=0)
    return list(found.order_by("-shared", "-first_published_at", "-pk")[:RELATED])


def recent(article: ArticlePage) -> list[ArticlePage]:
    """The five newest articles besides this one."""
    return list(_others(article).order_by("-first_published_at", "-pk")[:RECENT])


def newest(number: int) -> list[ArticlePage]:
    """The newest articles for a shelf on other pages."""
    found = ArticlePage.objects.on_site().for_cards()
    return list(found.order_by("-first_published_at", "-pk")[:number])


SHELF_STAMP = """
    select concat_ws('|', max(page.last_published_at), count(*),
      (select count(*) from discussion_thread hidden where hidden.kind = 'article' and hidden.hidden_at is not null),
      (select string_agg(concat_ws(',', paid.id, paid.name, paid.label), ';' order by paid.id) from library_sponsor paid))
    from wagtailcore_page page where page.live"""
"""One text that changes with the newest articles, for statements of pages that show a shelf of them."""


def waiting() -> QuerySet[ArticlePage]:
    """Drafts that wait for a medical review, those who wait longest first."""
    tasks = MedicalReviewTask.objects.filter(active=True).values("pk")
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, current_task_state__task__in=tasks)
    since = (
        states.annotate(about=Cast("object_id", IntegerField())).filter(about=OuterRef("pk")).values("created_at")[:1]
    )
    found = ArticlePage.objects.annotate(waits_since=Subquery(since)).filter(waits_since__isnull=False)
    return found.select_related("author", "latest_revision", "sponsor").order_by("waits_since", "pk")


def written_by(person: Member, articles: Iterable[ArticlePage]) -> set[int]:
    """Those of the articles that this person cannot sign, by their numbers. One query."""
    found = ArticlePage.objects.written_by(person).filter(pk__in=[article.pk for article in articles])
    return set(found.values_list("pk", flat=True))


def overdue(*, today: date) -> list[ArticlePage]:
    """Live articles whose day of review has passed, the longest first."""
    rows = ArticlePage.objects.on_site().for_cards().filter(signature__next_review_on__lt=today)
    return list(rows.order_by("signature__next_review_on", "pk")[:100])


def sponsored() -> list[tuple[Sponsor, list[ArticlePage]]]:
    """Every sponsor with the articles on the site that it paid for. Two queries."""
    found: dict[int, list[ArticlePage]] = {}
    for article in ArticlePage.objects.on_site().for_cards().filter(sponsor__isnull=False).order_by("title", "pk"):
        found.setdefault(article.sponsor_id, []).append(article)
    return [(sponsor, found.get(sponsor.pk, [])) for sponsor in Sponsor.objects.order_by("name")]


def stamp(slug: str, *, today: date) -> str | None:
    """A short text that changes with anything that the page of an article shows; None when it is not on the site.

    today: each day has its own, because a day may be the one after which something is checked again.
    """
    with prepared() as cursor:
        cursor.execute(_STAMP, {"slug": slug, "today": today})
        row = cursor.fetchone()
    return str(row[0]) if row else None


# What only loading the pack changes (names of medicines and tests, sources, newer words) is covered by its time.
_STAMP = f"""
    select md5(concat_ws('|', page.id, page.last_published_at, %(today)s::date, to_jsonb(review),
      author.name, author.handle, author.credentials, author.organisation, author.erased_at,
      reviewer.name, reviewer.handle, reviewer.credentials, reviewer.organisation,
      (select concat(max(other.last_published_at), count(*)) from wagtailcore_page other where other.live),
      (select count(*) from discussion_thread hidden where hidden.kind = 'article' and hidden.hidden_at is not null),
      (select max(loaded_at) from pack_loadedpack),
      (select string_agg(concat_ws(',', paid.id, paid.name, paid.label, paid.about), ';' order by paid.id)
         from library_sponsor paid),
      (select string_agg(concat_ws(',', said.word, said.short, said.fact_key), ';' order by said.id)
         from library_glossaryword said),
      (select string_agg(
           concat_ws(',', fact.id, fact.version, fact.outcome, fact.reviewed_on, fact.review_by, fact.read_in,
                     checker.name, checker.credentials), ';' order by fact.id)
         from facts_citation cited join facts_fact fact on fact.id = cited.fact_id
         left join members_member checker on checker.id = fact.reviewed_by_id
        where cited.ref = 'article:' || page.id)))
    from wagtailcore_page page
    join library_articlepage article on article.page_ptr_id = page.id
    join library_review review on review.id = article.signature_id
    join discussion_thread thread on thread.id = article.thread_id
    left join members_member author on author.id = article.author_id
    left join members_member reviewer on reviewer.id = review.reviewer_id
    where page.slug = %(slug)s and page.live and {stands_sql("thread")}"""  # noqa: S608 - constants of our own


def _others(article: ArticlePage) -> QuerySet[ArticlePage]:
    return ArticlePage.objects.on_site().for_cards().exclude(pk=article.pk)


def _first_words(article: ArticlePage) -> str:
    for name, value in sentences.blocks(article.body):
        if name in {"short_version", "text"}:
            return plain(sentences.texts(name, value)[0])
    return ""
