from __future__ import annotations

from django.db import models

from myelin.base.fields import EncryptedTextField
from myelin.companion.models.diary import DiaryEntry
from myelin.members.models import Member


class VoiceQuerySet(models.QuerySet["VoiceNote"]):
    def of(self, member: Member) -> VoiceQuerySet:
        """The only gate to voice notes: one's own."""
        return self.filter(member=member)

    def oldest_first(self) -> VoiceQuerySet:
        return self.order_by("kept_at", "id")


class VoiceNote(models.Model):
    """Something about a day, spoken. The sound lies sealed in a file; the words beside it are encrypted, too."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    # Also finds the notes of a page of days.
    entry = models.ForeignKey(DiaryEntry, on_delete=models.CASCADE, related_name="voices")
    name = models.CharField(max_length=32, unique=True, help_text="Name of its sealed file.")
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField(help_text="Bytes of the sound.")
    words = EncryptedTextField(blank=True, default="", help_text="What was said, in words.")
    kept_at = models.DateTimeField()

    objects = VoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="voice_is_a_sound", condition=models.Q(content_type__startswith="audio/")),
        ]

    def __str__(self) -> str:
        return f"voice note {self.pk}"
