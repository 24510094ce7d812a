from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField
from myelin.members.models import Member


class ObservationQuerySet(models.QuerySet["Observation"]):
    def of(self, member: Member) -> ObservationQuerySet:
        """What others noted about `member`."""
        return self.filter(member=member).select_related("author")

    def by(self, author: Member, member: Member) -> ObservationQuerySet:
        """What `author` noted about `member`."""
        return self.filter(member=member, author=author)


class Observation(models.Model):
    """What a carer noted about a member, in the carer's words. Apart from the diary: nothing counts it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="observations")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"), help_text="The day it is about.")
    text = EncryptedTextField()
    written_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="When the member folded it away.")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="observation_has_words",
                condition=~Q(text=""),
                violation_error_message=_("A note needs words."),
            ),
            models.CheckConstraint(name="observation_of_somebody_else", condition=~Q(author=F("member"))),
        ]
        indexes = [
            # The member's list, the newest first; `id` breaks ties.
            models.Index(fields=["member", "-written_at", "-id"], name="observation_of_member"),
            # The author's own list.
            models.Index(fields=["author", "member", "-written_at", "-id"], name="observation_by_author"),
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"


class TiredDay(models.Model):
    """`member` told their circle one word, for one day."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(help_text="In the member's zone.")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="tired_once_a_day")]
