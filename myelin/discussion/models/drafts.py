from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, member: Member) -> DraftQuerySet:
        """One's own; there is no other way to a draft."""
        return self.filter(member=member)


class Draft(models.Model):
    """What a member began to write somewhere, and did not send yet. Unreadable for everybody else, also in backups."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=40, help_text="Where: update, question, answer:12 or comment:34.")
    fields = EncryptedJSONField(help_text="The fields of the form by name, each with its values.")
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="draft_once_a_place")]
        indexes = [
            # Each night: what nobody came back for.
            models.Index(fields=["saved_at"], name="draft_by_age")
        ]

    def initial(self, *, many: Collection[str] = ()) -> dict[str, Any]:
        """The values as a form takes them to begin with; those of fields in `many` are lists."""
        return {name: values if name in many else values[0] for name, values in self.fields.items() if values}
