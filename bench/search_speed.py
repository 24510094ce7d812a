"""What a search costs, on a community that this file invents.

    .venv/bin/python bench/search_speed.py [--members 1000] [--posts 20000]

Words follow Zipf's law, as words do. Prints CPU milliseconds (Python and database together), statements and wall clock
for each kind of query, asked by a visitor and by a member with follows, a circle and blocks; and the cost of telling.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from throwaway import cpu_ms, database

if TYPE_CHECKING:
    from myelin.audience.policy import Viewer
    from myelin.search.actions import NewDocument

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
VOCABULARY = 30_000
POST_WORDS = 60
ARTICLES = 100
REPEATS = 100
BUDGET_CPU_MS = 8.0
_SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


def word(rank: int) -> str:
    """The invented word of that rank: the same in every run, and no two alike."""
    letters = ""
    rank += len(_SYLLABLES) ** 2
    while rank:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        letters += _SYLLABLES[syllable]
    return letters


class Words:
    """Draws words as people use them: the frequent ones often."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.ranks = range(VOCABULARY)
        self.weights = list(accumulate(1 / (rank + 10) for rank in self.ranks))

    def draw(self, count: int) -> str:
        return " ".join(word(rank) for rank in self.random.choices(self.ranks, cum_weights=self.weights, k=count))


def settle(members: int) -> None:
    """Make members with ties: everybody follows ten, lets three into the circle and blocks one."""
    from myelin.members.models import Block, Follow, Grant, Member

    people = Member.objects.bulk_create(
        Member(email=f"m{i}@example.org", handle=f"m{i}", name=word(VOCABULARY + i).title(), welcomed_at=NOON)
        for i in range(members)
    )
    draw = random.Random(1)
    ties: list[tuple[Member, Member, int]] = []
    for one in people:
        others = draw.sample([other for other in draw.sample(people, 20) if other != one], 14)
        ties += [(one, other, place) for place, other in enumerate(others)]
    Follow.objects.bulk_create(Follow(follower=a, followee=b, followed_at=NOON) for a, b, n in ties if n < 10)
    Grant.objects.bulk_create(Grant(owner=a, friend=b, granted_at=NOON) for a, b, n in ties if 10 <= n < 13)
    Block.objects.bulk_create(Block(blocker=a, blocked=b, blocked_at=NOON) for a, b, n in ties if n == 13)


def tell(posts: int) -> float:
    """Tell articles and posts to the index. Return CPU ms a document."""
    from myelin.members.models import Member
    from myelin.search import actions

    people = list(Member.objects.order_by("id").values_list("id", flat=True))
    before = cpu_ms()
    for document in invented(people, posts):
        actions.put(**asdict(document))
    return (cpu_ms() - before) / (posts + ARTICLES)


def invented(people: list[int], posts: int) -> Iterator[NewDocument]:
    """Long articles of the community, and posts for every audience."""
    from myelin.members.models import Audience
    from myelin.search.actions import NewDocument

    words, draw = Words(2), random.Random(3)
    audiences = [Audience.PUBLIC, Audience.MEMBERS, Audience.MEMBERS, Audience.FOLLOWERS, Audience.CIRCLE, Audience.ME]
    for number in range(ARTICLES):
        title, body = words.draw(6), words.draw(600)
        yield NewDocument(f"article:{number}", "article", title, body, Audience.PUBLIC, None, "/", "", NOON)
    for number in range(posts):
        body, author, audience = words.draw(POST_WORDS), draw.choice(people), draw.choice(audiences)
        at = NOON + timedelta(minutes=number)
        yield NewDocument(f"update:{number}", "update", "", body, audience, author, "/", "", at)


def queries() -> Iterator[tuple[str, list[str]]]:
    """Kinds of queries, each with `REPEATS` different ones."""
    words, draw = Words(4), random.Random(5)
    some = range(REPEATS)
    yield "one frequent word", [word(draw.randrange(30)) for _ in some]
    yield "one rare word", [word(draw.randrange(3_000, 20_000)) for _ in some]
    yield "a word with a slip", [word(draw.randrange(200, 3_000))[:-1] + "x" for _ in some]
    yield "the beginning of a word", [word(draw.randrange(3_000))[:4] for _ in some]
    yield "a name", [word(VOCABULARY + draw.randrange(1_000)) for _ in some]
    yield "three words", [words.draw(3) for _ in some]
    yield "a message of 60 words", [f"{words.draw(5)}. {words.draw(30)}. {words.draw(25)}?" for _ in some]
    yield "nothing that is there", [f"qqq{number}xx" for number in some]


def measure(viewer: Viewer, asked: list[str], kinds: list[str] | None = None) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from myelin.search.queries import find

    seconds = []
    before = cpu_ms()
    for q in asked:
        start = time.perf_counter()
        find(viewer, q, kinds=kinds)
        seconds.append(time.perf_counter() - start)
    cpu = (cpu_ms() - before) / len(asked)
    seconds.sort()
    with CaptureQueriesContext(connection) as seen:
        find(viewer, asked[0], kinds=kinds)
    statements = sum("select" in query["sql"].lower() for query in seen)
    p50, p99 = (1_000 * seconds[int(part * (len(seconds) - 1))] for part in (0.5, 0.99))
    return f"{cpu:10.1f}{statements:12}{p50:10.1f}{p99:10.1f}"


def main(members: int, posts: int) -> None:
    with database("search"):
        from django.contrib.auth.models import AnonymousUser
        from django.db import connection

        from myelin.members.models import Member
        from myelin.search import counting

        settle(members)
        print(f"{members} members, {posts} posts of {POST_WORDS} words; budget {BUDGET_CPU_MS} CPU ms a page")
        print(f"telling the index: {tell(posts):.2f} CPU ms a document")
        start = time.perf_counter()
        counting.count_all_words()
        print(f"counting all words: {time.perf_counter() - start:.1f} s")
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")
            cursor.execute("select pg_table_size('search_document') / 1024, pg_relation_size('search_tsv') / 1024")
            print("table {} kB, GIN {} kB".format(*cursor.fetchone()))
        viewers: list[tuple[str, Viewer]] = [("visitor", AnonymousUser()), ("member", Member.objects.all()[10])]
        print(f"\n{'':36}{'CPU ms':>10}{'statements':>12}{'p50 ms':>10}{'p99 ms':>10}")
        for name, asked in queries():
            for who, viewer in viewers:
                print(f"{name:26}{who:10}{measure(viewer, asked)}")
        for name, asked in list(queries())[::6]:
            print(f"{name + ', articles':26}{'member':10}{measure(viewers[1][1], asked, ['article'])}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=1_000)
    parser.add_argument("--posts", type=int, default=20_000)
    options = parser.parse_args()
    main(options.members, options.posts)
