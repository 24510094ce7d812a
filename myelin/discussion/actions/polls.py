"""Ask everybody to choose, and choose."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.discussion.actions.threads import NotThere, seen
from myelin.discussion.models import Poll, PollOption, PollVote, Thread
from myelin.members.models import Member


class PollClosed(Refused):
    """Nobody votes any more."""


class NoChoice(Refused):
    """Nothing was chosen, or more than the poll allows, or what it does not offer."""

    status = 422


@dataclass(frozen=True)
class NewPoll:
    """A poll that is still to be opened: two to six options, and for how many days."""

    options: Sequence[str]
    several: bool
    days: int


def open_poll(*, thread: Thread, poll: NewPoll, now: datetime) -> Poll:
    """Let members choose under a new thread, within the transaction that opens it."""
    opened = Poll.objects.create(thread=thread, several=poll.several, closes_at=now + timedelta(days=poll.days))
    PollOption.objects.bulk_create(
        PollOption(poll=opened, place=place, words=words) for place, words in enumerate(poll.options)
    )
    return opened


def options_of(thread: Thread) -> list[str]:
    """What the poll of a thread offers; nothing without a poll."""
    return list(PollOption.objects.filter(poll=thread.pk).order_by("place").values_list("words", flat=True))


@transaction.atomic
def vote(*, thread: Thread, member: Member, options: Collection[int], now: datetime) -> Poll:
    """Choose, or choose anew: `options` replace what the member chose before. Twice is once.

    The poll's row is locked first, so that votes and counts move together.

    Raises:
        NotThere: the member cannot see the thread, or it asks nothing.
        PollClosed: it is too late.
        NoChoice: nothing chosen, several where one is allowed, or an option of another poll.
    """
    poll = Poll.objects.select_for_update().filter(pk=seen(thread, member).pk).first()
    if poll is None:
        raise NotThere(_("There is nothing to vote on here any more."))
    if now >= poll.closes_at:
        raise PollClosed(_("This poll is closed. The result is below."))
    wanted = set(options)
    if not wanted or (len(wanted) > 1 and not poll.several):
        raise NoChoice(_("Choose one, then vote.") if not poll.several else _("Choose at least one, then vote."))
    if not wanted <= set(poll.options.values_list("pk", flat=True)):
        raise NoChoice(_("This option is not in the poll. Choose another one."))
    _choose(poll, member, wanted, now)
    return poll


def _choose(poll: Poll, member: Member, wanted: set[int], now: datetime) -> None:
    chosen = PollVote.objects.filter(poll=poll, member=member)
    before = set(chosen.values_list("option", flat=True))
    chosen.exclude(option__in=wanted).delete()
    PollVote.objects.bulk_create(
        PollVote(poll=poll, option_id=option, member=member, sole=not poll.several, voted_at=now)
        for option in wanted - before
    )
    poll.options.filter(pk__in=before - wanted).update(votes=F("votes") - 1)
    poll.options.filter(pk__in=wanted - before).update(votes=F("votes") + 1)
    if not before:
        Poll.objects.filter(pk=poll.pk).update(voters=F("voters") + 1)
