from __future__ import annotations

from django.db.models import QuerySet

from myelin.audit.models import Entry
from myelin.members.models import Member


def looked_at(member: Member) -> QuerySet[Entry]:
    """When somebody else took a copy of this member's data or opened a seal of theirs, and why; the newest first."""
    looks = {"action__in": ["member.exported", "seal.opened"]}
    entries = Entry.objects.filter(**looks, subject_kind="members.member", subject_id=member.pk)
    return entries.exclude(actor=member).select_related("actor").order_by("-at", "-id")
