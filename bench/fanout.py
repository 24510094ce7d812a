#!/usr/bin/env python3
"""What a list costs when the community grows: bench/fanout.py [--small N] [--large N] [--posts-each N] [--keep DIR] [--only WORD]

Builds two communities in throw-away databases, with the same shape: most people follow a dozen others, a few are
followed by tens of thousands. Prints for each list of the product, at both sizes: CPU ms (page server and database)
at p50 and p99, pages of the database read (buffers) at p50 and p99, and the ratio of the two p99; and what posting
costs somebody whom few follow, and somebody whom the most follow.

Both sizes are read turn by turn, so that a busy machine slows both alike, and of a reader's turns the quickest counts.
What `--keep` names stays on disk, and is there at once the next time.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from fanout_fill import GROUPS, fill
from throwaway import cpu_ms, database

READERS = 60
TURNS = 5
AIM = 1.3
"""How much more the feed may cost at the large size, at p99."""


@dataclass
class Figures:
    """What each reader's read cost: CPU ms of their quickest turn, and pages of the database."""

    reads: list[float] = field(default_factory=list)
    buffers: list[float] = field(default_factory=list)

    def again(self, turn: Figures) -> Figures:
        """These and another turn of the same readers; the cheaper one counts, for noise only adds."""
        if not self.reads:
            return turn
        least = [min(pair) for pair in zip(self.reads, turn.reads, strict=True)]
        return Figures(least, [min(pair) for pair in zip(self.buffers, turn.buffers, strict=True)])


def at(costs: list[float], share: float) -> float:
    """The cost that so many of all do not pass."""
    return sorted(costs)[min(len(costs) - 1, int(share * len(costs)))]


def main() -> None:
    """Measure both sizes turn by turn and print one line a list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=167_000)
    parser.add_argument("--posts-each", type=int, default=10)
    parser.add_argument("--keep", type=Path, help="a folder for both communities; filled when they are not there yet")
    parser.add_argument("--only", default="", help="the lists with this word in their name")
    args = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} at the start", flush=True)
    sizes = [args.small, args.large]
    # A process each: Django reads once which database it works on.
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, get_context("spawn"))) for _ in sizes]
        for size, pool in zip(sizes, pools, strict=True):
            kept = args.keep and args.keep / f"{size}-{args.posts_each}"
            lists = pool.submit(settle, size, args.posts_each, kept).result()
        print(f"\n{'':26}" + "".join(f"{size:>22,}: ms p50, p99; buffers p50, p99" for size in sizes) + "   p99 ratio")
        for name in (name for name in lists if args.only in name):
            costs = [Figures() for _ in sizes]
            for _ in range(TURNS):
                costs = [one.again(pool.submit(turn, name).result()) for one, pool in zip(costs, pools, strict=True)]
            tell(name, *costs)
        for pool in pools:
            pool.submit(leave).result()
    print(f"load average {os.getloadavg()[0]:.1f} at the end")


def tell(name: str, small: Figures, large: Figures) -> None:
    """Print what one list costs at both sizes."""
    cells = "".join(
        f"{at(one.reads, 0.5):26.2f} {at(one.reads, 0.99):8.2f} {at(one.buffers, 0.5):10.0f} {at(one.buffers, 0.99):8.0f}"
        for one in (small, large)
    )
    aim = f" (aim <= {AIM})" if name.startswith("feed") else ""
    grown = at(large.reads, 0.99) / max(at(small.reads, 0.99), 0.01)
    print(f"{name:26}{cells} {grown:10.2f}{aim}", flush=True)


_OPEN = ExitStack()
_READINGS: dict[str, Callable[[], Figures]] = {}


def settle(members: int, posts_each: int, kept: Path | None) -> list[str]:
    """Open a community in this process, fill it unless it is there, and say which lists it has."""
    _OPEN.enter_context(database(kept=kept))
    from django.core.management import call_command

    from myelin.members.models import Member

    if Member.objects.count() < members:
        call_command("loadpack", verbosity=0)
        fill(members, posts_each)
    print(f"{members:,} members, {members * posts_each:,} posts are there", flush=True)
    _READINGS.update(readings(members))
    return list(_READINGS)


def turn(name: str) -> Figures:
    """Read one list once for every reader."""
    return _READINGS[name]()


def leave() -> None:
    """Close what `settle` opened."""
    _OPEN.close()


def readings(members: int) -> Iterator[tuple[str, Callable[[], Figures]]]:
    """Every list of the product, to be read for the same readers, warm."""
    from myelin.base.pages import keyset
    from myelin.discussion import queries as feeds
    from myelin.discussion.models import Thread
    from myelin.discussion.stages import Stage, stage_first
    from myelin.members.models import Follow, Member
    from myelin.notifications.models import Notice
    from myelin.pack.models import Topic
    from myelin.people import queries as people
    from myelin.therapies.queries import names

    draw = random.Random(11)
    readers = list(Member.objects.filter(pk__in=draw.sample(range(1, members + 1), READERS)).select_related("profile"))
    topics, called, third = list(Topic.objects.current()), names(), Member.objects.get(pk=3)
    second = {reader.pk: feeds.followed(reader).next for reader in readers}
    newest = Thread.objects.latest("posted_at").posted_at

    def stage(reader: Member) -> Stage:
        """As if each reader were new, had been told lately, and here a day ago."""
        return Stage(reader.profile.told_year or 0, newest - timedelta(days=1), newest - timedelta(days=30))

    lists: dict[str, Callable[[Member], object]] = {
        "feed, first page": lambda one: feeds.followed(one),
        "feed, second page": lambda one: feeds.followed(one, after=second[one.pk]),
        "feed, first 90 days": lambda one: stage_first(one, stage(one), everyone=False, after=None, size=15),
        "all, first 90 days": lambda one: stage_first(one, stage(one), everyone=True, after=None, size=15),
        "all members": lambda one: feeds.everything(one),
        "questions": lambda one: feeds.of_kind(one, "question"),
        "a group": lambda one: feeds.in_group(one, 1 + one.pk % GROUPS),
        "a topic": lambda one: feeds.about_topic(one, topics[one.pk % len(topics)]),
        "posts of a known member": lambda one: feeds.by_author(one, third),
        "news": lambda one: keyset(
            Notice.objects.of(one).select_related("actor"), order=("-made_at", "-id"), after=None, size=30
        ),
        "followers of a known one": lambda one: keyset(
            Follow.objects.to(third), order=("-followed_at", "-id"), after=None, size=50
        ),
        "people like me": lambda one: people.like(one, mine=people.mine(one), names=called),
        "people, everybody": lambda one: people.find(
            one, people.Wishes(), mine=people.mine(one), names=called, year=2026
        ),
        "people, one region": lambda one: people.find(
            one, people.Wishes(region="Region 7"), mine=people.mine(one), names=called, year=2026
        ),
    }
    for name, read in lists.items():
        yield name, partial(_read, readers, read)
    yield "post, few followers", partial(_post, members)
    yield "post, most followers", partial(_post, 1)


def _read(readers: list[Any], read: Callable[[Any], object]) -> Figures:
    for one in readers[:5]:
        read(one)
    return _measured(partial(read, one) for one in readers)


def _post(author: int) -> Figures:
    from myelin.members.models import Member
    from myelin.updates import actions

    member = Member.objects.get(pk=author)
    words = (f"Words number {number}" for number in range(30))
    return _measured(partial(actions.post_update, author=member, text=text, now=datetime.now(UTC)) for text in words)


def _measured(reads: Iterable[Callable[[], object]]) -> Figures:
    figures = Figures()
    asking = _buffers(), _buffers()
    for read in reads:
        before, began = _buffers(), cpu_ms()
        read()
        figures.reads.append(cpu_ms() - began)
        figures.buffers.append(_buffers() - before - (asking[1] - asking[0]))
    return figures


def _buffers() -> float:
    """Pages of the database that were read so far, from memory or from disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")
        return float(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
