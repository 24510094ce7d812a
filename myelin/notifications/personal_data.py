from __future__ import annotations

from datetime import datetime

from myelin.members.models import Member
from myelin.notifications.models import Delivery, Device, Notice, OutgoingMail


def export_for(member: Member) -> dict[str, object]:
    """The notices a member was shown, how they want to hear of news, and where: devices, without what leads to them."""
    rows = Notice.objects.of(member).order_by("made_at", "id")
    wish = Delivery.objects.filter(member=member).first() or Delivery(member=member)
    return {
        "notices": [{"kind": row.kind, "url": row.url, "at": row.made_at.isoformat()} for row in rows],
        "delivery": {
            "mail": wish.rhythm,
            "on_devices": wish.device_rhythm,
            "quiet_from": wish.quiet_from and wish.quiet_from.isoformat(),
            "quiet_until": wish.quiet_until and wish.quiet_until.isoformat(),
            "not_told_of": wish.silent,
            "not_outside": wish.unmailed,
        },
        "devices": [
            {"name": row.name, "added_at": row.added_at.isoformat()}
            for row in Device.objects.of(member).order_by("added_at", "id")
        ],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take notices to and from the member away, and letters to their address."""
    Delivery.objects.filter(member=member).delete()
    Device.objects.filter(member=member).delete()
    Notice.objects.filter(member=member).delete()
    Notice.objects.filter(actor=member).delete()
    OutgoingMail.objects.filter(to__iexact=member.email).delete()
