from __future__ import annotations

from datetime import datetime

from myelin.members.models import Member
from myelin.notifications.models import Delivery, Notice, OutgoingMail


def export_for(member: Member) -> dict[str, object]:
    """The notices a member was shown, and how they want to hear of news."""
    rows = Notice.objects.of(member).order_by("made_at", "id")
    wish = Delivery.objects.filter(member=member).first() or Delivery(member=member)
    return {
        "notices": [{"kind": row.kind, "url": row.url, "at": row.made_at.isoformat()} for row in rows],
        "delivery": {
            "mail": wish.rhythm,
            "quiet_from": wish.quiet_from and wish.quiet_from.isoformat(),
            "quiet_until": wish.quiet_until and wish.quiet_until.isoformat(),
            "not_told_of": wish.silent,
            "not_by_mail": wish.unmailed,
        },
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take notices to and from the member away, and letters to their address."""
    Delivery.objects.filter(member=member).delete()
    Notice.objects.filter(member=member).delete()
    Notice.objects.filter(actor=member).delete()
    OutgoingMail.objects.filter(to__iexact=member.email).delete()
