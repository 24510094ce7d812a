"""Finding what a viewer may see, best first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext
from psycopg.errors import QueryCanceled

from myelin.audience.policy import Viewer
from myelin.audience.sql import visible_sql
from myelin.base.errors import Refused
from myelin.base.pages import LONGEST_PAGE, Page, read_cursor, write_cursor
from myelin.search.models import STREAM
from myelin.search.segments import segments


class TooBusy(Refused):
    """The search took longer than anybody should wait."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            gettext("Searching takes too long right now. Please try fewer words, or try again in a moment.")
        )


@dataclass(frozen=True)
class Hit:
    """A found document with all that a result shows; `author_*` are None and empty for the community itself."""

    ref: str
    kind: str
    title: str
    url: str
    excerpt: str
    label: str
    posted_at: datetime
    author_id: int | None
    author_name: str
    author_handle: str


def find(
    viewer: Viewer,
    q: str,
    *,
    kinds: Collection[str] | None = None,
    after: str | None = None,
    size: int = 10,
) -> Page[Hit]:
    """What `viewer` may see and `q` asks for, best first; `q` may be one word or a whole message.

    kinds: only these. Nothing is said about what the viewer may not see, not even that there is more.

    Raises:
        BadCursor: `after` was not made here.
        TooBusy: it took too long.
    """
    behind = read_cursor(after, float, int) if after else ()
    asked = segments(q)
    if not asked.texts:
        return Page(items=[], next=None)
    size = max(1, min(size, LONGEST_PAGE))
    names: dict[str, Any] = {
        "texts": asked.texts,
        "weights": asked.weights,
        "short": asked.short,
        "name": " ".join(asked.texts),
        "whole": bool(kinds) and not set(kinds or ()) & set(STREAM),
        "kinds": list(kinds or ()),
        "stream": list(STREAM),
        "viewer": viewer.pk or 0,
        "limit": size + 1,
    }
    if behind:
        names |= {"score": behind[0], "id": int(behind[1])}
    try:
        rows = _rows(viewer, names)
    except OperationalError as broken:
        if isinstance(broken.__cause__, QueryCanceled):
            raise TooBusy from broken
        raise
    hits = [Hit(*row[2:]) for row in rows[:size]]
    return Page(items=hits, next=write_cursor(*rows[size - 1][:2]) if len(rows) > size else None)


def _rows(viewer: Viewer, names: dict[str, Any]) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAN, names)
        plan = dict(zip(_PLANNED, cursor.fetchone(), strict=True))
        rows = _found(cursor, viewer, names | plan) if plan["cand"] or names["short"] else []
        # Nothing was written: rolling back ends the settings too, also inside a longer transaction.
        transaction.set_rollback(True)
    return rows


def _found(cursor: CursorWrapper, viewer: Viewer, names: dict[str, Any]) -> list[tuple[Any, ...]]:
    statement = _FIND.format(
        gate=visible_sql(viewer, row="d"),
        of_kind="and d.kind = any(%(kinds)s)" if names["kinds"] else "",
        begins=_BEGINS if names["begins"] else "",
        or_named=f"or {_NAMED}" if names["short"] else "",
        nearness=_NEARNESS if names["short"] else "",
        behind="where (score, id) > (%(score)s::float8, %(id)s)" if "score" in names else "",
    )
    cursor.execute(statement, names)
    return list(cursor.fetchall())


_PLANNED = ("cand", "query", "words", "worth", "begins", "since")

# The settings are for the statement after it. Values arrive as literals, so its plan is made for them.
_PLAN = """
    select p.cand::text[], p.query, p.words, p.weights, p.begins::text, p.since
    from search_plan(%(texts)s::text[], %(weights)s::real[], %(short)s, %(whole)s) p,
      set_config('statement_timeout', '1s', true) t, set_config('work_mem', '32MB', true) m,
      set_config('max_parallel_workers_per_gather', '0', true) w,
      set_config('plan_cache_mode', 'force_custom_plan', true) c,
      set_config('pg_trgm.word_similarity_threshold', '0.5', true) s"""

# A short query may be a part of somebody's name, or their name with a slip in it.
_NAME = "public.search_plain(%(name)s)"
_TITLE = "public.search_plain(d.title)"
_NAMED = f"(d.kind = 'person' and {_NAME} operator(public.<%%) {_TITLE})"
_NEARNESS = f"- case when {_NAMED} then 3 * public.word_similarity({_NAME}, {_TITLE}) else 0 end"

# Where a word of the title begins with an unknown word that was typed.
_BEGINS = "- 2 * (d.tsv @@ %(begins)s::tsquery)::int"

# Gate, then order, then limit: what the viewer may not see leaves no trace in what they get.
_FIND = """
    select found.score, found.id, found.ref, found.kind, found.title, found.url, found.excerpt, found.label,
           found.posted_at, found.author_id, coalesce(m.name, ''), coalesce(m.handle, '')
    from (
      select * from (
        select d.id, d.ref, d.kind, d.title, d.url, d.excerpt, d.label, d.posted_at, d.author_id,
               coalesce(search_score(d, %(query)s, %(words)s, %(worth)s::real[]), 0) {begins} {nearness} as score
        from search_document d
        where ((d.tsv @@ any(%(cand)s::tsquery[]) and (d.id >= %(since)s or d.kind <> all(%(stream)s))) {or_named})
          {of_kind} and {gate}) ranked
      {behind} order by score, id limit %(limit)s) found
    left join members_member m on m.id = found.author_id
    order by found.score, found.id"""
