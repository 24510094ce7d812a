"""What a member noted beside the days, read behind the second wall."""

from __future__ import annotations

from myelin.base.pages import Page, keyset
from myelin.base.wall import behind_the_wall
from myelin.companion.models import Record
from myelin.members.models import Member


def records_page(member: Member, *, after: str | None, size: int) -> Page[Record]:
    """Relapses, MRIs, side effects and medicines beside, the latest first."""
    with behind_the_wall(member.pk):
        return keyset(Record.objects.of(member), order=("-began_on", "-id"), after=after, size=size)


def record_of(member: Member, pk: int) -> Record | None:
    """One of them, if it is theirs."""
    with behind_the_wall(member.pk):
        return Record.objects.of(member).filter(pk=pk).first()
