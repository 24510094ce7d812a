"""Write the record."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from myelin.audit.models import Entry
from myelin.members.models import Member


def record(*, actor: Member | None, action: str, subject: Model | None, now: datetime, reason: str = "") -> Entry:
    """Note that `actor` did `action` to `subject`, in the caller's transaction.

    action: "thing.done". reason: what staff typed when they looked at something private.
    """
    return Entry.objects.create(
        actor=actor,
        action=action,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        reason=reason,
        at=now,
    )
