"""People who are named: `@theo` in somebody's words leads to Theo's page, and Theo hears of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from myelin.audience.policy import may_be_met
from myelin.base.text import names_in, render_markdown
from myelin.discussion import telling
from myelin.discussion.models import Thread
from myelin.groups.queries import read_q
from myelin.members.models import Member
from myelin.notifications.models import Notice

MOST_NAMED = 10
"""More than this many names in one text are plain words: nobody calls a crowd."""


@dataclass(frozen=True)
class Words:
    """What somebody wrote, made safe, and who is named in it."""

    html: SafeString
    people: list[Member]


def read(text: str, *, author: Member) -> Words:
    """Make words safe; the first ten people named in them whom `author` may meet become links to their pages."""
    handles = names_in(text)[:MOST_NAMED]
    people = list(may_be_met(Member.objects.present().filter(handle__in=handles), author)) if handles else []
    return Words(render_markdown(text, named={person.handle for person in people}), people)


def unnamed(text: str) -> Words:
    """Make words safe of somebody who left their name out: names in them are plain words, and nobody hears of them."""
    return Words(render_markdown(text), [])


def tell(
    words: Words, *, thread: Thread, author: Member, url: str, now: datetime, besides: Collection[int] = ()
) -> None:
    """Tell people that they are named at `url`, once each however often the words change.

    Whoever cannot see the thread hears nothing, nor do those who hear of the same words in another way.

    besides: members who do.
    """
    if not words.people:
        return
    told = set(Notice.objects.filter(kind=Notice.Kind.MENTION, actor=author, url=url).values_list("member", flat=True))
    for person in words.people:
        if person.pk in {author.pk, *told, *besides}:
            continue
        if Thread.objects.visible_to(person).filter(read_q(person), pk=thread.pk).exists():
            telling.tell(thread=thread, member=person, kind=Notice.Kind.MENTION, actor=author, url=url, now=now)
