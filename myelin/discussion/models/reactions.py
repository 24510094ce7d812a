from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.discussion.models.threads import Thread
from myelin.members.models import Member


class Reaction(models.Model):
    """One member's hug, like or "me too" on a thread; never more than one of each."""

    class Kind(models.TextChoices):
        HUG = "hug", _("Hug")
        LIKE = "like", _("Like")
        ME_TOO = "me_too", _("Me too")

    COUNTERS = {Kind.HUG: "hugs", Kind.LIKE: "likes", Kind.ME_TOO: "me_toos"}

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=Kind)
    reacted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "member", "kind"], name="reaction_once")]
        indexes = [
            # Each card names who sent a hug last.
            models.Index(fields=["thread", "-id"], condition=Q(kind="hug"), name="reaction_last_hugs")
        ]
