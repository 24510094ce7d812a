from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from myelin.base.fields import EncryptedJSONField, EncryptedTextField
from myelin.circle.models.people import Carer
from myelin.companion.models import Infusion
from myelin.members.models import Member


class TaskQuerySet(models.QuerySet["Task"]):
    def of(self, member: Member) -> TaskQuerySet:
        """What `member` put on their board; the gates to it ask whose board one may see."""
        return self.filter(member=member)

    def shown(self) -> TaskQuerySet:
        """In the order of their days, with who took them."""
        return self.select_related("taking", "taking__carer__person").order_by("on", "at", "id")


class Task(models.Model):
    """Something that would help: soup, a drive. Its words are encrypted."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="circle_tasks")
    infusion = models.ForeignKey(
        Infusion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="The dose it is for."
    )
    on = models.DateField(help_text="In the member's zone.")
    at = models.TimeField(null=True, blank=True)
    said: EncryptedJSONField = EncryptedJSONField(default=dict, help_text="title, place.")
    made_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            # The board: what is to come, by its day.
            models.Index(fields=["member", "on", "at", "id"], name="circle_task_of_member"),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def title(self) -> str:
        return str(self.said.get("title", ""))

    @property
    def place(self) -> str:
        return str(self.said.get("place", ""))


class Taking(models.Model):
    """Somebody does a task: a carer, or whoever came by the link and gave a name. One a task, whoever was first."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, primary_key=True, related_name="taking")
    carer = models.ForeignKey(Carer, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    called = EncryptedTextField(blank=True, default="", help_text="The name that was typed, by the link.")
    mark = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what the browser of the link holds.")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taking_has_a_taker", condition=Q(carer__isnull=False, mark="") | Q(carer=None) & ~Q(mark="")
            ),
        ]

    @property
    def who(self) -> str:
        """Who does it, in words. `carer.person` must be selected."""
        return self.carer.person.name if self.carer is not None else self.called


class StepTaking(models.Model):
    """A carer does one step of the way to a dose."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    infusion = models.ForeignKey(Infusion, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=30, help_text="As the plan calls the step.")
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["infusion", "key"], name="step_taking_once")]


class BoardQuerySet(models.QuerySet["Board"]):
    def opened_by(self, digest: str, now: datetime) -> BoardQuerySet:
        """The gate for whoever holds the link, while it lasts and its member is there."""
        there = Member.objects.reachable()
        return self.filter(digest=digest, ends_at__gt=now, member__in=there).select_related("member")


class Board(models.Model):
    """The link to a member's board, for whoever has no account. One at a time; only its SHA-256 is kept."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="circle_board")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = BoardQuerySet.as_manager()
