"""The words of all documents, counted for the ranking by a job; no request ever writes here.

Only documents that every member may see, and that lie in no group, are counted: no private word can show in an order or
a repaired spelling, whatever becomes of its group.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from myelin.members.models import Audience

SEVERAL = 3
"""So many authors make a word common: a misspelled word may be repaired to it."""

MOVED = 0.3
"""Vectors are made anew when the mean length of documents moved by more than this part of itself."""

BATCH = 1_000

_COUNT = """
    insert into search_term as known (lexeme, df, common)
    select lexeme, count(*), count(distinct author_id) >= %(several)s or bool_or(author_id is null and seal_id is null)
    from search_document, unnest(tsv)
    where audience >= %(audience)s and group_id is null and id > %(last)s and id <= %(newest)s
    group by lexeme
    on conflict (lexeme) do update set df = known.df + excluded.df, common = known.common or excluded.common"""

_SIZE = """
    select count(*), avg(length) from search_document
    where audience >= %(audience)s and group_id is null and id > %(last)s and id <= %(newest)s"""

_VOCABULARY = """
    insert into search_term (lexeme, df, common)
    select distinct lexeme, 0, true from search_synonym, unnest(lexemes) lexeme
    on conflict (lexeme) do update set common = true"""


def know_vocabulary() -> None:
    """Let spellings be repaired to the words of all synonyms, though nobody has written them yet."""
    with connection.cursor() as cursor:
        cursor.execute(_VOCABULARY)


@transaction.atomic
def count_new_words() -> int:
    """Add the words of documents told since the last count. Edits and removals wait for `count_all_words`.

    Returns the number of documents counted.
    """
    with connection.cursor() as cursor:
        cursor.execute("select last_id from search_stat for update")
        span = _span(cursor, since=cursor.fetchone()[0])
        cursor.execute(_COUNT, span)
        cursor.execute(_SIZE, span)
        counted, _mean = cursor.fetchone()
        cursor.execute("update search_stat set n = n + %s, last_id = %s", [counted, span["newest"]])
    return int(counted)


def count_all_words() -> int:
    """Count everything anew, and make the vectors anew when the mean length moved much.

    Returns the number of documents counted.
    """
    counted, moved = _recount()
    if moved:
        rebuild_vectors()
    return counted


@transaction.atomic
def _recount() -> tuple[int, bool]:
    with connection.cursor() as cursor:
        cursor.execute("select avg_len from search_stat for update")
        (before,) = cursor.fetchone()
        span = _span(cursor, since=0)
        # Not truncate, which would make readers wait.
        cursor.execute("delete from search_term")
        cursor.execute(_COUNT, span)
        cursor.execute(_VOCABULARY)
        cursor.execute(_SIZE, span)
        counted, mean = cursor.fetchone()
        moved = bool(mean) and abs(mean / before - 1) > MOVED
        now = mean if moved else before
        cursor.execute("update search_stat set n = %s, last_id = %s, avg_len = %s", [counted, span["newest"], now])
    return int(counted), moved


def _span(cursor: CursorWrapper, *, since: int) -> dict[str, int]:
    cursor.execute("select coalesce(max(id), 0) from search_document")
    (newest,) = cursor.fetchone()
    return {"last": since, "newest": max(since, newest), "audience": int(Audience.MEMBERS), "several": SEVERAL}


def rebuild_vectors() -> None:
    """Make all vectors anew, in batches with a transaction each."""
    last = 0
    with connection.cursor() as cursor:
        while last is not None:
            cursor.execute(_REVECTOR, {"last": last, "batch": BATCH})
            (last,) = cursor.fetchone()


_REVECTOR = """
    with batch as materialized (
      select id from search_document where id > %(last)s order by id limit %(batch)s for update),
    done as (
      update search_document d set vec = search_vec(d.tsv, (select avg_len from search_stat)::real)
      from batch where d.id = batch.id returning d.id)
    select max(id) from done"""
