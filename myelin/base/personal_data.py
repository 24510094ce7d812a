"""What this room knows of a member: which forms they sent in the last days, and nothing of what was in them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from myelin.base.models import Once

if TYPE_CHECKING:
    from myelin.members.models import Member


def export_for(member: "Member") -> dict[str, Any]:
    """Return the addresses and times of forms sent, newest first."""
    sent = Once.objects.filter(member=member.pk).order_by("-made_at", "-pk")
    return {"forms_sent": [{"path": row.path, "made_at": row.made_at.isoformat()} for row in sent]}


def erase_for(member: "Member", *, now: datetime) -> None:
    """Forget the keys of a member's forms."""
    Once.objects.filter(member=member.pk).delete()
