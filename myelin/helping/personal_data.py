from __future__ import annotations

from datetime import datetime

from myelin.helping.models import Helper, HelpInvitation
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, object]:
    """What a member said yes to, and what they were asked."""
    helper = Helper.objects.of(member).prefetch_related("topics", "medicines").first()
    rows = HelpInvitation.objects.of(member).select_related("question__thread").order_by("asked_at", "id")
    return {
        "may_be_asked": _helper(helper) if helper is not None else None,
        "asked": [
            {
                "question": row.question.thread.url,
                "way": row.way,
                "asked_at": row.asked_at.isoformat(),
                "not_today_at": row.declined_at and row.declined_at.isoformat(),
            }
            for row in rows
        ],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take both away."""
    HelpInvitation.objects.of(member).delete()
    Helper.objects.of(member).delete()


def _helper(helper: Helper) -> dict[str, object]:
    return {
        "topics": [topic.slug for topic in helper.topics.all()],
        "medicines": [medicine.slug for medicine in helper.medicines.all()],
        "told_year": helper.told_year,
        "weekly_cap": helper.weekly_cap,
        "quiet_from": helper.quiet_from.isoformat(),
        "quiet_to": helper.quiet_to.isoformat(),
        "energy": helper.energy,
        "resting_until": helper.resting_until and helper.resting_until.isoformat(),
        "paused_at": helper.paused_at and helper.paused_at.isoformat(),
        "volunteers": helper.volunteers,
        "said_yes_at": helper.said_yes_at.isoformat(),
    }
