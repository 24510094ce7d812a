from __future__ import annotations

from datetime import datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member


class Section(models.TextChoices):
    """What members switch as one: kinds of news that feel alike."""

    TALK = "talk", _("Words under what I shared, answers, and when somebody names me")
    REACTIONS = "reactions", _("Hugs, likes and “me too”")
    PEOPLE = "people", _("People and groups")
    MESSAGES = "messages", _("Private messages")
    BUDDY = "buddy", _("My buddy: invitations, and an idea each week")
    HELPING = "helping", _("Questions I could help with")
    HOUSE = "house", _("My account and my work here")
    CARE = "care", _("My own reminders")


class Rhythm(models.TextChoices):
    ONCE = "once", _("At once")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Sunday morning")
    NEVER = "never", _("Never")


def unmailed() -> list[str]:
    """What no letter tells of unless a member wants it."""
    return [Section.REACTIONS]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> DeliveryQuerySet:
        """Whose letter is to be written, the longest waiting first."""
        return self.filter(letter_at__lte=now).order_by("letter_at")

    def to_show(self, now: datetime) -> DeliveryQuerySet:
        """Whose devices are to say that there is news, the longest waiting first."""
        return self.filter(show_at__lte=now).order_by("show_at")


class Delivery(models.Model):
    """How a member wants to hear of news; who has no row wants what the defaults say."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="delivery")
    rhythm = models.CharField(_("mail"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    device_rhythm = models.CharField(
        _("on my devices"), max_length=10, choices=Rhythm, default=Rhythm.ONCE, db_default=Rhythm.ONCE
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True, default=time(21))
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True, default=time(8))
    silent = ArrayField(models.CharField(max_length=20), default=list, help_text="Sections not told of at all.")
    unmailed = ArrayField(
        models.CharField(max_length=20), default=unmailed, help_text="Sections told of in the app only."
    )
    letter_at = models.DateTimeField(null=True, blank=True, help_text="When the next letter is to be written.")
    show_at = models.DateTimeField(null=True, blank=True, help_text="When devices are to say that there is news.")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            # Each minute: whose letter is due.
            models.Index(fields=["letter_at"], condition=models.Q(letter_at__isnull=False), name="delivery_due"),
            # Each minute: whose devices are due.
            models.Index(fields=["show_at"], condition=models.Q(show_at__isnull=False), name="delivery_to_show"),
        ]
