from __future__ import annotations

from datetime import datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.groups.models import Group
from myelin.groups.queries import read_q
from myelin.members.models import Member


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, member: Member) -> NoticeQuerySet:
        """The only gate to notices: one's own, from people and out of groups that are still there for the member.

        What people whom the member muted do is no news for them.
        """
        invited = Q(kind=Notice.Kind.GROUP_INVITATION) & Exists(
            Group.objects.visible_to(member).filter(pk=OuterRef("group_id"))
        )
        return self.filter(read_q(member) | invited, member=member).exclude(
            models.Q(actor__blocks__blocked=member)
            | models.Q(actor__blocked_by__blocker=member)
            | models.Q(actor__muted_by__muter=member)
        )


class Notice(models.Model):
    """Something happened that concerns a member: who did it and where to look, and nothing else."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("wrote under something of yours")
        ANSWER = "answer", _("answered your question")
        FOLLOWED_ANSWER = "followed_answer", _("answered a question that you follow")
        CLOSED = "closed", _("closed a question that you follow")
        DUPLICATE = "duplicate", _("found that a question you follow was asked before")
        INVITATION = "invitation", _("thought of you for a question. Only if you feel like it")
        BEST_ANSWER = "best_answer", _("says your answer helped most")
        HUG = "hug", _("sent you a hug")
        LIKE = "like", _("likes what you shared")
        ME_TOO = "me_too", _("says: me too")
        EXPORT = ("export", _("took a copy of your data, with a reason that is in your log"))
        MENTION = "mention", _("named you")
        FOLLOW = "follow", _("follows you now")
        FOLLOW_REQUEST = "follow_request", _("asks to follow you")
        FOLLOW_ACCEPTED = "follow_accepted", _("lets you follow them")
        REVIEW = "review", _("looked at an article of yours")
        GROUP_INVITATION = "group_invitation", _("invites you to a group")
        GROUP_REQUEST = "group_request", _("asks to join a group that you look after")
        GROUP_WELCOME = "group_welcome", _("let you into a group")
        GROUP_TAKEN_OUT = "group_taken_out", _("took a post of yours out of a group")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    actor = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=300, help_text="Path of the page to look at.")
    group = models.ForeignKey(
        Group, null=True, on_delete=models.CASCADE, related_name="+", help_text="Where the thing lies."
    )
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When a letter told of it.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            # The list of notices, newest first.
            models.Index(fields=["member", "-made_at", "-id"], name="notice_of_member")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"


class Section(models.TextChoices):
    """What members switch as one: kinds of news that feel alike."""

    TALK = "talk", _("Words under what I shared, answers, and when somebody names me")
    REACTIONS = "reactions", _("Hugs, likes and “me too”")
    PEOPLE = "people", _("People and groups")
    MESSAGES = "messages", _("Private messages")
    HELPING = "helping", _("Questions I could help with")
    HOUSE = "house", _("My account and my work here")


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


class Delivery(models.Model):
    """How a member wants to hear of news; who has no row wants what the defaults say."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="delivery")
    rhythm = models.CharField(_("mail"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True, default=time(21))
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True, default=time(8))
    silent = ArrayField(models.CharField(max_length=20), default=list, help_text="Sections not told of at all.")
    unmailed = ArrayField(
        models.CharField(max_length=20), default=unmailed, help_text="Sections told of in the app only."
    )
    letter_at = models.DateTimeField(null=True, blank=True, help_text="When the next letter is to be written.")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            # Each minute: whose letter is due.
            models.Index(fields=["letter_at"], condition=models.Q(letter_at__isnull=False), name="delivery_due")
        ]


class OutgoingMail(models.Model):
    """A letter that the queue sends. The row is the ledger: sent once, with one Message-ID for ever."""

    key = models.CharField(max_length=200, unique=True, help_text="What it is about and for whom; makes it one letter.")
    message_id = models.CharField(max_length=120, unique=True)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
