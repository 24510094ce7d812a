from __future__ import annotations

from datetime import datetime

from myelin.discussion.models import Thread
from myelin.members.models import Audience, Member
from myelin.updates.models import Update


def export_for(member: Member) -> dict[str, object]:
    """A member's updates with every version of their words, withdrawn ones too."""
    rows = Update.objects.posted_by(member).select_related("thread__poll")
    rows = rows.prefetch_related("versions", "thread__poll__options", "placed_pictures__picture").order_by(
        "thread__posted_at", "pk"
    )
    return {"updates": [_update(row) for row in rows]}


def erase_for(member: Member, *, now: datetime) -> None:
    """Take their updates away, with the talk under them."""
    Thread.objects.filter(pk__in=Update.objects.posted_by(member).values("pk")).delete()


def _update(row: Update) -> dict[str, object]:
    return {
        "url": row.thread.url,
        "text": row.text,
        "mood": row.mood,
        "note": row.thread.note,
        "tip": row.thread.is_tip,
        "on_the_month_one_shelf_since": row.thread.for_newcomers_at and row.thread.for_newcomers_at.isoformat(),
        "poll": [option.words for option in row.thread.poll.options.all()] if hasattr(row.thread, "poll") else [],
        "audience": Audience(row.thread.audience).word,
        "without_name": row.thread.seal_id is not None,
        "pictures": [f"{placed.picture.name}.webp" for placed in row.placed_pictures.all()],
        "posted_at": row.thread.posted_at.isoformat(),
        "withdrawn_at": row.thread.withdrawn_at and row.thread.withdrawn_at.isoformat(),
        "earlier": [
            {"text": old.text, "mood": old.mood, "written_at": old.written_at.isoformat()} for old in row.versions.all()
        ],
    }
