from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.companion.models.courses import Course
from myelin.media.models import Picture
from myelin.members.models import Member
from myelin.therapies.models import BaselineTest


class ResultQuerySet(models.QuerySet["Result"]):
    def of(self, member: Member) -> ResultQuerySet:
        """The only gate to results: one's own."""
        return self.filter(member=member)

    def of_test(self, course: Course, test: BaselineTest) -> ResultQuerySet:
        """Of one test of a treatment, the latest first."""
        return self.filter(course=course, test=test).order_by("-done_on", "-ordered_on", "-id")

    def for_page(self) -> ResultQuerySet:
        return self.select_related("test", "course", "course__therapy").prefetch_related("pictures__picture", "letters")


class Result(models.Model):
    """A test that was ordered or done for a treatment: when, by whom, what it said. What it says is encrypted."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="results")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="results")
    test = models.ForeignKey(BaselineTest, on_delete=models.PROTECT, related_name="+")
    ordered_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True, help_text="The day the blood was taken, the picture made …")
    cleared_on = models.DateField(
        null=True, blank=True, help_text="When the member heard that the team has seen it and it is clear."
    )
    repeat_on = models.DateField(null=True, blank=True, help_text="When the team wants it again.")
    values: EncryptedJSONField = EncryptedJSONField(
        default=dict, help_text="ordered_by, note; measures: [{name, code, value, unit (UCUM), low, high}]."
    )
    saved_at = models.DateTimeField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="result_has_a_day",
                condition=Q(ordered_on__isnull=False) | Q(done_on__isnull=False),
                violation_error_message=_("Please give the day it was ordered, or the day it was done."),
            ),
            models.CheckConstraint(
                name="result_is_cleared_once_done",
                condition=Q(cleared_on=None) | Q(done_on__isnull=False),
                violation_error_message=_("A test can be clear once it was done."),
            ),
        ]
        indexes = [
            # A treatment's tests: the results of each.
            models.Index(fields=["course", "test"], name="result_of_course"),
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"

    @property
    def ordered_by(self) -> str:
        return str(self.values.get("ordered_by", ""))

    @property
    def note(self) -> str:
        return str(self.values.get("note", ""))

    @property
    def measures(self) -> list[dict[str, Any]]:
        """What was measured, in the order of the form."""
        found: list[dict[str, Any]] = self.values.get("measures", [])
        return found


class ResultPicture(models.Model):
    """A picture of a paper with a result, shown by this room alone."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="pictures")
    picture = models.OneToOneField(Picture, on_delete=models.CASCADE, related_name="result")
