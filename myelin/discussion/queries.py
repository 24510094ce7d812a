"""Reading feeds: one statement a page, the gate inside it, everything that the page shows in its rows.

Each source of a feed gives its newest few by an index of its own (a lateral join); the few are merged by keyset.
So the cost follows the page, not the number of posts or of people followed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists

from myelin.audience.policy import Viewer
from myelin.audience.sql import names_of, visible_sql
from myelin.base.pages import LONGEST_PAGE, Page, read_cursor, write_cursor
from myelin.base.prepared import prepared
from myelin.discussion.cards import Card, as_asked
from myelin.discussion.models import Comment, Draft, Reaction, Thread, TopicFollow, TopicMute, stands_sql
from myelin.discussion.polls import POLL
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic

FEED_SIZE = 15
"""Cards on a page. Twenty were sixteen screens of a phone, which is a long way down for tired eyes, and 36 kB."""

REACH = 2
"""Pages of the newest that are asked through the gate at once; what the gate turns away is seldom half of them."""

MOST_PINNED = 3
"""What a group keeps on top; more would push its feed away."""

STANDING = stands_sql("t")
"""What holds of a thread `t` that is still there."""
_NEWEST = "ORDER BY t.posted_at DESC, t.id DESC LIMIT %(limit)s"


_NOT_MUTED = """AND NOT EXISTS (SELECT FROM members_mute x
      WHERE x.muter_id = %(viewer)s AND x.muted_id = t.author_id)
    AND NOT EXISTS (SELECT FROM discussion_threadmute x WHERE x.member_id = %(viewer)s AND x.thread_id = t.id)
    AND NOT EXISTS (SELECT FROM discussion_topicmute x JOIN discussion_threadtopic y ON y.topic_id = x.topic_id
      WHERE x.member_id = %(viewer)s AND y.thread_id = t.id AND t.author_id IS DISTINCT FROM %(viewer)s
        AND x.topic_id IS DISTINCT FROM {topic})"""
"""What `viewer` muted is not in their feeds. A topic that they came to read, muted or not, is there."""


def _threads(where: str, *, muted: str = _NOT_MUTED.format(topic="NULL")) -> str:
    return f"""SELECT t.id, t.posted_at FROM discussion_thread t
        WHERE {where} AND {STANDING} AND {{gate}} {muted} {{behind}} {_NEWEST}"""  # noqa: S608 - constants of this file


EVERYTHING = _threads("true")

_ABOUT_TOPIC = f"""SELECT t.id, t.posted_at
    FROM discussion_threadtopic tt JOIN discussion_thread t ON t.id = tt.thread_id
    WHERE tt.topic_id = {{topic}} AND {STANDING} AND {{gate}} {{muted}} {{behind_topic}}
    ORDER BY tt.posted_at DESC, tt.thread_id DESC LIMIT %(limit)s"""  # noqa: S608 - constants of this file

_FOLLOWED_TOPICS = _ABOUT_TOPIC.replace("{topic}", "src.topic_id").replace("{muted}", _NOT_MUTED.format(topic="NULL"))

FOLLOWED = f"""
    SELECT s.id, s.posted_at FROM members_follow src
      CROSS JOIN LATERAL ({_threads("t.author_id = src.followee_id")}) s WHERE src.follower_id = %(viewer)s
    UNION SELECT * FROM ({_threads("t.author_id = %(viewer)s")}) mine
    UNION SELECT s.id, s.posted_at FROM discussion_topicfollow src
      CROSS JOIN LATERAL ({_FOLLOWED_TOPICS}) s WHERE src.member_id = %(viewer)s
    UNION SELECT s.id, s.posted_at FROM groups_membership src
      CROSS JOIN LATERAL ({_threads("t.group_id = src.group_id")}) s WHERE src.member_id = %(viewer)s"""  # noqa: S608 - constants of this file

_NEAR_ONES = f"""SELECT t.id, t.posted_at FROM discussion_thread t
    WHERE {{where}} AND t.posted_at >= %(floor)s {{{{behind}}}} {_NEWEST}"""  # noqa: S608 - as above

_NEAR = f"""
    SELECT id, posted_at FROM (
      SELECT s.id, s.posted_at FROM members_follow src
        CROSS JOIN LATERAL ({_NEAR_ONES.format(where="t.author_id = src.followee_id")}) s WHERE src.follower_id = %(viewer)s
      UNION SELECT * FROM ({_NEAR_ONES.format(where="t.author_id = %(viewer)s")}) mine
      UNION SELECT s.id, s.posted_at FROM discussion_topicfollow src
        CROSS JOIN LATERAL (SELECT tt.thread_id AS id, tt.posted_at FROM discussion_threadtopic tt
          WHERE tt.topic_id = src.topic_id AND tt.posted_at >= %(floor)s {{behind_topic}}
          ORDER BY tt.posted_at DESC, tt.thread_id DESC LIMIT %(limit)s) s WHERE src.member_id = %(viewer)s
      UNION SELECT s.id, s.posted_at FROM groups_membership src
        CROSS JOIN LATERAL ({_NEAR_ONES.format(where="t.group_id = src.group_id")}) s WHERE src.member_id = %(viewer)s
    ) every_one ORDER BY posted_at DESC, id DESC LIMIT %(limit)s""".replace("%(limit)s", "%(reach)s")  # noqa: S608 - as above
"""The newest of the same sources, from their indexes alone: nobody has asked the gate yet."""

_STANDING_NEAR = f"""SELECT t.id, t.posted_at FROM near JOIN discussion_thread t ON t.id = near.id
    WHERE {STANDING} AND {{gate}} {_NOT_MUTED.format(topic="NULL")} {_NEWEST}"""  # noqa: S608 - as above

MINE = """ARRAY(SELECT r.kind FROM discussion_reaction r WHERE r.thread_id = t.id AND r.member_id = %(viewer)s
    UNION ALL SELECT 'saved' FROM discussion_bookmark k WHERE k.thread_id = t.id AND k.member_id = %(viewer)s)"""
"""What the viewer did with the thread `t`, for statements of other rooms too."""

_HUGGERS = """CASE WHEN t.hugs > 0 AND t.kind <> 'question' AND t.seal_id IS NULL AND %(viewer)s > 0 THEN ARRAY(
      SELECT h.name FROM discussion_reaction r JOIN members_member h ON h.id = r.member_id
      WHERE r.thread_id = t.id AND r.kind = 'hug' AND r.member_id <> %(viewer)s
        AND h.is_active AND h.suspended_at IS NULL AND h.erased_at IS NULL
        AND NOT EXISTS (SELECT FROM members_block b WHERE b.blocker_id = %(viewer)s AND b.blocked_id = h.id)
        AND NOT EXISTS (SELECT FROM members_block b WHERE b.blocked_id = %(viewer)s AND b.blocker_id = h.id)
        AND NOT EXISTS (SELECT FROM members_mute x WHERE x.muter_id = %(viewer)s AND x.muted_id = h.id)
      ORDER BY r.id DESC LIMIT 2) ELSE ARRAY[]::varchar[] END"""
"""Who sent a hug last and is there for the viewer. Under a question it would say what somebody lives with."""

_PAGE = f"""
    SELECT t.id, t.kind, t.url, t.card, t.posted_at, t.edited_at, t.author_id,
           coalesce(m.handle, ''), coalesce(m.name, ''), coalesce(p.context_line, ''),
           t.hugs, t.likes, t.me_toos, t.replies, t.title, t.excerpt, t.themes,
           {MINE},
           t.note, t.is_tip, {{poll}},
           CASE WHEN p.told_year_audience >= {int(Audience.MEMBERS)} THEN p.told_year END,
           {_HUGGERS}
    FROM (SELECT id, posted_at FROM ({{source}}) found ORDER BY posted_at DESC, id DESC LIMIT %(limit)s) page
    JOIN discussion_thread t ON t.id = page.id
    LEFT JOIN members_member m ON m.id = t.author_id
    LEFT JOIN members_profile p ON p.member_id = t.author_id
    ORDER BY page.posted_at DESC, page.id DESC"""  # noqa: S608 - constants of this file


_ROWS = (("t", "id"), ("tt", "thread_id"))

ANCIENT = datetime.min.replace(tzinfo=UTC)
MOST_FLOORS = 10_000
_floors: dict[tuple[int, int], datetime] = {}
"""How far down the near ones reached when this process made somebody's feed before; there the next look at them may end.

It is a hint alone. Where as many are found above it as a look takes, or a page of them is through the gate, nothing below
could have come before them; otherwise every source is read through the gate. So whatever happened meanwhile, to posts, to
follows or to blocks, the page is the one that it would be without.
"""


def followed(viewer: Member, *, after: str | None = None, size: int = FEED_SIZE) -> Page[Card]:
    """What the people, topics and groups that `viewer` follows shared, and what they shared themselves.

    Most feeds are full before the gate has been asked for `REACH` pages of what is near. For the others each source is
    read through the gate, as far as it takes.
    """
    names, behind, behind_topic = _place(viewer, after, size)
    names["reach"] = REACH * names["limit"]
    kept = (viewer.pk, names["reach"])
    names["floor"] = ANCIENT if after else _floors.get(kept, ANCIENT)
    rows = _ask(_from_near(visible_sql(viewer, row="t"), behind, behind_topic), names)
    found = [as_asked(Card.of_row(row[2:]), viewer) for row in rows if row[2] is not None]
    looked_at, oldest = rows[0][:2]
    is_full = looked_at == names["reach"]
    if not after:
        _keep_floor(kept, oldest if is_full else ANCIENT)
    if len(found) < names["limit"] and (is_full or names["floor"] != ANCIENT):
        return _page(FOLLOWED, viewer, after, size)
    found.sort(key=lambda card: (card.posted_at, card.id), reverse=True)
    return _cut(found, names["limit"] - 1)


@lru_cache(maxsize=16)
def _from_near(gate: str, behind: str, behind_topic: str) -> str:
    near = _NEAR.format(behind=behind, behind_topic=behind_topic)
    page = _page_of(_STANDING_NEAR.format(gate=gate))
    return f"""WITH near AS MATERIALIZED ({near})
        SELECT looked.*, found.* FROM (SELECT count(*), min(posted_at) FROM near) looked
        LEFT JOIN LATERAL ({page}) found ON true"""  # noqa: S608 - constants of this file


def _keep_floor(kept: tuple[int, int], oldest: datetime) -> None:
    if len(_floors) >= MOST_FLOORS:
        _floors.clear()
    _floors[kept] = oldest


def everything(viewer: Viewer, *, after: str | None = None, size: int = FEED_SIZE) -> Page[Card]:
    """What anybody shared, as far as `viewer` may see it."""
    return _page(EVERYTHING, viewer, after, size)


def of_kind(viewer: Viewer, kind: str, *, after: str | None = None, size: int = FEED_SIZE) -> Page[Card]:
    """One kind alone: the list of questions."""
    return _page(_threads("t.kind = %(kind)s"), viewer, after, size, kind=kind)


def by_author(viewer: Viewer, author: Member, *, after: str | None = None, size: int = FEED_SIZE) -> Page[Card]:
    """What one member shared; also one who is muted: whoever comes here wants to read it."""
    return _page(_threads("t.author_id = %(author)s", muted=""), viewer, after, size, author=author.pk)


def in_group(viewer: Viewer, group_id: int, *, after: str | None = None, size: int = FEED_SIZE) -> Page[Card]:
    """What was shared in one group, without what it keeps on top."""
    return _page(_threads("t.group_id = %(group)s AND t.pinned_at IS NULL"), viewer, after, size, group=group_id)


def pinned(viewer: Viewer, group_id: int) -> Page[Card]:
    """What a group keeps on top."""
    return _page(
        _threads("t.group_id = %(group)s AND t.pinned_at IS NOT NULL"), viewer, None, MOST_PINNED, group=group_id
    )


def for_newcomers(viewer: Viewer, *, after: str | None = None, size: int = FEED_SIZE) -> Page[Card]:
    """What members let stand on the shelf for people who were told lately."""
    return _page(_threads("t.for_newcomers_at IS NOT NULL"), viewer, after, size)


def about_topic(
    viewer: Viewer, topic: Topic, *, tips: bool = False, after: str | None = None, size: int = FEED_SIZE
) -> Page[Card]:
    """What was shared about one topic, or the `tips` alone."""
    about = "%(topic)s AND tt.is_tip" if tips else "%(topic)s"
    source = _ABOUT_TOPIC.replace("{topic}", about).replace("{muted}", _NOT_MUTED.format(topic="%(topic)s"))
    return _page(source, viewer, after, size, topic=topic.pk)


def _page(source: str, viewer: Viewer, after: str | None, size: int, **names: Any) -> Page[Card]:
    place, behind, behind_topic = _place(viewer, after, size)
    filled = source.format(gate=visible_sql(viewer, row="t"), behind=behind, behind_topic=behind_topic)
    return _cut(cards_from(filled, names | place, viewer), place["limit"] - 1)


def _place(viewer: Viewer, after: str | None, size: int) -> tuple[dict[str, Any], str, str]:
    """Where a page begins, as values and as two conditions: of a thread, and of its row under a topic."""
    names: dict[str, Any] = {**names_of(viewer), "limit": max(1, min(size, LONGEST_PAGE)) + 1}
    if not after:
        return names, "", ""
    names["at"], names["below"] = read_cursor(after, datetime, int)
    behind, behind_topic = ("AND ({0}.posted_at, {0}.{1}) < (%(at)s, %(below)s)".format(*row) for row in _ROWS)
    return names, behind, behind_topic


def _cut(cards: list[Card], size: int) -> Page[Card]:
    """A page of `size` from one card more, if there is one more."""
    more, cards = len(cards) > size, cards[:size]
    return Page(items=cards, next=write_cursor(cards[-1].posted_at, cards[-1].id) if more else None)


def card_of(thread: Thread, viewer: Viewer, *, shown: bool = False) -> Card:
    """The card of one thread for its own page, in one statement. The thread came through the gate already.

    shown: the viewer asked to see it, although it is about something they have covered.
    """
    source = "SELECT id, posted_at FROM discussion_thread WHERE id = %(thread)s"
    return cards_from(source, {"thread": thread.pk, "viewer": viewer.pk or 0, "limit": 1}, viewer, shown=shown)[0]


def cards_from(source: str, names: dict[str, Any], viewer: Viewer, *, shown: bool = False) -> list[Card]:
    """The cards of what `source` finds, which has asked the gate; the newest first."""
    cards = [Card.of_row(row) for row in _ask(_page_of(source), names)]
    return cards if shown else [as_asked(card, viewer) for card in cards]


@lru_cache(maxsize=128)
def _page_of(source: str) -> str:
    return _PAGE.format(poll=POLL, source=source)


def _ask(statement: str, names: dict[str, Any]) -> list[Any]:
    """The rows of a prepared statement, its limits written into it.

    PostgreSQL plans it once for any values. With a limit that could be anything it makes ready for a tenth of all
    threads, and reads up to twice the pages (`bench/fanout.py`).
    """
    with prepared() as cursor:
        cursor.execute(_limited(statement, names["limit"], names.get("reach", 0)), names)
        return list(cursor.fetchall())


@lru_cache(maxsize=256)
def _limited(statement: str, limit: int, reach: int) -> str:
    return statement.replace("%(limit)s", f"{limit:d}").replace("%(reach)s", f"{reach:d}")


def talk(thread: Thread, viewer: Viewer, *, size: int = LONGEST_PAGE) -> list[Comment]:
    """The comments under a thread, each followed by its replies, oldest first; at most the newest `size`."""
    rows = list(Comment.objects.for_thread(thread, viewer).order_by("-posted_at", "-id")[:size])
    rows.reverse()
    replies: dict[int, list[Comment]] = {}
    for row in rows:
        if row.parent_id is not None:
            replies.setdefault(row.parent_id, []).append(row)
    heads = [row for row in rows if row.parent_id is None]
    return [comment for head in heads for comment in (head, *replies.get(head.pk, ()))]


def mine(thread: Thread, viewer: Viewer) -> set[str]:
    """Which reactions `viewer` gave to a thread."""
    if not isinstance(viewer, Member):
        return set()
    return set(Reaction.objects.filter(thread=thread, member=viewer).values_list("kind", flat=True))


def draft_of(viewer: Viewer, place: str) -> Draft | None:
    """What `viewer` began to write in a place."""
    return Draft.objects.of(viewer).filter(place=place).first() if isinstance(viewer, Member) else None


def ties_to_topic(viewer: Viewer, topic: Topic) -> tuple[bool, bool]:
    """Whether a topic is in the viewer's feed, and whether they muted it. One statement for a member."""
    if not isinstance(viewer, Member):
        return False, False
    follow = TopicFollow.objects.filter(member=viewer, topic=topic)
    mute = TopicMute.objects.filter(member=viewer, topic=topic)
    row = Topic.objects.filter(pk=topic.pk).values_list(Exists(follow), Exists(mute)).get()
    return bool(row[0]), bool(row[1])
