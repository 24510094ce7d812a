from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField, EncryptedTextField
from myelin.members.models import Member
from myelin.pack.models import Symptom


class Mood(models.TextChoices):
    GOOD = "good", _("Good")
    OKAY = "okay", _("Okay")
    MIXED = "mixed", _("Mixed")
    LOW = "low", _("Low")
    ROUGH = "rough", _("Rough")


class DiaryQuerySet(models.QuerySet["DiaryEntry"]):
    def of(self, member: Member) -> DiaryQuerySet:
        """The only gate to diaries: one's own."""
        return self.filter(member=member)


class DiaryEntry(models.Model):
    """One day in a member's own words and numbers. Gaps are gaps. What it says is encrypted at rest."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="diary")
    day = models.DateField(help_text="In the member's zone.")
    values: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="mood: a Mood; energy, sleep: 0–10; symptoms: {slug: 0–10}; bad: 1 or 2, a bad or a very bad day; "
        "same: told to be as the day before. What was not told is absent.",
    )
    note = EncryptedTextField(blank=True, default="")
    saved_at = models.DateTimeField()

    objects = DiaryQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds a member's days in order.
            models.UniqueConstraint(fields=["member", "day"], name="diary_one_entry_a_day"),
        ]

    def __str__(self) -> str:
        return f"day {self.pk}"

    @property
    def mood(self) -> str:
        """A Mood, or "" when it was not told."""
        return str(self.values.get("mood", ""))

    @property
    def energy(self) -> int | None:
        """Energy 0–10, or None when it was not told."""
        told = self.values.get("energy")
        return None if told is None else int(told)

    @property
    def sleep(self) -> int | None:
        """Sleep 0–10, or None when it was not told."""
        told = self.values.get("sleep")
        return None if told is None else int(told)

    @property
    def bad(self) -> int:
        """1 for a bad day, 2 for a very bad one, 0 when nothing of the kind was told."""
        return int(self.values.get("bad", 0))

    @property
    def is_same(self) -> bool:
        """Whether it was told to be as the day before."""
        return bool(self.values.get("same"))

    @property
    def symptoms(self) -> dict[str, int]:
        """Scores 0–10 by symptom slug."""
        told: dict[str, Any] = self.values.get("symptoms", {})
        return {slug: int(score) for slug, score in told.items()}


class FollowedSymptom(models.Model):
    """A symptom that a member chose to note each day; at most six."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="followed_symptoms")
    symptom = models.ForeignKey(Symptom, on_delete=models.PROTECT, related_name="followers")
    followed_at = models.DateTimeField()
    own_words = EncryptedTextField(blank=True, default="", help_text="What the member calls it; else the pack's name.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "symptom"], name="followed_symptom_once")]

    @property
    def called(self) -> str:
        """In the member's own words, or else in the pack's. `symptom` must be selected."""
        return self.own_words or self.symptom.called

    @property
    def slug(self) -> str:
        """The symptom's. `symptom` must be selected."""
        return self.symptom.slug


class DiaryArrival(models.Model):
    """A day that a device sent, by the key that it made itself: sent again, it is known already."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="diary_arrivals")
    key = models.UUIDField()
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="diary_arrival_once")]
