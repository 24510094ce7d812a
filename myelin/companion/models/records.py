from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField, EncryptedTextField
from myelin.members.models import Member


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, member: Member) -> RecordQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)


class Record(models.Model):
    """Something beside the days: a relapse, an MRI, a side effect, a medicine taken besides. In the member's words."""

    class Kind(models.TextChoices):
        RELAPSE = "relapse", _("Relapse")
        MRI = "mri", _("MRI")
        SIDE_EFFECT = "side_effect", _("Side effect")
        MEDICINE = "medicine", _("Another medicine")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=12, choices=Kind)
    began_on = models.DateField(help_text="First day; of an MRI its day.")
    ended_on = models.DateField(null=True, blank=True, help_text="Last day; none while it goes on.")
    values: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="relapse: steroids, told_team (bool). mri: new_lesions (int). medicine: dose, schedule. "
        "What was not told is absent.",
    )
    name = EncryptedTextField(blank=True, default="", help_text="What it was, or what it is called.")
    note = EncryptedTextField(blank=True, default="")
    noted_at = models.DateTimeField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="record_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                violation_error_message=_("The last day cannot come before the first one. Could the two be swapped?"),
            ),
        ]
        indexes = [
            # The page of records: the latest first; `id` breaks ties.
            models.Index(fields=["member", "-began_on", "-id"], name="record_of_member"),
        ]

    def __str__(self) -> str:
        return f"record {self.pk}"

    def told(self, name: str) -> Any:
        """A value, or None when it was not told."""
        return self.values.get(name)
