from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.companion.models.records import Record
from myelin.members.models import Consent, Member, Purpose

A_DAY_AND_MORE = timedelta(hours=27)
"""Farther than two zones lie apart: who travels is looked after before it could matter."""


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def of(self, member: Member) -> ReminderQuerySet:
        """The only gate: one's own."""
        return self.filter(member=member)

    def due(self, now: datetime) -> ReminderQuerySet:
        """What has to speak, the longest waiting first."""
        rows = self.filter(Q(next_at__lte=now) | Q(tell_at__lte=now))
        return rows.order_by(Least("next_at", "tell_at"), "id")

    def of_travellers(self, now: datetime) -> ReminderQuerySet:
        """What speaks soon and was worked out for a zone in which its member is no more."""
        return self.filter(next_at__lte=now + A_DAY_AND_MORE).exclude(zone=F("member__time_zone")).order_by("id")

    def may_speak(self) -> ReminderQuerySet:
        """Of members who can be reached and whose yes to keeping health details stands."""
        agreed = Consent.objects.standing().filter(member=OuterRef("member"), purpose=Purpose.ACCOUNT)
        return self.filter(Exists(agreed), member__in=Member.objects.reachable())

    def by_dates(self) -> ReminderQuerySet:
        """Those that follow other days: of doses, of tests, the last one of a medicine."""
        return self.exclude(kind=Reminder.Kind.OWN)

    def by_hand(self) -> ReminderQuerySet:
        """What a member wrote as a reminder: all but the days on which the diary asks."""
        return self.filter(kind__in=Reminder.BY_HAND)

    def campaigns(self) -> ReminderQuerySet:
        """The days on which the diary asks; a member has one such plan at most."""
        return self.filter(kind=Reminder.Kind.CAMPAIGN)

    def waiting(self) -> ReminderQuerySet:
        """Those that spoke and were not answered."""
        return self.filter(told_at__isnull=False)

    def for_page(self) -> ReminderQuerySet:
        return self.select_related("record")


class Reminder(models.Model):
    """Something that a member wants to be told at its time. What it says and when is encrypted."""

    class Kind(models.TextChoices):
        OWN = "own", _("In my own words")
        MEDICINE = "medicine", _("Another medicine")
        DOSE = "dose", _("Before a dose")
        TEST = "test", _("Before a test")
        CAMPAIGN = "campaign", _("A few days of my diary")

    BY_HAND = (Kind.OWN, Kind.MEDICINE, Kind.DOSE, Kind.TEST)
    FOLLOW = (Kind.DOSE, Kind.TEST)

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=12, choices=Kind)
    record = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.CASCADE, related_name="reminders", help_text="Which medicine."
    )
    said: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="words; times: local, HH:MM; weekdays: Monday is 0; first_on, last_on; days_before: of doses, tests; "
        "of a campaign visit_on, or dose (its number) and other (that of the dose at the other end of the cycle).",
    )
    by_mail = models.BooleanField(default=False)
    on_devices = models.BooleanField(default=False)
    in_quiet_hours = models.BooleanField(default=False, help_text="Whether it may speak in quiet hours, too.")
    zone = models.CharField(max_length=40, help_text="IANA name; the member's when `next_at` was worked out.")
    next_at = models.DateTimeField(null=True, blank=True, help_text="When its plan has it speak next.")
    rings_for = models.DateTimeField(
        null=True, blank=True, help_text="The moment of its plan that waits for an answer."
    )
    tell_at = models.DateTimeField(
        null=True, blank=True, help_text="When it is to be told: after quiet hours, put off."
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text="When it was told; none once it was answered.")
    paused_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reminder_of_a_medicine_names_it",
                condition=Q(kind="medicine", record__isnull=False) | (~Q(kind="medicine") & Q(record=None)),
                violation_error_message=_("Which medicine should it be? You can note one first."),
            ),
            models.UniqueConstraint(fields=["member"], condition=Q(kind="campaign"), name="reminder_one_campaign"),
            models.CheckConstraint(
                name="reminder_rests_while_paused",
                condition=Q(paused_at=None) | Q(next_at=None, tell_at=None),
            ),
        ]
        indexes = [
            # Each minute: what has to speak by its plan.
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="reminder_due"),
            # Each minute: what waited for the end of quiet hours, or was put off.
            models.Index(fields=["tell_at"], condition=Q(tell_at__isnull=False), name="reminder_to_tell"),
            # The page of reminders, the latest first.
            models.Index(fields=["member", "-made_at", "-id"], name="reminder_of_member"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"

    @property
    def words(self) -> str:
        """What the member called it; nothing when its kind says it all."""
        return str(self.said.get("words", ""))

    @property
    def times(self) -> list[time]:
        return [time.fromisoformat(told) for told in self.said["times"]]

    @property
    def weekdays(self) -> list[int]:
        return list(self.said.get("weekdays", range(7)))

    @property
    def days_before(self) -> list[int]:
        return list(self.said.get("days_before", []))

    @property
    def first_on(self) -> date | None:
        return self._day("first_on")

    @property
    def last_on(self) -> date | None:
        return self._day("last_on")

    def _day(self, name: str) -> date | None:
        told: Any = self.said.get(name)
        return None if told is None else date.fromisoformat(told)
