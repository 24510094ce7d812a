"""Speak to the diary instead of typing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.companion.actions.diary import check_come, remove_voices
from myelin.companion.models import DiaryEntry, VoiceNote
from myelin.media.drawing import Upload
from myelin.media.sealed import CARE
from myelin.media.sounds import take_sound
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

MOST_SECONDS = 180
"""How long the recorder of the page listens; what a phone recorded itself is held to its size alone."""
MOST_A_DAY = 10


class TooManyVoices(Refused):
    """More voice notes than one day keeps."""


def keep_voice(
    *, member: Member, day: date, today: date, recording: Upload, words: str = "", now: datetime
) -> VoiceNote:  # fmt: skip
    """Keep something spoken about a day; a day of which nothing was told yet begins with it.

    The file comes first and the row last: a row always has its file.

    Raises NotAgreed without the member's yes, DayAhead, SoundRefused, DiskFull, TooManyVoices.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    check_come(day, today)
    sound = take_sound(recording)
    name = CARE.keep([sound.content])
    try:
        with transaction.atomic():
            entry, _made = DiaryEntry.objects.select_for_update().get_or_create(
                member=member, day=day, defaults={"saved_at": now}
            )
            if VoiceNote.objects.of(member).filter(entry=entry).count() >= MOST_A_DAY:
                raise TooManyVoices(_("Ten voice notes fit into a day. You can remove one that you do not need."))
            kept = {"content_type": sound.content_type, "size": len(sound.content), "words": words.strip()}
            return VoiceNote.objects.create(member=member, entry=entry, name=name, kept_at=now, **kept)
    except BaseException:
        CARE.remove(name)
        raise


def remove_voice(*, voice: VoiceNote, by: Member) -> None:
    """Take a voice note away, its file too. What the day says besides stays."""
    remove_voices(VoiceNote.objects.of(by).filter(pk=voice.pk))
