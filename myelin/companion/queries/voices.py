"""Voice notes, read behind the second wall."""

from __future__ import annotations

from datetime import date

from myelin.base.wall import behind_the_wall
from myelin.companion.models import VoiceNote
from myelin.members.models import Member


def voices_of_day(member: Member, day: date) -> list[VoiceNote]:
    """What was spoken about a day, in the order in which it was."""
    with behind_the_wall(member.pk):
        return list(VoiceNote.objects.of(member).filter(entry__day=day).oldest_first())


def voice_of(member: Member, pk: int) -> VoiceNote | None:
    """One of one's own, with its day."""
    with behind_the_wall(member.pk):
        return VoiceNote.objects.of(member).select_related("entry").filter(pk=pk).first()
