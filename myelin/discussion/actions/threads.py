"""What happens to threads: opened, revised and withdrawn by the rooms above, reacted to by members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.base.rows import get_or_make
from myelin.discussion.authors import author_of
from myelin.discussion.cards import blank_card, harmless, in_each_language
from myelin.discussion.models import Reaction, Thread, ThreadTopic, TopicFollow
from myelin.discussion.numbers import NUMBER, write_numbered
from myelin.discussion.telling import tell
from myelin.groups.models import Group
from myelin.groups.queries import read_q
from myelin.live import actions as live
from myelin.members import sealing
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic
from myelin.pack.themes import themes_in


class NotThere(Refused):
    """The thread, or the comment that a reply names, is not there for this member."""

    status = 404


class NotYours(Refused):
    """Only the author may change or withdraw it."""

    status = 404


class NotInGroup(Refused):
    """Posting into a group asks for membership of it."""


class TooLate(Refused):
    """The time in which this can still be done is over."""


UNDO_FOR = timedelta(minutes=10)
"""How long one can undo taking something back."""


@transaction.atomic(savepoint=False)
def open_thread(
    *,
    kind: str,
    author: Member | None,
    audience: Audience,
    url: str,
    body: str,
    words: str,
    now: datetime,
    title: str = "",
    excerpt: str = "",
    topics: Iterable[Topic] = (),
    group: Group | None = None,
    note: str = "",
    is_tip: bool = False,
    without_name: bool = False,
) -> Thread:
    """Make the thread of something new.

    url: path of its page; "{id}" in it becomes the thread's own number.
    body: safe HTML that its card shows under the title; member words in it went through `cards.harmless`.
    words: all that it says beside its title and its note, for readers who have some themes covered.
    note: the author's line on a cover over what the card holds; lists elsewhere then show it in place of an excerpt.
    without_name: `author` is sealed; it is then for all members, and in no group.

    Raises:
        NotInGroup: `author` wants to post into a group they did not join.
        TwoToday: `author` shared twice without their name today.
    """
    if group is not None and author is not None and not Group.objects.joined_by(author).filter(pk=group.pk).exists():
        raise NotInGroup(_("Join this group first, then share in it."))
    topics = list(topics)
    thread = Thread(
        kind=kind,
        author=None if without_name else author,
        seal=sealing.seal(author=author, now=now) if without_name and author is not None else None,
        audience=audience,
        title=title,
        excerpt=_covered(excerpt, note),
        group=group,
        url=url,
        posted_at=now,
        note=note,
        is_tip=is_tip,
    )
    thread.card = _card(thread, body, topics)
    thread.themes = themes_in(f"{title}\n{words}\n{note}", topics)
    write_numbered(thread, channels=_channels(thread, topics))
    _tag(thread, topics)
    return thread


@transaction.atomic(savepoint=False)
def revise_thread(
    *,
    thread: Thread,
    body: str,
    words: str,
    audience: Audience,
    topics: Iterable[Topic],
    now: datetime,
    title: str = "",
    excerpt: str = "",
    url: str | None = None,
    note: str = "",
    is_tip: bool = False,
) -> Thread:
    """Bring a thread up to date with what it stands for, after its author changed that; `words` as in `open_thread`."""
    topics = list(topics)
    thread.title, thread.excerpt, thread.audience, thread.edited_at = title, _covered(excerpt, note), audience, now
    thread.url, thread.note, thread.is_tip = url or thread.url, note, is_tip
    thread.card = _card(thread, body, topics)
    thread.themes = themes_in(f"{title}\n{words}\n{note}", topics)
    fields = ["title", "excerpt", "audience", "edited_at", "url", "note", "is_tip", "card", "themes"]
    thread.save(update_fields=fields)
    thread.threadtopic_set.all().delete()
    _tag(thread, topics)
    return thread


def _covered(excerpt: str, note: str) -> str:
    return _("Content note: %(note)s") % {"note": note} if note else excerpt


def _card(thread: Thread, body: str, topics: list[Topic]) -> str:
    return blank_card(
        kind=thread.kind,
        is_tip=thread.is_tip,
        is_sealed=thread.seal_id is not None,
        title=harmless(thread.title),
        url=thread.url.replace(NUMBER, "[[id]]"),
        body=body,
        topics=[in_each_language(topic) for topic in topics],
    )


def _tag(thread: Thread, topics: list[Topic]) -> None:
    if topics:
        ThreadTopic.objects.bulk_create(
            ThreadTopic(thread=thread, topic=topic, posted_at=thread.posted_at, is_tip=thread.is_tip)
            for topic in topics
        )


@transaction.atomic
def withdraw_thread(*, thread: Thread, now: datetime) -> Thread:
    """Take a thread out of every list. Withdrawing twice changes nothing."""
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    if thread.withdrawn_at is None:
        thread.withdrawn_at = now
        thread.save(update_fields=["withdrawn_at"])
    return thread


@transaction.atomic
def put_thread_back(*, thread: Thread, now: datetime) -> Thread:
    """Undo a withdrawal. Twice is safe. Raises TooLate after `UNDO_FOR`."""
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    if thread.withdrawn_at is None:
        return thread
    refuse_late_undo(thread.withdrawn_at, now)
    thread.withdrawn_at = None
    thread.save(update_fields=["withdrawn_at"])
    return thread


def refuse_late_undo(withdrawn_at: datetime, now: datetime) -> None:
    """Raise TooLate when something was taken back longer ago than `UNDO_FOR`."""
    if now > withdrawn_at + UNDO_FOR:
        raise TooLate(_("The ten minutes for an undo are over. You can share it anew."))


@transaction.atomic
def react(*, thread: Thread, member: Member, kind: Reaction.Kind, now: datetime) -> Reaction:
    """Give a hug, a like or a "me too". Two taps are one.

    Raises NotThere when the member cannot see the thread.
    """
    thread = seen(thread, member)
    reaction, made = get_or_make(
        Reaction.objects.all(), thread=thread, member=member, kind=kind, defaults={"reacted_at": now}
    )
    if made:
        _count(thread, kind, 1)
        author = author_of(thread)
        if author is not None and author.pk != member.pk:
            tell(thread=thread, member=author, kind=kind.value, actor=member, url=thread.url, now=now)
    return reaction


@transaction.atomic
def take_reaction_back(*, thread: Thread, member: Member, kind: Reaction.Kind) -> None:
    """Take a reaction back; nothing happens when there is none."""
    gone, _per_model = Reaction.objects.filter(thread=thread, member=member, kind=kind).delete()
    if gone:
        _count(thread, kind, -1)


@transaction.atomic
def follow_topic(*, topic: Topic, member: Member, now: datetime) -> TopicFollow:
    """Bring a topic into a member's feed. Twice is once."""
    follow, _made = get_or_make(TopicFollow.objects.all(), topic=topic, member=member, defaults={"followed_at": now})
    live.announce(channels=[f"member:{member.pk}"], what="follows")
    return follow


@transaction.atomic
def unfollow_topic(*, topic: Topic, member: Member) -> None:
    """Take a topic out of a member's feed."""
    TopicFollow.objects.filter(topic=topic, member=member).delete()
    live.announce(channels=[f"member:{member.pk}"], what="follows")


def _channels(thread: Thread, topics: list[Topic]) -> list[str]:
    """Who hears that a thread is there: nobody for whom it is not meant."""
    if thread.group_id is not None:
        return [f"group:{thread.group_id}"]
    if thread.audience >= Audience.MEMBERS:
        # Who wrote without a name has no followers in that.
        whose = [] if thread.seal_id is not None else [f"author:{thread.author_id or 0}"]
        return [*whose, "everyone:0", *(f"topic:{topic.pk}" for topic in topics)]
    if thread.audience == Audience.FOLLOWERS:
        return [f"author:{thread.author_id}"]
    return [f"circle:{thread.author_id}"] if thread.audience == Audience.CIRCLE else []


def seen(thread: Thread, member: Member) -> Thread:
    """The thread as it stands now, for somebody who takes part in it. Raises NotThere."""
    # Who left a group still sees their own post there, but has no part in the talk any more.
    there = Thread.objects.visible_to(member).filter(read_q(member))
    found = there.select_related("author", "seal").filter(pk=thread.pk).first()
    if found is None:
        raise NotThere(_("This is not here any more. Your words are still here."))
    return found


def _count(thread: Thread, kind: Reaction.Kind, step: int) -> None:
    counter = Reaction.COUNTERS[kind]
    Thread.objects.filter(pk=thread.pk).update(**{counter: F(counter) + step})
    live.announce(channels=[f"thread:{thread.pk}"], what="reaction")
