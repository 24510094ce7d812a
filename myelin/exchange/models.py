from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member


class Standing(models.TextChoices):
    """Where an entry of a file stands beside what the member has."""

    NEW = "new", _("New")
    ASKS = "asks", _("Asks you")
    HERE = "here", _("Already here")
    WITH = "with", _("Part of another entry")
    LEFT = "left", _("Cannot be taken")
    TAKEN = "taken", _("Taken")


CHOSEN_FROM = (Standing.NEW, Standing.ASKS)
"""What can be ticked."""


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, member: Member) -> ReadingQuerySet:
        """The only gate: one's own, the latest first."""
        return self.filter(member=member).order_by("-brought_at", "-id")

    def waiting(self) -> ReadingQuerySet:
        """Not read yet. For the worker, and beside `of`."""
        return self.filter(read_at=None)


class Reading(models.Model):
    """A file that a member brought: it waits, is read, is looked at, and is taken. The file itself is not kept."""

    class Way(models.TextChoices):
        FHIR = "fhir", _("A FHIR file")
        TABLE = "table", _("A table")
        PHONE = "phone", _("A phone’s health file")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="readings")
    way = models.CharField(max_length=5, choices=Way)
    brought_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True, help_text="When all of it was read.")
    wanted_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when much that is ticked waits to be taken by the worker."
    )
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When the member took what they ticked.")
    done = models.PositiveSmallIntegerField(default=0, help_text="Per cent of it that is read, or taken.")
    held = models.CharField(max_length=32, blank=True, help_text="Where it waits to be read, encrypted.")
    said: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="why: a sentence, when it cannot be read or taken; on the way: number of whole; sums while it is read.",
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        indexes = [
            # The page of files: one's own, the latest first.
            models.Index(fields=["member", "-brought_at", "-id"], name="reading_of_member"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"

    @property
    def why(self) -> str:
        """Why it could not be read or taken; nothing when it could."""
        return str(self.said.get("why", ""))

    @property
    def number(self) -> int:
        """How many of its entries are read, or taken, while it is on the way."""
        return int(self.said.get("number", 0))


class FoundQuerySet(models.QuerySet["Found"]):
    def of(self, member: Member) -> FoundQuerySet:
        """The only gate: what one's own files hold."""
        return self.filter(reading__member=member)

    def ticked(self, reading: Reading) -> FoundQuerySet:
        """What its member wants of one of their files."""
        return self.of(reading.member).filter(reading=reading, chosen=True)


class Found(models.Model):
    """One entry of a file: what it says as we understand it, and where it stands. Encrypted at rest."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="found")
    place = models.PositiveIntegerField(help_text="Its place in the file, from 0.")
    kind = models.CharField(max_length=12, help_text="What it is here: course, dose, result, day …")
    standing = models.CharField(max_length=5, choices=Standing)
    chosen = models.BooleanField(default=False)
    mark = models.CharField(max_length=64, blank=True, help_text="Keyed digest of what it says.")
    said: EncryptedJSONField = EncryptedJSONField(default=dict, help_text="title, on, why; told: what is taken.")

    objects = FoundQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds the entries of a file in their order, page by page.
            models.UniqueConstraint(fields=["reading", "place"], name="found_once"),
            models.CheckConstraint(
                name="found_chosen_can_be_taken", condition=Q(chosen=False) | Q(standing__in=["new", "asks"])
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.place} of reading {self.reading_id}"

    @property
    def can_be_chosen(self) -> bool:
        return self.standing in CHOSEN_FROM

    @property
    def told(self) -> dict[str, Any]:
        """What is taken of it."""
        told: dict[str, Any] = self.said.get("told", {})
        return told


class Taken(models.Model):
    """Something that a member took once: taken again only when they ask for it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "mark"], name="taken_once")]
