"""Writing without one's name: the author is sealed, and what is sealed is kept from whom they blocked.

Whoever needs to know the author (to tell them of an answer, to let them change it) asks here, and says it to nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.members.models import Block, Member
from myelin.members.models.seals import Seal, SealApart, apart_tag, own_tag

MOST = 2
WITHIN = timedelta(days=1)
"""So many posts without a name within so long: enough for what is hard to say, too few for a second life."""


class TwoToday(Refused):
    """The member wrote twice without their name within a day."""

    def __init__(self) -> None:
        super().__init__(
            _("You can post twice a day without your name, and today you did. Your words are still here. "
              "Share them with your name, or come back tomorrow.")
        )  # fmt: skip


@transaction.atomic
def seal(*, author: Member, now: datetime) -> Seal:
    """Make the seal of something new. Raises TwoToday."""
    _lock(author)
    if Seal.objects.of(author).filter(made_at__gt=now - WITHIN).count() >= MOST:
        raise TwoToday
    made = Seal.objects.create(author=str(author.pk), own=own_tag(author.pk), made_at=now)
    blocked = Block.objects.filter(blocker=author).values_list("blocked", flat=True)
    SealApart.objects.bulk_create(SealApart(seal=made, tag=apart_tag(number)) for number in blocked)
    return made


def keep_apart(*, author: Member, person: Member) -> None:
    """Keep from `person` what `author` wrote without their name, in the transaction of the block."""
    _lock(author)
    rows = [SealApart(seal=seal, tag=apart_tag(person.pk)) for seal in Seal.objects.of(author)]
    SealApart.objects.bulk_create(rows, ignore_conflicts=True)


def bring_back(*, author: Member, person: Member) -> None:
    """Undo that, in the transaction of the unblock."""
    _lock(author)
    SealApart.objects.filter(seal__in=Seal.objects.of(author), tag=apart_tag(person.pk)).delete()


def is_by(seal: Seal | None, member_id: int | None) -> bool:
    """Whether a member wrote what is sealed."""
    return seal is not None and member_id is not None and seal.own == own_tag(member_id)


def author_of(seal: Seal) -> Member | None:
    """Who wrote what is sealed, for what the house does by itself; people read it by `discussion.actions.seals` alone."""
    return Member.objects.filter(pk=int(seal.author)).first()


def _lock(author: Member) -> None:
    # A block and a post at the same moment: whoever comes second sees the first.
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=author.pk)
