from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.discussion.models.threads import Thread
from myelin.members.models import Member

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


class Poll(models.Model):
    """A thread asks everybody to choose. Who chose what is nobody's business; the counts show after voting or closing."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="poll")
    several = models.BooleanField(help_text="Whether one may choose more than one option.")
    closes_at = models.DateTimeField()
    voters = models.PositiveIntegerField(default=0, help_text="People with at least one vote.")


class PollOption(models.Model):
    """One thing to choose."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField(help_text="Order on the page, from 0.")
    words = models.CharField(max_length=80)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "place"], name="poll_option_place"),
            models.CheckConstraint(name="poll_option_has_words", condition=~Q(words="")),
            models.CheckConstraint(name="poll_has_few_options", condition=Q(place__lt=MOST_OPTIONS)),
        ]


class PollVote(models.Model):
    """One member chose one option."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="chosen")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="votes")
    sole = models.BooleanField(help_text="The poll allows one choice; copied, so that a constraint can hold it.")
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "member"], name="poll_vote_once"),
            models.UniqueConstraint(
                fields=["poll", "member"],
                condition=Q(sole=True),
                name="poll_choice_once",
                violation_error_message=_("Choose one."),
            ),
        ]
