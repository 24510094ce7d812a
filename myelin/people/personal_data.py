from __future__ import annotations

from datetime import datetime

from myelin.members.models import Audience, Member
from myelin.people.actions import part_from_all
from myelin.people.models import HardThing, Portrait, Treatment


def export_for(member: Member) -> dict[str, object]:
    """What a member told others about their road, and who may see each line."""
    portrait = Portrait.objects.of(member).first()
    return {
        "treatments": [
            {
                "medicine": row.therapy.name,
                "when": row.when,
                "since": row.since_year,
                "until": row.until_year,
                "words": row.words,
                "seen_by": Audience(row.audience).word,
            }
            for row in Treatment.objects.of(member).in_order()
        ],
        "hard_things": [
            {"symptom": row.symptom.called, "seen_by": Audience(row.audience).word}
            for row in HardThing.objects.of(member).in_order()
        ],
        "portrait": {"picture": portrait.picture_id, "seen_by": Audience(portrait.picture.audience).word}
        if portrait is not None
        else None,
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take it all off, and let buddies know kindly; the picture's file goes with the member's other pictures."""
    part_from_all(member=member, now=now)
    Treatment.objects.of(member).delete()
    HardThing.objects.of(member).delete()
    Portrait.objects.of(member).delete()
