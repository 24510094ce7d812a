from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from myelin.groups.models import Group
from myelin.members.models import Audience, Member


class PictureQuerySet(models.QuerySet["Picture"]):
    def of(self, member: Member) -> PictureQuerySet:
        return self.filter(owner=member)

    def visible_by(self, condition: models.Q) -> PictureQuerySet:
        """Pictures that fit the policy's condition; the policy lives a floor above and hands it down."""
        return self.filter(condition, kept_apart=False)

    def loose(self) -> PictureQuerySet:
        """Pictures that arrived but do not stand in anything yet."""
        return self.filter(placed_at=None)

    def unclaimed(self, now: datetime) -> PictureQuerySet:
        """Pictures that no draft waits for."""
        return self.filter(models.Q(held_until=None) | models.Q(held_until__lt=now))


class Picture(models.Model):
    """A picture that a member added. Its audience and its group are those of the thing that shows it."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=64, unique=True, help_text="Name of its files, without width and ending.")
    width = models.PositiveIntegerField(help_text="Pixels of the larger file.")
    height = models.PositiveIntegerField()
    alt = models.CharField(_("what is in the picture"), max_length=300, blank=True)
    audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.ME)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    kept_apart = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Shown by the room that holds it alone, never at the common address of pictures.",
    )
    placed_at = models.DateTimeField(null=True, blank=True, help_text="When something began to show it.")
    held_until = models.DateTimeField(null=True, blank=True, help_text="How long a draft waits for it.")

    content_type = "image/webp"

    objects = PictureQuerySet.as_manager()

    class Meta:
        indexes = [
            # The nightly tidying looks for pictures that were never used.
            models.Index(fields=["made_at"], condition=models.Q(placed_at=None), name="picture_loose"),
        ]

    def __str__(self) -> str:
        return f"picture {self.pk}"
