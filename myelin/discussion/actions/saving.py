"""Saving things for later. Nobody else learns of it: nothing is counted, told or announced."""

from __future__ import annotations

from datetime import datetime

from myelin.base.rows import get_or_make
from myelin.discussion.models import Bookmark, Thread
from myelin.members.models import Member


def save_for_later(*, thread: Thread, member: Member, now: datetime) -> Bookmark:
    """Save a thread that `member` sees. Two taps are one, and a note that is there stays."""
    bookmark, _made = get_or_make(Bookmark.objects.all(), member=member, thread=thread, defaults={"saved_at": now})
    return bookmark


def write_note(*, bookmark: Bookmark, note: str) -> Bookmark:
    """Keep words to oneself beside what one saved; no words take them away."""
    bookmark.note = note
    bookmark.save(update_fields=["note"])
    return bookmark


def let_go(*, thread: Thread, member: Member) -> None:
    """Save it no longer; the note goes too. Twice is safe."""
    Bookmark.objects.of(member).filter(thread=thread).delete()
