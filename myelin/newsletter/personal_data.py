from __future__ import annotations

from datetime import datetime

from myelin.members.models import Member
from myelin.newsletter.models import Subscription


def export_for(member: Member) -> dict[str, object]:
    """Whether the newsletter goes to a member's address, and since when."""
    return {
        "subscriptions": [
            {
                "email": row.email,
                "asked_at": row.asked_at.isoformat(),
                "confirmed_at": row.confirmed_at and row.confirmed_at.isoformat(),
            }
            for row in Subscription.objects.of(member).order_by("pk")
        ]
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Stop the newsletter and forget the address."""
    Subscription.objects.of(member).delete()
