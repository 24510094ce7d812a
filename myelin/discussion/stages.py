"""A feed for the first days: people of the same stage first, through the whole feed and not page by page.

A place in it is a part, a moment and a number. The parts are read one after the other: what is new since the last visit
and by people of the same stage, what else is new, then the same two of what was there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from myelin.audience.sql import names_of, visible_sql
from myelin.base.pages import LONGEST_PAGE, BadCursor, Page, read_cursor, write_cursor
from myelin.discussion.cards import Card
from myelin.discussion.queries import EVERYTHING, FOLLOWED, cards_from
from myelin.members.models import Audience, Member

LATELY = 1
"""Years in which two of the same stage were told lie so far apart at most."""


@dataclass(frozen=True)
class Stage:
    """Of whom a feed shows posts first, and when its reader was here last.

    told_year: the year in which the reader was told; theirs lie near it, as far as they show them to all members.
    """

    told_year: int
    since: datetime | None
    reach: datetime
    """What people of the same stage shared after this comes first; older posts of all stand by their time."""


_FIRST = f"""({{0}}.posted_at > %(recent)s AND t.author_id <> %(viewer)s AND EXISTS (
    SELECT FROM members_profile stage WHERE stage.member_id = t.author_id
      AND stage.told_year_audience >= {int(Audience.MEMBERS)}
      AND stage.told_year BETWEEN %(stage_from)s AND %(stage_to)s OFFSET 0))"""
_PARTS = [
    ("AND {0}.posted_at > %(since)s", f"AND {_FIRST}"),
    ("AND {0}.posted_at > %(since)s", f"AND {_FIRST} IS NOT TRUE"),
    ("AND {0}.posted_at <= %(since)s", f"AND {_FIRST}"),
    ("AND {0}.posted_at <= %(since)s", f"AND {_FIRST} IS NOT TRUE"),
]
"""What is asked of a row by its time, and of its thread `t`; without a last visit there are the first two, of any time."""


def stage_first(viewer: Member, stage: Stage, *, everyone: bool, after: str | None, size: int) -> Page[Card]:
    """A page of the feed of `viewer`, or of what all members shared: a statement for each part that it reaches into.

    Raises BadCursor.
    """
    limit = max(1, min(size, LONGEST_PAGE)) + 1
    names = {
        **names_of(viewer), "limit": limit, "since": stage.since, "recent": stage.reach,
        "stage_from": stage.told_year - LATELY, "stage_to": stage.told_year + LATELY,
    }  # fmt: skip
    reached = 0
    if after:
        names["at"], names["below"], reached = read_cursor(after, datetime, int, int)
        if reached not in range(len(_PARTS)):
            raise BadCursor
    found: list[tuple[int, Card]] = []
    for number in range(reached, len(_PARTS) if stage.since is not None else len(_PARTS) // 2):
        goes_on = bool(after) and number == reached
        source = _source(number, viewer, everyone=everyone, by_time=stage.since is not None, goes_on=goes_on)
        found += [(number, card) for card in cards_from(source, names, viewer)]
        if len(found) >= limit:
            break
    page = found[: limit - 1]
    part, last = page[-1] if len(found) >= limit else (0, None)
    place = write_cursor(last.posted_at, last.id, part) if last is not None else None
    return Page([card for _part, card in page], place)


def _source(number: int, viewer: Member, *, everyone: bool, by_time: bool, goes_on: bool) -> str:
    """The newest of one part; `goes_on`: behind the place of the page before."""
    when, who = _PARTS[number]
    behind = []
    for row, key in (("t", "id"), ("tt", "thread_id")):
        asked = [when.format(row)] if by_time else []
        asked += [f"AND ({row}.posted_at, {row}.{key}) < (%(at)s, %(below)s)"] if goes_on else []
        behind.append(" ".join([*asked, who.format(row)]))
    source = EVERYTHING if everyone else FOLLOWED
    return source.format(gate=visible_sql(viewer, row="t"), behind=behind[0], behind_topic=behind[1])
