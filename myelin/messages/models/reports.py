from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField
from myelin.members.models import Member
from myelin.messages.models.words import Message


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        """What waits for a moderator."""
        return self.filter(closed_at=None)

    def for_list(self) -> ReportQuerySet:
        return self.select_related("about", "reporter")


class Report(models.Model):
    """A member asks moderators to look at some messages of somebody: copies of those, and nothing else."""

    class Reason(models.TextChoices):
        UNKIND = "unkind", _("It is unkind or threatening")
        UNWANTED = "unwanted", _("They keep writing though I do not answer")
        SELLING = "selling", _("It sells something, or asks for money")
        HARM = "harm", _("Somebody may be in danger")
        OTHER = "other", _("Something else")

    reporter = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("why"), max_length=10, choices=Reason)
    note = EncryptedTextField(_("a little more, if it helps"), blank=True, default="")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            # The moderators' list of what waits, the oldest first.
            models.Index(fields=["made_at", "id"], condition=Q(closed_at=None), name="report_waiting"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class ReportedMessage(models.Model):
    """The copy of one reported message, as it read when it was reported."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="copies")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    text = EncryptedTextField(blank=True, default="")
    html = EncryptedTextField(blank=True, default="")
    pictures = EncryptedTextField(blank=True, default="", help_text="What its pictures show, in words, one a line.")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "message"], name="reported_message_once")]
