from __future__ import annotations

from myelin.members.models import Member
from myelin.pack.models import Symptom


def followed_symptoms(member: Member) -> list[Symptom]:
    """The symptoms that a member follows, in the order of the pack. One statement."""
    return list(Symptom.objects.filter(followers__member=member).order_by("position", "id"))
