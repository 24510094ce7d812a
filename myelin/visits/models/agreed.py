from __future__ import annotations

from django.db import models

from myelin.base.fields import EncryptedJSONField
from myelin.companion.models import Owner, Reminder, Result, Step
from myelin.members.models import Member
from myelin.visits.models.visits import Visit


class AgreedQuerySet(models.QuerySet["Agreed"]):
    def of(self, member: Member) -> AgreedQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)


class Agreed(models.Model):
    """One thing that was agreed on at a visit: what, who, until when. In the member's words, encrypted at rest."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="agreed")
    by = models.DateField(null=True, blank=True, help_text="Until when.")
    said: EncryptedJSONField = EncryptedJSONField(default=dict, help_text="words; owner: an Owner.")
    step = models.OneToOneField(
        Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The step on the way to a dose that it became.",
    )  # fmt: skip
    result = models.OneToOneField(
        Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The test, ordered at the visit, that it became.",
    )  # fmt: skip
    reminder = models.OneToOneField(
        Reminder, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The reminder on its last day that it became.",
    )  # fmt: skip
    noted_at = models.DateTimeField()

    objects = AgreedQuerySet.as_manager()

    class Meta:
        indexes = [
            # The page of what was agreed on, in the order it was noted.
            models.Index(fields=["visit", "id"], name="agreed_at_visit"),
        ]

    def __str__(self) -> str:
        return f"agreed {self.pk}"

    @property
    def words(self) -> str:
        return str(self.said.get("words", ""))

    @property
    def owner(self) -> str:
        """Who does it, in words."""
        told = str(self.said.get("owner", ""))
        return str(Owner(told).label) if told in Owner.values else ""
