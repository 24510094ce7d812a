from __future__ import annotations

from datetime import datetime

from myelin.media.actions import remove_pictures
from myelin.media.models import Picture
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, object]:
    """The pictures a member added; `file` names them in the archive's folder of pictures."""
    rows = Picture.objects.of(member).order_by("made_at", "id")
    return {
        "pictures": [{"file": f"{row.name}.webp", "alt": row.alt, "made_at": row.made_at.isoformat()} for row in rows]
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take all their pictures away, files too."""
    remove_pictures(Picture.objects.of(member))
