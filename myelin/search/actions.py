"""What the rooms above tell the index: texts, their audience, and names of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max

from myelin.base.prepared import prepared
from myelin.members.models import Audience, Member
from myelin.search import counting, ranking
from myelin.search.models import Document, Synonym

LONGEST_BODY = 200_000
"""Letters of a text that are indexed."""


@dataclass(frozen=True)
class NewDocument:
    """A text as its room tells it; the fields are those of `put`."""

    ref: str
    kind: str
    title: str
    body: str
    audience: Audience
    author_id: int | None
    url: str
    excerpt: str
    posted_at: datetime
    label: str = ""
    group_id: int | None = None
    seal_id: int | None = None
    themes: Sequence[str] = ()


def put(
    *,
    ref: str,
    kind: str,
    title: str,
    body: str,
    audience: Audience,
    author_id: int | None,
    url: str,
    excerpt: str,
    posted_at: datetime,
    label: str = "",
    group_id: int | None = None,
    seal_id: int | None = None,
    themes: Sequence[str] = (),
) -> None:
    """Make a text findable by its audience, or renew it; part of the writer's transaction, one statement.

    ref: the room's name for it, such as update:12; telling it again replaces it.
    author_id: None for what the community itself publishes: no block or suspension hides that.
    seal_id: of a text whose author left their name out; it is kept from whom they blocked.
    body: plain text.
    group_id: the group that the text lies in; there it is found by whoever reads there.
    themes: what it is about; who asked to have one of them covered finds it without its words.
    """
    with prepared() as cursor:
        cursor.execute(
            _PUT,
            {
                "ref": ref,
                "kind": kind,
                "title": _clean(title, 300),
                "body": _clean(body, LONGEST_BODY),
                "audience": int(audience),
                "author": author_id,
                "url": url,
                "excerpt": _clean(excerpt, 300),
                "label": _clean(label, 80),
                "group": group_id,
                "seal": seal_id,
                "themes": list(themes),
                "posted_at": posted_at,
            },
        )


_PUT = """
    insert into search_document
      (ref, kind, title, audience, author_id, seal_id, group_id, url, excerpt, label, themes, posted_at, tsv, length, vec)
    select %(ref)s, %(kind)s, %(title)s, %(audience)s, %(author)s, %(seal)s, %(group)s, %(url)s, %(excerpt)s, %(label)s,
           %(themes)s::varchar[], %(posted_at)s, tsv, search_length(tsv), search_vec(tsv, (select avg_len from search_stat)::real)
    from (select search_tsv(%(title)s, %(body)s) tsv offset 0) told
    on conflict (ref) do update
      set (kind, title, audience, author_id, seal_id, group_id, url, excerpt, label, themes, posted_at, tsv, length, vec)
      = (excluded.kind, excluded.title, excluded.audience, excluded.author_id, excluded.seal_id, excluded.group_id, excluded.url,
         excluded.excerpt, excluded.label, excluded.themes, excluded.posted_at, excluded.tsv, excluded.length, excluded.vec)"""


def _clean(text: str, longest: int) -> str:
    """Without what PostgreSQL cannot store, and cut to `longest`."""
    return text[:longest].replace("\x00", " ").encode("utf-8", "ignore").decode()


def remove(ref: str) -> None:
    """Make a text unfindable. Twice is safe."""
    Document.objects.filter(ref=ref).delete()


def retheme(ref: str, themes: Sequence[str]) -> None:
    """Keep what a text is about, after that was found anew."""
    Document.objects.filter(ref=ref).update(themes=list(themes))


def remove_of(author: Member) -> None:
    """Make everything unfindable that a member wrote."""
    Document.objects.filter(author=author).delete()


@transaction.atomic
def rebuild(documents: Iterable[NewDocument]) -> int:
    """Tell the index anew: put all of `documents`, remove what is not among them, count the words. Return how many."""
    # What members post meanwhile is not among `documents`, and stays.
    newest = Document.objects.aggregate(newest=Max("id"))["newest"] or 0
    told = set()
    for document in documents:
        put(**asdict(document))
        told.add(document.ref)
    gone = [pk for pk, ref in Document.objects.filter(id__lte=newest).values_list("id", "ref") if ref not in told]
    Document.objects.filter(id__in=gone).delete()
    counting.count_all_words()
    return len(told)


def renew_ranking() -> bool:
    """Make the ranking's functions and vectors anew, as after pgvector came to the server. Say whether it is used."""
    with_vector = ranking.install()
    counting.rebuild_vectors()
    return with_vector


@transaction.atomic
def set_synonyms(groups: Iterable[Sequence[str]]) -> int:
    """Replace all synonyms. Names of one group, also of several words, find what any of them would find.

    Returns the number of groups that came to hold at least two different names.
    """
    Synonym.objects.all().delete()
    with connection.cursor() as cursor:
        for circle, names in enumerate(groups, start=1):
            for words in dict.fromkeys(_clean(name, 100).strip() for name in names):
                cursor.execute(_SYNONYM, {"circle": circle, "words": words})
    alone = Synonym.objects.values("circle").annotate(names=Count("id")).filter(names=1).values("circle")
    Synonym.objects.filter(circle__in=list(alone.values_list("circle", flat=True))).delete()
    counting.know_vocabulary()
    return Synonym.objects.values("circle").distinct().count()


# Names of the same lexemes ("relapse", "relapses") are one. Without its small words, "can't go" would be "go".
_SYNONYM = r"""
    insert into search_synonym (circle, words, phrase, lexemes, small)
    select %(circle)s, plain, phrase, lexemes, cardinality(lexemes) = 1 and plain ~ '\s'
    from (select plain, phraseto_tsquery('pg_catalog.english', plain)::text phrase,
            tsvector_to_array(to_tsvector('pg_catalog.english', plain)) lexemes
          from search_plain(%(words)s) plain) said
    where phrase <> ''
      and (plain ~ '\s' or not exists (select from search_chat c where c.lexeme = lexemes[1]))
      and not exists (select from search_synonym s where s.circle = %(circle)s and s.phrase = said.phrase)"""
