from __future__ import annotations

from django.db import models

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member

UNITS = {"sleep": "min", "steps": "", "resting_heart_rate": "/min", "heart_rate": "/min"}
"""What a phone measures of a day, with its unit in UCUM; steps are a plain number."""


class DayMeasuresQuerySet(models.QuerySet["DayMeasures"]):
    def of(self, member: Member) -> DayMeasuresQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)


class DayMeasures(models.Model):
    """What a phone measured of a day: beside what the member wrote, never instead of it. Encrypted at rest."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="day_measures")
    day = models.DateField(
        help_text="As the phone wrote it, where its member was. A night counts for the day of waking."
    )
    values: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="sleep: minutes; steps; resting_heart_rate, heart_rate: beats a minute. What was not told is absent.",
    )
    saved_at = models.DateTimeField()

    objects = DayMeasuresQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds a member's days in order.
            models.UniqueConstraint(fields=["member", "day"], name="day_measures_once"),
        ]

    def __str__(self) -> str:
        return f"measures {self.pk}"

    @property
    def told(self) -> dict[str, int]:
        """What was measured, in the order of UNITS."""
        return {what: int(self.values[what]) for what in UNITS if what in self.values}
