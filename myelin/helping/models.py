from __future__ import annotations

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member
from myelin.pack.models import Topic
from myelin.questions.models import Question
from myelin.therapies.models import Therapy


class Energy(models.TextChoices):
    USUAL = "usual", _("As usual")
    EASY = "easy", _("Only short questions")
    REST = "rest", _("Not this week")


class HelperQuerySet(models.QuerySet["Helper"]):
    def of(self, member: Member) -> HelperQuerySet:
        """One's own yes, if there is one."""
        return self.filter(member=member)


class Helper(models.Model):
    """`member` said: I may be asked. What stands here is for matching alone; nobody else ever sees it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="helper")
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("Topics I can say something about"))
    medicines = models.ManyToManyField(Therapy, blank=True, verbose_name=_("Medicines I know from myself"))
    told_year = models.PositiveSmallIntegerField(
        _("year I was told"), null=True, blank=True, validators=[MinValueValidator(1940), MaxValueValidator(2100)]
    )
    weekly_cap = models.PositiveSmallIntegerField(
        _("At most so many times a week"), default=2, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    quiet_from = models.TimeField(_("Do not ask me from"), default=time(21), help_text="In the member's zone.")
    quiet_to = models.TimeField(_("until"), default=time(9), help_text="In the member's zone; the same as from: never.")
    energy = models.CharField(max_length=10, choices=Energy, default=Energy.USUAL)
    resting_until = models.DateTimeField(null=True, blank=True, help_text="“Not this week” ends by itself.")
    paused_at = models.DateTimeField(null=True, blank=True)
    volunteers = models.BooleanField(
        _("Ask me also when nobody answered for 12 hours, whatever it is about"), default=False
    )
    said_yes_at = models.DateTimeField()
    last_asked_at = models.DateTimeField(null=True, blank=True, help_text="Who was asked longest ago comes first.")

    objects = HelperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="helper_asked_seldom",
                condition=Q(weekly_cap__range=(1, 7)),
                violation_error_message=_("Choose from once to seven times a week."),
            )
        ]

    def __str__(self) -> str:
        return f"helper {self.pk}"


class Clock(models.Model):
    """How far a question that waits for its first answer was carried."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, primary_key=True, related_name="clock")
    members_asked_at = models.DateTimeField(null=True, blank=True, help_text="When the first fitting member was asked.")
    members_asked = models.PositiveSmallIntegerField(default=0)
    volunteers_asked_at = models.DateTimeField(null=True, blank=True)
    volunteers_asked = models.PositiveSmallIntegerField(default=0)
    staff_at = models.DateTimeField(null=True, blank=True, help_text="When it came onto the moderators' desk.")
    look_at = models.DateTimeField(help_text="When there may be something to do next.")

    def __str__(self) -> str:
        return f"clock of {self.pk}"


class HelpInvitationQuerySet(models.QuerySet["HelpInvitation"]):
    def of(self, member: Member) -> HelpInvitationQuerySet:
        """What `member` was asked."""
        return self.filter(member=member)

    def waiting_for(self, member: Member) -> HelpInvitationQuerySet:
        """What `member` was asked and may still answer: not declined, still unanswered, still visible to them."""
        open_ones = Question.objects.visible_to(member).waiting().values("pk")
        answered = Question.objects.filter(answers__author=member).values("pk")
        rows = self.of(member).filter(declined_at=None, question__in=open_ones).exclude(question__in=answered)
        return rows.select_related("question__thread")

    def best_first(self) -> HelpInvitationQuerySet:
        """What fits the member before what only volunteers are asked; then whoever has waited longest."""
        fits = Q(way=HelpInvitation.Way.FITS)
        return self.order_by(Case(When(fits, then=0), default=1), "question__asked_at", "pk")


class HelpInvitation(models.Model):
    """`member` was asked whether they could help with a question. It names nobody and holds nothing of anybody."""

    class Way(models.TextChoices):
        FITS = "fits", _("fits")
        VOLUNTEER = "volunteer", _("volunteer")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="help_invitations")
    way = models.CharField(max_length=10, choices=Way)
    asked_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True, help_text="“Not today”. Nobody is told.")

    objects = HelpInvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="help_invitation_once")]
        indexes = [
            # How often somebody was asked in the last week, and the invitations of a member.
            models.Index(fields=["member", "asked_at"], name="help_invitation_of_member")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Tally(models.Model):
    """How the questions of some days fared, counted by a job so that no page counts."""

    from_on = models.DateField()
    to_on = models.DateField(help_text="The last day.")
    questions = models.PositiveIntegerField()
    within_a_day = models.PositiveIntegerField(help_text="Had an answer within 24 hours.")
    half_within_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text="Half had one within this time; null when fewer than half had one at all."
    )
    to_staff = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["from_on", "to_on"], name="tally_of_days_once")]
