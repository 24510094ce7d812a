"""What the index holds of a member: another copy of what they posted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from myelin.members.models import Audience, Member
from myelin.search import actions
from myelin.search.models import Document


def export_for(member: Member) -> dict[str, Any]:
    """What others could find of them; the words themselves come from the rooms that hold them."""
    rows = Document.objects.filter(author=member).order_by("id")
    return {
        "findable": [
            {
                "kind": row.kind,
                "title": row.title,
                "url": row.url,
                "audience": Audience(row.audience).word,
                "posted_at": row.posted_at.isoformat(),
            }
            for row in rows
        ]
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Make everything of theirs unfindable. The counts of words forget it in the night."""
    actions.remove_of(member)
