from __future__ import annotations

from django.db import models

from myelin.members.models import Member


class Entry(models.Model):
    """`actor` did something to a thing. The database itself refuses to change or delete an entry."""

    actor = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=60, help_text="The thing and what was done: infusion.completed.")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Typed by staff who look at what is private.")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # "Who was affected" over a time window, and a member's own log.
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="audit_of_subject"),
        ]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind} {self.subject_id}"
