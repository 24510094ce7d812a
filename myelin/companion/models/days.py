from __future__ import annotations

from django.db import models

from myelin.base.fields import EncryptedJSONField, EncryptedTextField
from myelin.companion.models.courses import Infusion
from myelin.members.models import Member


class TapQuerySet(models.QuerySet["Tap"]):
    def of(self, member: Member) -> TapQuerySet:
        """The only gate to taps: one's own."""
        return self.filter(member=member)

    def standing(self) -> TapQuerySet:
        """Those that were not taken back, as they happened."""
        return self.filter(undone_at=None).order_by("at", "id")


class Tap(models.Model):
    """One thing that happened on an infusion day, with its moment. Whoever makes the UUID may send it again."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="taps")
    infusion = models.ForeignKey(Infusion, on_delete=models.CASCADE, related_name="taps")
    uuid = models.UUIDField(help_text="Made where it was tapped, so that it arrives once however often it is sent.")
    kind = models.CharField(max_length=16, help_text="A Kind of `day`.")
    at = models.DateTimeField(help_text="When it happened.")
    noted_at = models.DateTimeField(help_text="When it arrived here.")
    undone_at = models.DateTimeField(null=True, blank=True)
    said: EncryptedJSONField = EncryptedJSONField(default=dict, help_text="feeling, text, lot; day 0–3 of a look back.")

    objects = TapQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "uuid"], name="tap_once")]
        indexes = [
            # The day of an infusion: its taps as they happened.
            models.Index(fields=["infusion", "at"], name="tap_of_infusion"),
        ]

    def __str__(self) -> str:
        return f"tap {self.kind} of infusion {self.infusion_id}"


class PackItemQuerySet(models.QuerySet["PackItem"]):
    def of(self, member: Member) -> PackItemQuerySet:
        """The only gate to one's own things to bring."""
        return self.filter(member=member, removed_at=None).order_by("id")


class PackItem(models.Model):
    """A thing of one's own to bring, on every list from then on. Its words are encrypted."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pack_items")
    words = EncryptedTextField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PackItemQuerySet.as_manager()

    @property
    def key(self) -> str:
        """What a tick on a list calls it."""
        return f"own/{self.pk}"
