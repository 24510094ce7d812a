"""Tidy up in the night: sealed files and letters that nobody came back for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from myelin.companion.actions.papers import remove_letters
from myelin.companion.models import ResultLetter, VoiceNote
from myelin.media.sealed import CARE, LOOSE_FOR


def remove_stray_files(*, now: datetime) -> int:
    """Take away letters whose form was never finished, and sealed files that no row names; says how many."""
    loose = list(ResultLetter.objects.loose().kept_before(now - LOOSE_FOR)[:500])
    remove_letters(loose)
    return len(loose) + CARE.remove_strangers(_known, now=now)


def _known(names: Collection[str]) -> set[str]:
    """Of sealed files that somebody still has."""
    voices = VoiceNote.objects.filter(name__in=names).values_list("name", flat=True)
    letters = ResultLetter.objects.filter(name__in=names).values_list("name", flat=True)
    return {*voices, *letters}
