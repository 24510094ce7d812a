"""The community that `pages.py` measures: invented, the same in every run, written in bulk with the rooms' own cards.

Few people are followed by many and many by few, and so it is with reactions; most posts are for members. One question
has `ANSWERS` answers. Call `fill` on an empty, migrated database with the condition pack loaded.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from search_speed import Words

if TYPE_CHECKING:
    from myelin.discussion.models import Thread
    from myelin.members.models import Member
    from myelin.pack.models import Topic

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANSWERS = 20
POST_WORDS = 60
TEXTS = 1_000
"""Different texts; posts share them, so that rendering does not take longer than measuring."""
ONE_IN = 7
"""Every seventh post is a question."""
BATCH = 2_000


@dataclass(frozen=True)
class Community:
    """What the measuring needs to know of the invented community."""

    readers: list[int]
    """Members who read: they follow some people and topics."""
    question: str
    article: str
    searches: list[str]


def fill(members: int, posts: int) -> Community:
    """Make everything; some ten seconds for 20,000 posts."""
    from django.db import connection, transaction

    from myelin.search import counting

    with transaction.atomic():
        connection.cursor().execute("SET LOCAL synchronous_commit = off")
        draw = random.Random(7)
        people = _people(members, draw)
        topics = _topics()
        _ties(people, topics, draw)
        article = _articles(people)
        question = _posts(people, topics, posts, draw)
        _talk(people, draw)
    counting.count_all_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    words = Words(4)
    readers = [people[place].pk for place in range(50, 60)]
    return Community(readers, question, article, [words.draw(count) for count in (1, 2, 3) for _ in range(20)])


def _people(count: int, draw: random.Random) -> list[Member]:
    from myelin.members.models import Member, Profile

    words = Words(2)
    people = Member.objects.bulk_create(
        Member(
            email=f"m{number}@example.org",
            handle=f"m{number}",
            name=words.draw(1).title() + str(number),
            joined_at=START,
            welcomed_at=START,
        )
        for number in range(count)
    )
    Profile.objects.bulk_create(
        Profile(member=one, context_line=draw.choice(["", "2nd year", "New here"])) for one in people
    )
    return people


def _topics() -> list[Topic]:
    from myelin.pack.models import Topic

    return list(Topic.objects.current())


def _ties(people: list[Member], topics: list[Topic], draw: random.Random) -> None:
    """Everybody follows 5 to 40 people, the known ones most; some topics; one group; and blocks one person."""
    from myelin.discussion.models import TopicFollow
    from myelin.groups.models import Group, Membership
    from myelin.members.models import Block, Follow, Grant

    known = list(accumulate(1 / (place + 5) for place in range(len(people))))
    groups = Group.objects.bulk_create(Group(slug=f"g{n}", name=f"Group {n}", made_at=START) for n in range(20))
    rows: dict[Any, list[Any]] = {Follow: [], Grant: [], Block: [], TopicFollow: [], Membership: []}
    for one in people:
        others = [
            other
            for other in dict.fromkeys(draw.choices(people, cum_weights=known, k=draw.randint(8, 60)))
            if other != one
        ]
        rows[Follow] += [Follow(follower=one, followee=other, followed_at=START) for other in others[1:]]
        rows[Grant] += [Grant(owner=one, friend=other, granted_at=START) for other in others[1:4]]
        rows[Block] += [Block(blocker=one, blocked=other, blocked_at=START) for other in others[:1]]
        few = draw.sample(topics, min(3, len(topics)))
        rows[TopicFollow] += [TopicFollow(member=one, topic=topic, followed_at=START) for topic in few]
        rows[Membership].append(Membership(member=one, group=draw.choice(groups), joined_at=START))
    for model, many in rows.items():
        model.objects.bulk_create(many, batch_size=BATCH)


def _articles(people: list[Member]) -> str:
    """Sign the starter library, which waits for a reviewer; return the address of its longest article."""
    from django.contrib.auth.models import Group as Staff

    from myelin.library import actions as library
    from myelin.library.models import ArticlePage
    from myelin.members.staff import REVIEWERS

    reviewer = people[0]
    reviewer.credentials, reviewer.organisation = "MD, neurologist", "Invented clinic"
    reviewer.save(update_fields=["credentials", "organisation"])
    reviewer.groups.add(Staff.objects.get(name=REVIEWERS))
    for article in ArticlePage.objects.exclude(starter="").filter(live=False).order_by("pk"):
        library.sign_article(article=article, reviewer=reviewer, next_review_on=None, now=START)
    longest = max(ArticlePage.objects.filter(live=True), key=lambda one: len(str(one.body.raw_data)))
    return f"/library/{longest.slug}/"


def _posts(people: list[Member], topics: list[Topic], count: int, draw: random.Random) -> str:
    """Write updates and questions in the order of time; return the address of the question with many answers."""
    from myelin.discussion.models import Thread, ThreadTopic
    from myelin.members.models import Audience
    from myelin.questions.models import Question
    from myelin.updates.models import Update

    drafts = [_draft(words) for words in [Words(3)] for _ in range(TEXTS)]
    busy = list(accumulate(1 / (place + 20) for place in range(len(people))))
    authors = draw.choices(people, cum_weights=busy, k=count)
    audiences = draw.choices(
        [Audience.MEMBERS, Audience.PUBLIC, Audience.FOLLOWERS, Audience.CIRCLE, Audience.ME],
        [70, 12, 13, 4, 1],
        k=count,
    )
    first = (Thread.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    threads, updates, questions, about = [], [], [], []
    for number in range(count):
        draft, kind = drafts[number % TEXTS], "question" if number % ONE_IN == 0 else "update"
        last = number == (count - 1) // ONE_IN * ONE_IN
        thread = Thread(
            id=first + number,
            kind=kind,
            author=authors[number],
            audience=Audience.PUBLIC if last else audiences[number],
            title=draft.title if kind == "question" else "",
            excerpt=draft.excerpt,
            url=f"/{kind}s/{first + number}/",
            card=draft.cards[kind].replace("{id}", str(first + number)),
            posted_at=START + timedelta(minutes=number),
        )
        threads.append(thread)
        if kind == "question":
            questions.append(Question(thread=thread, title=draft.title, text=draft.text, html=draft.html))
        else:
            updates.append(Update(thread=thread, text=draft.text))
        few = draw.sample(topics, draw.choice([0, 1, 1, 2])) if len(topics) > 1 else []
        about += [ThreadTopic(thread=thread, topic=topic, posted_at=thread.posted_at) for topic in few]
    for rows in (threads, updates, questions, about):
        type(rows[0]).objects.bulk_create(rows, batch_size=BATCH)
    from django.db import connection

    connection.cursor().execute("SELECT setval('discussion_thread_id_seq', %s)", [first + count])
    _tell_search(threads, drafts)
    return questions[-1].thread.url


@dataclass(frozen=True)
class _Draft:
    text: str
    html: str
    title: str
    excerpt: str
    cards: dict[str, str]


def _draft(words: Words) -> _Draft:
    from myelin.base.text import excerpt, render_markdown
    from myelin.discussion.cards import blank_card
    from myelin.updates.actions import card_body

    text, title = words.draw(POST_WORDS), words.draw(8)
    bodies = {"update": card_body(render_markdown(text), "", []), "question": f'<p class="soft">{excerpt(text)}</p>'}
    cards = {
        kind: blank_card(
            kind=kind,
            title=title if kind == "question" else "",
            url=f"/{kind}s/{{id}}/",
            body=body,
            topics=["Daily life"],
        )
        for kind, body in bodies.items()
    }
    return _Draft(text, render_markdown(text), title, excerpt(text), cards)


def _tell_search(threads: list[Thread], drafts: list[_Draft]) -> None:
    from myelin.members.models import Audience
    from myelin.search import actions as search

    for number, thread in enumerate(threads):
        search.put(
            ref=f"{thread.kind}:{thread.pk}",
            kind=thread.kind,
            title=thread.title,
            body=drafts[number % TEXTS].text,
            audience=Audience(thread.audience),
            author_id=thread.author_id,
            url=thread.url,
            excerpt=thread.excerpt,
            posted_at=thread.posted_at,
        )


def _talk(people: list[Member], draw: random.Random) -> None:
    """Comments, answers and reactions: many for few posts, few for many; and the counts that go with them."""
    from django.db import connection

    from myelin.discussion.models import Comment, Reaction, Thread
    from myelin.questions.models import Answer

    words = Words(5)
    said = [(text, f"<p>{text}</p>") for text in (words.draw(25) for _ in range(200))]
    answers, comments, reactions = [], [], []
    rows = list(Thread.objects.exclude(kind="article").only("id", "kind", "posted_at").order_by("id"))
    last = max(row.pk for row in rows if row.kind == "question")
    for row in rows:
        number = ANSWERS if row.pk == last else min(int(draw.paretovariate(1.2)) - 1, 30)
        for place, author in enumerate(draw.sample(people[60:], min(number, len(people) - 60))):
            text, html = draw.choice(said)
            at = row.posted_at + timedelta(minutes=place + 1)
            if row.kind == "question":
                answers.append(Answer(question_id=row.pk, author=author, text=text, html=html, posted_at=at))
            else:
                comments.append(Comment(thread=row, author=author, text=text, html=html, posted_at=at))
        for member in draw.sample(people, min(int(draw.paretovariate(1.1)), 40, len(people))):
            reactions.append(
                Reaction(thread=row, member=member, kind=draw.choice(Reaction.Kind.values), reacted_at=row.posted_at)
            )
    for many in (answers, comments, reactions):
        type(many[0]).objects.bulk_create(many, batch_size=BATCH)
    connection.cursor().execute(_COUNT)


_COUNT = """
    UPDATE discussion_thread t SET
      hugs = (SELECT count(*) FROM discussion_reaction r WHERE r.thread_id = t.id AND r.kind = 'hug'),
      likes = (SELECT count(*) FROM discussion_reaction r WHERE r.thread_id = t.id AND r.kind = 'like'),
      me_toos = (SELECT count(*) FROM discussion_reaction r WHERE r.thread_id = t.id AND r.kind = 'me_too'),
      replies = (SELECT count(*) FROM discussion_comment c WHERE c.thread_id = t.id)
              + (SELECT count(*) FROM questions_answer a WHERE a.question_id = t.id)"""
