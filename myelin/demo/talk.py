"""Let the invented people share updates, comment and react.

Updates go through the room's own action, so cards and search are what they would be. Comments and reactions are many
and old, so they are put in at once and their counts set with them; the latest go through the action and bring news.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from myelin.base.text import render_markdown
from myelin.demo import moments, pictures
from myelin.demo.script import Person, Post
from myelin.demo.year import NEWS, Year
from myelin.discussion import actions as discussion
from myelin.discussion.actions import NewPoll, saving
from myelin.discussion.models import Comment, Reaction, Thread
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Audience, Member
from myelin.updates import actions as updates

WARM = {
    "low": (8, 1, 3),
    "rough": (11, 0, 4),
    "mixed": (5, 3, 3),
    "okay": (2, 5, 2),
    "good": (4, 8, 1),
    "": (2, 4, 2),
}
"""About how many hugs, likes and "me too" an update of each mood draws."""


def share_updates(posts: Sequence[Post], year: Year) -> None:
    """Post all updates with their comments and reactions."""
    threads: list[Thread] = []
    comments: list[Comment] = []
    planned = moments.through_the_year(len(posts), now=year.now, rng=year.rng)
    for post, moment in zip(posts, planned, strict=True):
        threads.append(_share(post, moment, year))
        comments += _talk_under(threads[-1], post, year)
    reactions = [
        reaction for thread, post in zip(threads, posts, strict=True) for reaction in _warm(thread, post, year)
    ]
    old = [comment for comment in comments if comment.posted_at <= year.now - NEWS]
    Comment.objects.bulk_create(old)
    Reaction.objects.bulk_create(reactions)
    _count(threads, old, reactions)
    for comment in comments:
        if comment.posted_at > year.now - NEWS and comment.author is not None:
            discussion.write_comment(
                thread=comment.thread,
                author=comment.author,
                text=comment.text,
                now=comment.posted_at,
            )


def save_for_later(people: Sequence[Person], year: Year) -> None:
    """Let everybody who logs in to the demo find three things saved, the first with a note to themselves."""
    open_to_all = Thread.objects.standing().filter(kind="question", group=None, audience__gte=Audience.MEMBERS)
    asked = list(open_to_all.order_by("-replies", "pk")[:3])
    for member in (year.cast[person.handle] for person in people if person.login):
        for place, thread in enumerate(thread for thread in asked if thread.author_id != member.pk):
            bookmark = saving.save_for_later(thread=thread, member=member, now=year.now - timedelta(days=place + 1))
            if place == 0:
                saving.write_note(bookmark=bookmark, note="Read this again before the next visit.")


def _share(post: Post, moment: datetime, year: Year) -> Thread:
    author, at = (
        year.cast[post.by],
        year.when(post.by, moment, post.days_ago, post.month),
    )
    update = updates.post_update(
        author=author,
        text=post.text,
        mood=post.mood,
        audience=post.audience,
        topics=[year.topics[slug] for slug in post.topics],
        pictures=[_picture(author, post, at)] if post.picture else [],
        group=year.groups[post.group] if post.group else None,
        note=post.note,
        is_tip=post.tip,
        poll=NewPoll(post.poll.options, post.poll.several, post.poll.days) if post.poll else None,
        now=at,
    )
    if post.poll is not None:
        _vote(update.thread, year)
    return update.thread


def _vote(thread: Thread, year: Year) -> None:
    options = list(thread.poll.options.order_by("place").values_list("pk", flat=True))
    for member in year.readers(thread, most=12):
        discussion.vote(thread=thread, member=member, options=[year.rng.choice(options)], now=thread.posted_at)


def _picture(author: Member, post: Post, at: datetime) -> Picture:
    return media.take_picture(
        owner=author,
        upload=io.BytesIO(pictures.draw(post.picture)),
        alt=post.alt,
        now=at,
    )


def _talk_under(thread: Thread, post: Post, year: Year) -> Iterator[Comment]:
    speakers = [year.cast[said.by] for said in post.comments]
    for said, author, at in zip(post.comments, speakers, year.after(thread.posted_at, speakers), strict=True):
        yield Comment(
            thread=thread,
            author=author,
            text=said.text,
            html=render_markdown(said.text),
            posted_at=at,
        )


def _warm(thread: Thread, post: Post, year: Year) -> Iterator[Reaction]:
    for kind, about in zip(
        (Reaction.Kind.HUG, Reaction.Kind.LIKE, Reaction.Kind.ME_TOO),
        WARM[post.mood],
        strict=True,
    ):
        for member in year.readers(thread, most=year.rng.randint(0, 2 * about)):
            at = year.soon_after(thread.posted_at, member)
            yield Reaction(thread=thread, member=member, kind=kind, reacted_at=at)


def _count(
    threads: Sequence[Thread],
    comments: Sequence[Comment],
    reactions: Sequence[Reaction],
) -> None:
    said = Counter(comment.thread_id for comment in comments)
    given = Counter((reaction.thread_id, Reaction.COUNTERS[Reaction.Kind(reaction.kind)]) for reaction in reactions)
    for thread in threads:
        thread.replies = said[thread.pk]
        for counter in Reaction.COUNTERS.values():
            setattr(thread, counter, given[thread.pk, counter])
    Thread.objects.bulk_update(threads, ["replies", *Reaction.COUNTERS.values()])
