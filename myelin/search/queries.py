"""Finding what a viewer may see, best first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext
from psycopg.errors import QueryCanceled

from myelin.audience.policy import Viewer
from myelin.audience.sql import names_of, visible_sql
from myelin.base.errors import Refused
from myelin.base.pages import LONGEST_PAGE, Page, read_cursor, write_cursor
from myelin.members import lens
from myelin.members.models import Audience
from myelin.search.models import PERSON, STREAM
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
    themes: Collection[str] = ()
    is_covered: bool = False


def find(
    viewer: Viewer,
    q: str,
    *,
    kinds: Collection[str] | None = None,
    after: str | None = None,
    size: int = 10,
    shown: bool = False,
) -> Page[Hit]:
    """What `viewer` may see and `q` asks for, best first; `q` may be one word or a whole message.

    Whom they muted is found by name, but not what they wrote.

    kinds: only these. Nothing is said about what the viewer may not see, not even that there is more.
    shown: the viewer asked to see what they have covered.

    Raises:
        BadCursor: `after` was not made here.
        TooBusy: it took too long.
    """
    behind = read_cursor(after, float, int) if after else ()
    asked = segments(q)
    # What is no word at all cannot be a kind, and may be something that PostgreSQL cannot read.
    only = [kind for kind in kinds or () if kind.isidentifier()]
    if not asked.texts or (kinds and not only):
        return Page(items=[], next=None)
    size = max(1, min(size, LONGEST_PAGE))
    names: dict[str, Any] = {
        "texts": asked.texts,
        "weights": asked.weights,
        "short": asked.short,
        "name": " ".join(asked.texts),
        "whole": bool(only) and not set(only) & set(STREAM),
        "kinds": only,
        "stream": list(STREAM),
        **names_of(viewer),
        "members": int(Audience.MEMBERS),
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
    if not shown:
        hits = [_as_asked(hit, viewer) for hit in hits]
    return Page(items=hits, next=write_cursor(*rows[size - 1][:2]) if len(rows) > size else None)


def _as_asked(hit: Hit, viewer: Viewer) -> Hit:
    """What was found, without its words when it is about something that the viewer has covered."""
    themes = lens.covered(hit.themes, viewer, hit.author_id)
    if not themes:
        return hit
    # The address of an article is made of its title, so a cover leads back to this search instead.
    url = "" if hit.kind == "article" else f"{hit.url}?show=1"
    return replace(hit, title=lens.cover(hit.kind, themes), excerpt="", label="", url=url, is_covered=True)


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
        documents=_DOCUMENTS.format(
            gate=visible_sql(viewer, row="d"),
            of_kind="and d.kind = any(%(kinds)s)" if names["kinds"] else "",
            begins=_BEGINS if names["begins"] else "",
        ),
        people="union all" + _PEOPLE.format(gate=visible_sql(viewer, row="p", sealed=False))
        if _asks_for_people(names)
        else "",
        behind="where (score, id) > (%(score)s::float8, %(id)s)" if "score" in names else "",
    )
    cursor.execute(statement, names)
    return list(cursor.fetchall())


def _asks_for_people(names: dict[str, Any]) -> bool:
    return bool(names["short"] and (not names["kinds"] or PERSON in names["kinds"]))


_PLANNED = ("cand", "query", "words", "worth", "begins", "since", "plain")

# The settings are for the statement after it. Values arrive as literals, so its plan is made for them.
_PLAN = """
    select p.cand::text[], p.query, p.words, p.weights, p.begins::text, p.since, public.search_plain(%(name)s)
    from search_plan(%(texts)s::text[], %(weights)s::real[], %(short)s, %(whole)s) p,
      set_config('statement_timeout', '1s', true) t, set_config('work_mem', '32MB', true) m,
      set_config('max_parallel_workers_per_gather', '0', true) w,
      set_config('plan_cache_mode', 'force_custom_plan', true) c,
      set_config('pg_trgm.word_similarity_threshold', '0.5', true) s"""

# Gate, then order, then limit: what the viewer may not see leaves no trace in what they get.
_FIND = """
    select found.score, found.id, found.ref, found.kind, found.title, found.url, found.excerpt, found.label,
           found.posted_at, found.author_id, coalesce(m.name, ''), coalesce(m.handle, ''), found.themes
    from (
      select * from ({documents} {people}) ranked
      {behind} order by score, id limit %(limit)s) found
    left join members_member m on m.id = found.author_id
    order by found.score, found.id"""

_DOCUMENTS = """
    select d.id, d.ref, d.kind, d.title, d.url, d.excerpt, d.label, d.posted_at, d.author_id,
           d.themes,
           search_score(d, %(query)s, %(words)s, %(worth)s::real[]) {begins} as score
    from search_document d
    where d.tsv @@ any(%(cand)s::tsquery[]) and (d.id >= %(since)s or d.kind <> all(%(stream)s))
      {of_kind} and {gate}
      and not exists (select from members_mute x where x.muter_id = %(viewer)s and x.muted_id = d.author_id)"""

# Where a word of the title begins with an unknown word that was typed.
_BEGINS = "- 2 * (d.tsv @@ %(begins)s::tsquery)::int"

# A short query may be a part of a member's name, or their name with a slip in it. Members need no document: their own
# row is always right. Only members meet them.
_PEOPLE = """
    select -p.author_id, 'person:' || p.author_id, 'person', p.name, '/people/' || p.handle || '/',
           coalesce(l.context_line, ''), '', p.joined_at, p.author_id,
           '{{}}'::varchar[],
           -3 * public.word_similarity(%(plain)s, p.plain)
           - 25 * (p.handle = %(plain)s or starts_with(p.plain || ' ', %(plain)s || ' '))::int
    from (
      select id as author_id, %(members)s as audience, null::bigint as group_id, name, handle, joined_at,
             public.search_plain(name) as plain
      from members_member where welcomed_at is not null) p
    left join members_profile l on l.member_id = p.author_id
    where (%(plain)s operator(public.<%%) p.plain or lower(p.handle) = %(plain)s) and {gate}"""
