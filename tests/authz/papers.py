"""Files of the owner's care: a voice note and a letter, with markers in them that nobody else may find."""

from __future__ import annotations

import io
import math
import wave
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from myelin.companion import actions as care
from myelin.companion.models import Result, ResultLetter, VoiceNote
from myelin.members.models import Member


def small_sound(seconds: float = 0.1) -> SimpleUploadedFile:
    """A tone."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(128 + round(60 * math.sin(place / 4)) for place in range(round(8000 * seconds))))
    return SimpleUploadedFile("tone.wav", buffer.getvalue(), content_type="audio/wav")


def small_letter(words: str = "Nothing to see") -> SimpleUploadedFile:
    """A PDF as far as anybody looks who does not open it."""
    content = f"%PDF-1.7\n% {words}\n%%EOF\n".encode()
    return SimpleUploadedFile("letter.pdf", content, content_type="application/pdf")


def keep_letter(result: Result, owner: Member, now: datetime) -> ResultLetter:
    """With a result."""
    letter = care.take_letter(owner=owner, upload=small_letter("kanari-me-letter-7f3a"), now=now)
    care.add_papers(result=result, by=owner, letters=[letter], now=now)
    return letter


def keep_voice(owner: Member, now: datetime) -> VoiceNote:
    """Said today."""
    today, words = now.date(), "kanari-me-voice-7f3a"
    return care.keep_voice(member=owner, day=today, today=today, recording=small_sound(), words=words, now=now)
