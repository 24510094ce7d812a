"""What a member saved for later, as far as they may still see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from myelin.audience.sql import names_of, visible_sql
from myelin.base.pages import LONGEST_PAGE, Page, read_cursor, write_cursor
from myelin.discussion.cards import Card
from myelin.discussion.models import Bookmark
from myelin.discussion.queries import FEED_SIZE, STANDING, cards_from
from myelin.members.models import Member

# The moment of saving stands in for the moment of posting: that is the order of this list.
_SAVED = f"""SELECT t.id, b.saved_at AS posted_at
    FROM discussion_bookmark b JOIN discussion_thread t ON t.id = b.thread_id
    WHERE b.member_id = %(viewer)s AND {STANDING} AND {{gate}} {{of_kind}} {{behind}}
    ORDER BY b.saved_at DESC, b.thread_id DESC LIMIT %(limit)s"""  # noqa: S608 - constants of our own


@dataclass(frozen=True)
class Saved:
    """One thing that its reader saved: its card, and the note they made for themselves."""

    card: Card
    note: str
    saved_at: datetime


def saved_by(member: Member, *, kind: str = "", after: str | None = None, size: int = FEED_SIZE) -> Page[Saved]:
    """What `member` saved and may still see, saved last first. `kind` leaves one kind alone. Two statements."""
    size = max(1, min(size, LONGEST_PAGE))
    names: dict[str, Any] = {**names_of(member), "limit": size + 1, "kind": kind}
    behind = ""
    if after:
        names["at"], names["below"] = read_cursor(after, datetime, int)
        behind = "AND (b.saved_at, b.thread_id) < (%(at)s, %(below)s)"
    of_kind = "AND t.kind = %(kind)s" if kind else ""
    gate = visible_sql(member, row="t")
    cards = cards_from(_SAVED.format(gate=gate, behind=behind, of_kind=of_kind), names, member)
    marks = {row.thread_id: row for row in Bookmark.objects.of(member).filter(thread__in=[card.id for card in cards])}
    items = [Saved(card, marks[card.id].note, marks[card.id].saved_at) for card in cards if card.id in marks]
    more, items = len(items) > size, items[:size]
    return Page(items=items, next=write_cursor(items[-1].saved_at, items[-1].card.id) if more else None)
