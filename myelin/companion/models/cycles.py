from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from myelin.base.fields import EncryptedJSONField
from myelin.companion.models.courses import Course
from myelin.members.models import Member
from myelin.pack.models import Symptom


class WatchQuerySet(models.QuerySet["Watch"]):
    def of(self, member: Member) -> WatchQuerySet:
        """The only gate: one's own, the latest first."""
        return self.filter(member=member).order_by("-named_on", "-id")

    def on(self, day: date) -> WatchQuerySet:
        """Those that counted on that day: who names another one sees it counted from the next cycle on."""
        return self.filter(named_on__lte=day)


class Watch(models.Model):
    """Which symptom a member watched from some day on: named before the data, so that looking does not choose it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="watches")
    symptom = models.ForeignKey(Symptom, on_delete=models.PROTECT, related_name="watches")
    named_on = models.DateField(help_text="In the member's zone.")

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds a member's watches in order.
            models.UniqueConstraint(fields=["member", "named_on"], name="watch_one_a_day"),
        ]


class CycleLookQuerySet(models.QuerySet["CycleLook"]):
    def of(self, member: Member) -> CycleLookQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)


class CycleLook(models.Model):
    """What one look at the cycles of one symptom found. Looking again at the same cycles is the same look."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="cycle_looks")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="cycle_looks")
    symptom = models.ForeignKey(Symptom, on_delete=models.PROTECT, related_name="cycle_looks")
    first = models.PositiveSmallIntegerField(help_text="Number of the infusion that the series begins with.")
    cycles = models.PositiveSmallIntegerField(help_text="How many complete cycles the look takes in.")
    looked_on = models.DateField(help_text="The day on which the last of them was complete.")
    values: EncryptedJSONField = EncryptedJSONField(
        default=dict, help_text="The reading, its share of the alpha, and the fingerprint of entries and infusions."
    )

    objects = CycleLookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "symptom", "first", "cycles"], name="cycle_look_once"),
        ]
        indexes = [
            # The cycle page: all looks of a member.
            models.Index(fields=["member", "course"], name="cycle_look_of_member"),
        ]


class KeptScoresQuerySet(models.QuerySet["KeptScores"]):
    def of(self, member: Member) -> KeptScoresQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)

    def locked_for(self, member: Member) -> KeptScores:
        """The row of a member, made when there is none, held by whoever writes to their diary or keeps what it tells."""
        self.bulk_create([KeptScores(member=member)], ignore_conflicts=True)
        return self.of(member).select_for_update().get()


class KeptScores(models.Model):
    """What a member's diary tells of the symptoms that it asks for, packed, so that a page opens only what changed."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    values: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="symptoms: their slugs; months: by first day, the mark of what stood there and a line a symptom.",
    )

    objects = KeptScoresQuerySet.as_manager()

    @property
    def symptoms(self) -> list[str]:
        """Of which symptoms it tells."""
        return list(self.values.get("symptoms", []))

    @property
    def months(self) -> dict[str, dict[str, Any]]:
        """The months, by their first day."""
        return dict(self.values.get("months", {}))


class DiaryWishesQuerySet(models.QuerySet["DiaryWishes"]):
    def of(self, member: Member) -> DiaryWishesQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)


class DiaryWishes(models.Model):
    """How a member wants their diary to treat them."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="diary_wishes")
    charts_hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="When they asked to see no charts: no drawing, no sentence, nowhere."
    )

    objects = DiaryWishesQuerySet.as_manager()
