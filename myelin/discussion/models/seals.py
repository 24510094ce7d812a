from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.discussion.models.threads import Thread
from myelin.members.models import Member


class SealOpeningQuerySet(models.QuerySet["SealOpening"]):
    def of(self, member: Member) -> SealOpeningQuerySet:
        """What `member` asked to open, as a moderator."""
        return self.filter(by=member)


class SealOpening(models.Model):
    """A moderator says why they have to know who wrote something without a name. Two of these open the seal."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="seal_openings")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When the second moderator said so too.")

    objects = SealOpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            # One moderator is never two.
            models.UniqueConstraint(fields=["thread", "by"], name="seal_opening_once"),
            models.CheckConstraint(
                name="seal_opening_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say in a line why. Whoever wrote it reads that."),
            ),
        ]
