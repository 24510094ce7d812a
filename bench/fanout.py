#!/usr/bin/env python3
"""What a list costs when the community grows: bench/fanout.py [--small N] [--large N] [--posts-each N]

Builds two communities in throw-away databases, with the same shape: most people follow a dozen others, a few are
followed by tens of thousands. Prints for each list of the product, at both sizes: CPU ms (page server and database)
at p50 and p99, pages of the database read (buffers) in the mean, and the ratio of the two p99; and what posting costs
somebody whom few follow, and somebody whom the most follow.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any

from throwaway import cpu_ms, database

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
READERS = 60
GROUPS, TOPICS_EACH = 40, 3
AIM = 1.3
"""How much more the feed may cost at the large size, at p99."""


@dataclass
class Figures:
    """CPU ms of each read, and the buffers of all."""

    reads: list[float] = field(default_factory=list)
    buffers: float = 0.0

    def at(self, share: float) -> float:
        """The read that so many of all are no dearer than."""
        return sorted(self.reads)[min(len(self.reads) - 1, int(share * len(self.reads)))]


def main() -> None:
    """Measure both sizes and print one line a list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=167_000)
    parser.add_argument("--posts-each", type=int, default=10)
    args = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} at the start", flush=True)
    sizes = [args.small, args.large]
    # A process each: Django reads once which database it works on.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        found = [pool.submit(measure, size, args.posts_each).result() for size in sizes]
    print(f"\n{'':26}" + "".join(f"{size:>12,} members: p50, p99, buffers" for size in sizes) + "   p99 ratio")
    for name in found[0]:
        small, large = (each[name] for each in found)
        cells = "".join(f"{one.at(0.5):20.2f} {one.at(0.99):8.2f} {one.buffers:12.0f}" for one in (small, large))
        aim = f" (aim <= {AIM})" if name.startswith("feed") else ""
        print(f"{name:26}{cells} {large.at(0.99) / max(small.at(0.99), 0.01):10.2f}{aim}")
    print(f"load average {os.getloadavg()[0]:.1f} at the end")


def measure(members: int, posts_each: int) -> dict[str, Figures]:
    """Fill one database and read every list in it."""
    with database():
        from django.core.management import call_command

        call_command("loadpack", verbosity=0)
        fill(members, posts_each)
        print(f"{members:,} members, {members * posts_each:,} posts are there", flush=True)
        return dict(read_all(members))


def fill(members: int, posts_each: int) -> None:
    """Make everything in the database itself, by statements over whole tables."""
    from django.db import connection

    from myelin.discussion.models import Thread, ThreadTopic, TopicFollow
    from myelin.groups.models import Group, Membership
    from myelin.members.models import Follow, Member, Profile
    from myelin.notifications.models import Notice
    from myelin.people.models import HardThing, Treatment

    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42); SET synchronous_commit = off; SET jit = off")
        people = f"generate_series(1, {members}) n"
        pour(
            Member, people, id="n", email="'m' || n || '@example.org'", handle="'m' || n", name="'Member ' || n",
            joined_at="timestamptz '2020-01-01' + n * interval '10 minutes'", welcomed_at="now()",
        )  # fmt: skip
        pour(
            Profile, people, member_id="n", ms_type="'rrms'", ms_type_audience="3 * (n % 2)", told_year="1990 + n % 36",
            told_year_audience="3", region="'Region ' || n % 200", region_audience="3", context_line="'2nd year'",
        )  # fmt: skip
        # The cube makes a few known to nearly everybody and leaves most with a handful.
        known = f"1 + floor({members} * power(random(), 3))::bigint"
        pour(
            Follow, f"{people}, LATERAL (SELECT DISTINCT {known} f FROM generate_series(1, 6 + n % 14)) x WHERE f <> n",
            follower_id="n", followee_id="f", followed_at="now()",
        )  # fmt: skip
        pour(Group, f"generate_series(1, {GROUPS}) n", id="n", slug="'g' || n", name="'Group ' || n", made_at="now()")
        pour(Membership, people, member_id="n", group_id=f"1 + n % {GROUPS}", joined_at="now()")
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM pack_topic WHERE retired_at IS NULL")
        topics = f"(ARRAY{cursor.fetchone()[0]})"
        many = f"1 + (n * 7 + k * 11) % array_length({topics}, 1)"
        pour(
            TopicFollow, f"{people}, generate_series(1, {TOPICS_EACH}) k", member_id="n", topic_id=f"{topics}[{many}]",
            followed_at="now()",
        )  # fmt: skip
        posts = f"generate_series(1, {members * posts_each}) n"
        pour(
            Thread, posts, id="n", kind="CASE WHEN n % 7 = 0 THEN 'question' ELSE 'update' END",
            author_id=f"1 + n % {members}", audience="CASE WHEN n % 9 = 0 THEN 2 ELSE 3 END", title="'Title ' || n",
            group_id=f"CASE WHEN n % 11 = 0 THEN 1 + (1 + n % {members}) % {GROUPS} END", url="'/updates/' || n || '/'",
            card="'<article>' || repeat('words ', 60) || '</article>'",
            posted_at="timestamptz '2024-01-01' + n * interval '1 minute'",
        )  # fmt: skip
        pour(
            ThreadTopic, posts, thread_id="n", topic_id=f"{topics}[1 + n % array_length({topics}, 1)]",
            posted_at="timestamptz '2024-01-01' + n * interval '1 minute'",
        )  # fmt: skip
        pour(
            Notice, f"{people}, generate_series(1, 12) k", member_id="n", kind="'hug'", url="'/updates/' || k || '/'",
            actor_id=f"1 + (n + k) % {members}", made_at="now() - k * interval '1 hour'",
        )  # fmt: skip
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM therapies_therapy")
        medicines = f"(ARRAY{cursor.fetchone()[0]})"
        pour(
            Treatment, f"{people} WHERE n % 3 > 0", member_id="n", audience="3", **{"when": "'now'"},
            therapy_id=f"{medicines}[1 + n % array_length({medicines}, 1)]",
        )  # fmt: skip
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM pack_symptom")
        symptoms = f"(ARRAY{cursor.fetchone()[0]})"
        pour(
            HardThing, f"{people}, generate_series(1, 3) k", member_id="n", audience="3",
            symptom_id=f"{symptoms}[1 + (n * 5 + k * 7) % array_length({symptoms}, 1)]",
        )  # fmt: skip
        for table in ("members_member", "discussion_thread", "groups_group"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET synchronous_commit")


def pour(model: Any, source: str, **columns: str) -> None:
    """Insert one row for each of `source`; `columns` are SQL, and every other column has the model's default."""
    from django.db import connection

    names, values, fixed = [], [], []
    for each in model._meta.concrete_fields:
        if each.column in columns:
            values.append(columns[each.column])
        elif each.primary_key or each.generated or each.has_db_default():
            continue
        else:
            values.append("%s")
            fixed.append(each.get_db_prep_save(each.get_default(), connection))
        names.append(f'"{each.column}"')
    assert set(columns) <= {each.column for each in model._meta.concrete_fields}, f"{model}: {columns}"
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) '
            f"SELECT {', '.join(values).replace('%', '%%').replace('%%s', '%s')} FROM {source.replace('%', '%%')} "
            "ON CONFLICT DO NOTHING",
            fixed,
        )


def read_all(members: int) -> Iterator[tuple[str, Figures]]:
    """Every list for the same readers, warm."""
    from myelin.base.pages import keyset
    from myelin.discussion import queries as feeds
    from myelin.members.models import Follow, Member
    from myelin.notifications.models import Notice
    from myelin.pack.models import Topic
    from myelin.people import queries as people
    from myelin.therapies.queries import names

    draw = random.Random(11)
    readers = list(Member.objects.filter(pk__in=draw.sample(range(1, members + 1), READERS)).select_related("profile"))
    topics, called, third = list(Topic.objects.current()), names(), Member.objects.get(pk=3)
    second = {reader.pk: feeds.followed(reader).next for reader in readers}
    lists: dict[str, Callable[[Member], object]] = {
        "feed, first page": lambda one: feeds.followed(one),
        "feed, second page": lambda one: feeds.followed(one, after=second[one.pk]),
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
        yield name, _read(readers, read)
    yield "post, few followers", _post(members)
    yield "post, most followers", _post(1)


def _read(readers: list[Any], read: Callable[[Any], object]) -> Figures:
    for one in readers[:5]:
        read(one)
    figures, before = Figures(), _buffers()
    for one in readers:
        began = cpu_ms()
        read(one)
        figures.reads.append(cpu_ms() - began)
    figures.buffers = (_buffers() - before) / len(readers)
    return figures


def _post(author: int) -> Figures:
    from myelin.members.models import Member
    from myelin.updates import actions

    member, figures, before = Member.objects.get(pk=author), Figures(), _buffers()
    for number in range(30):
        began = cpu_ms()
        actions.post_update(author=member, text=f"Words number {number}", now=datetime.now(UTC))
        figures.reads.append(cpu_ms() - began)
    figures.buffers = (_buffers() - before) / 30
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
