"""What this room holds of a member: the files they looked at last, as far as they were read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from myelin.exchange.models import Found, Reading, Taken
from myelin.media.sealed import HELD
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, Any]:
    """Files that were brought, with what was found in them. Care itself stands in the companion's part."""
    readings = Reading.objects.of(member).prefetch_related("found")
    return {
        "files_brought": [_reading(row) for row in readings],
        "entries_taken_from_files": Taken.objects.filter(member=member).count(),
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Delete all of it."""
    for name in Reading.objects.of(member).exclude(held="").values_list("held", flat=True):
        HELD.remove(name)
    Reading.objects.of(member).delete()
    Taken.objects.filter(member=member).delete()


def _reading(row: Reading) -> dict[str, Any]:
    return {
        "kind": row.way,
        "brought_at": row.brought_at.isoformat(),
        "read_at": row.read_at.isoformat() if row.read_at else None,
        "taken_at": row.taken_at.isoformat() if row.taken_at else None,
        "entries": [_found(one) for one in sorted(row.found.all(), key=lambda one: one.place)],
    }


def _found(one: Found) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "standing": one.standing,
        "what": one.said.get("title"),
        "on": one.said.get("on"),
    } | one.told
