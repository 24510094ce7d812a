from __future__ import annotations

from datetime import datetime

from django.db import models

from myelin.companion.models.results import Result
from myelin.media import letters
from myelin.members.models import Member


class LetterQuerySet(models.QuerySet["ResultLetter"]):
    def of(self, member: Member) -> LetterQuerySet:
        """The only gate to letters: one's own."""
        return self.filter(member=member)

    def loose(self) -> LetterQuerySet:
        """Letters whose form is not whole yet."""
        return self.filter(result=None)

    def kept_before(self, moment: datetime) -> LetterQuerySet:
        return self.filter(kept_at__lt=moment)


class ResultLetter(models.Model):
    """A letter with a result, as a PDF: of a lab, of an MRI. It lies sealed in a file."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    result = models.ForeignKey(
        Result, null=True, on_delete=models.CASCADE, related_name="letters",
        help_text="None while the form that brought it waits for something else.",
    )  # fmt: skip
    name = models.CharField(max_length=32, unique=True, help_text="Name of its sealed file.")
    size = models.PositiveIntegerField(help_text="Bytes of the PDF.")
    kept_at = models.DateTimeField()

    content_type = letters.CONTENT_TYPE

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            # The nightly tidying looks for letters that were never used.
            models.Index(fields=["kept_at"], condition=models.Q(result=None), name="letter_loose"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
