from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.companion.models.courses import Course, Infusion
from myelin.media.models import Picture
from myelin.members.models import Member


class Owner(models.TextChoices):
    """Who can do a step on the way to an infusion."""

    ME = "me", _("You")
    CLINIC = "clinic", _("Clinic")
    CENTER = "center", _("Infusion center")
    PHARMACY = "pharmacy", _("Pharmacy")
    INSURER = "insurer", _("Insurer")
    COMPANION = "companion", _("Who comes along")


class Delay(models.TextChoices):
    """Why an infusion moved, in the member's words; it is encrypted at rest."""

    UNWELL = "unwell", _("I was unwell, or had an infection")
    TESTS = "tests", _("Tests were not clear")
    INSURER = "insurer", _("The insurer had not said yes")
    DOSE = "dose", _("The dose was not there")
    CENTER = "center", _("The center had no place")
    LIFE = "life", _("Life: work, travel, family")
    TEAM = "team", _("My team wanted it so")


class StepQuerySet(models.QuerySet["Step"]):
    def of(self, member: Member) -> StepQuerySet:
        """The only gate to steps: one's own."""
        return self.filter(member=member)


OWN = "own"
"""The kind of a step that the member wrote."""


class Step(models.Model):
    """What a member noted about one step of the way to an infusion; steps without a note have no row."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="steps")
    infusion = models.ForeignKey(Infusion, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, help_text="A kind of the plan, or “own”.")
    days_before = models.SmallIntegerField(null=True, blank=True, help_text="Of an own step: before the infusion.")
    done_at = models.DateTimeField(null=True, blank=True)
    not_needed_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(help_text="When the last word about it was noted.")
    said: EncryptedJSONField = EncryptedJSONField(
        default=dict, help_text="answer, who, reference, note; title and owner of an own step."
    )
    picture = models.OneToOneField(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="step")

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["infusion", "kind"], condition=~Q(kind=OWN), name="step_once"),
            models.CheckConstraint(
                name="step_is_done_or_not_needed", condition=Q(done_at=None) | Q(not_needed_at=None)
            ),
            models.CheckConstraint(
                name="step_own_has_a_day", condition=~Q(kind=OWN) | Q(days_before__isnull=False)
            ),
        ]  # fmt: skip
        indexes = [
            # The plan of an infusion: all that was noted for it.
            models.Index(fields=["infusion", "kind"], name="step_of_infusion"),
        ]

    def __str__(self) -> str:
        return f"step {self.kind} of infusion {self.infusion_id}"


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, member: Member) -> ContactQuerySet:
        """The only gate to contacts: one's own."""
        return self.filter(member=member)


class Contact(models.Model):
    """Whom to call about a treatment: name and number, encrypted."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="contacts")
    owner = models.CharField(max_length=12, choices=Owner)
    said: EncryptedJSONField = EncryptedJSONField(default=dict, help_text="name, phone, hours.")

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "owner"], name="contact_once")]

    @property
    def name(self) -> str:
        return str(self.said.get("name", ""))

    @property
    def phone(self) -> str:
        return str(self.said.get("phone", ""))
