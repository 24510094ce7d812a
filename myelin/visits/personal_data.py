"""What the visits hold of a member: all of it is theirs alone. A link's secrets are not kept, so they are not exported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from myelin.members.models import Member
from myelin.visits.models import Agreed, Look, Share, Visit


def export_for(member: Member) -> dict[str, Any]:
    """Visits with their questions, what was hidden, what was agreed on; links with the looks at them."""
    agreed: dict[int, list[Agreed]] = {}
    for line in Agreed.objects.of(member).order_by("id"):
        agreed.setdefault(line.visit_id, []).append(line)
    looks: dict[int, list[Look]] = {}
    for look in Look.objects.filter(member=member).order_by("at", "id"):
        looks.setdefault(look.share_id, []).append(look)
    shares: dict[int, list[Share]] = {}
    for share in Share.objects.of(member).order_by("id"):
        shares.setdefault(share.visit_id, []).append(share)
    return {
        "visits": [
            _visit(visit)
            | {
                "agreed": [_agreed(line) for line in agreed.get(visit.pk, [])],
                "links": [_share(share, looks.get(share.pk, [])) for share in shares.get(visit.pk, [])],
            }
            for visit in Visit.objects.of(member).order_by("on", "id")
        ]
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Delete all of it; links end with it."""
    Look.objects.filter(member=member).delete()
    Agreed.objects.of(member).delete()
    Share.objects.of(member).delete()
    Visit.objects.of(member).delete()


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "on": visit.on.isoformat(),
        "since": visit.since.isoformat(),
        "made_at": visit.made_at.isoformat(),
        **visit.said,
    }


def _agreed(line: Agreed) -> dict[str, Any]:
    return {"by": line.by.isoformat() if line.by else None, "noted_at": line.noted_at.isoformat(), **line.said}


def _share(share: Share, looks: list[Look]) -> dict[str, Any]:
    return {
        "made_at": share.made_at.isoformat(),
        "expires_at": share.expires_at.isoformat(),
        "opened_at": share.opened_at.isoformat() if share.opened_at else None,
        "revoked_at": share.revoked_at.isoformat() if share.revoked_at else None,
        "wrong_codes": share.tries,
        "shown": share.shown,
        "looks": [{"what": look.what, "at": look.at.isoformat()} for look in looks],
    }
