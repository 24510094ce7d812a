from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.groups.models import Group
from myelin.groups.queries import read_q
from myelin.members.models import Grant, Member
from myelin.notifications.models.mail import OutgoingMail


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, member: Member) -> NoticeQuerySet:
        """The only gate to notices: one's own, from people and out of groups that are still there for the member.

        What people whom the member muted do is no news for them, and a word to a circle is for those who are in it.
        """
        invited = Q(kind=Notice.Kind.GROUP_INVITATION) & Exists(
            Group.objects.visible_to(member).filter(pk=OuterRef("group_id"))
        )
        let_in = Exists(Grant.objects.filter(owner=OuterRef("actor"), friend=member))
        of_circles = ~Q(kind=Notice.Kind.CIRCLE_WORD) | let_in
        return self.filter(read_q(member) | invited, of_circles, member=member).exclude(
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
        SEAL_OPENED = "seal_opened", _("opened who wrote something of yours, with reasons that are in your log")
        BUDDY_ASKED = "buddy_asked", _("would like to be your buddy. Say yes only if you feel like it")
        BUDDY_YES = "buddy_yes", _("said yes: you are buddies for eight weeks")
        BUDDY_WEEK = "buddy_week", _("have an idea for this week’s hello to your buddy")
        BUDDY_EIGHT = "buddy_eight", _("thank you both for eight weeks as buddies. You can simply go on as friends")
        BUDDY_OVER = "buddy_over", _("thank you for the time with your buddy, which is over now. It is nobody’s fault")
        REMINDER = "reminder", _("remind you of something that you set")
        CIRCLE_INVITATION = "circle_invitation", _("asks you into their circle")
        CIRCLE_ACCEPTED = "circle_accepted", _("is in your circle now")
        CIRCLE_WORD = "circle_word", _("left you a word in their circle")
        CIRCLE_TAKEN = "circle_taken", _("took something off your list")
        CIRCLE_NOTE = "circle_note", _("wrote a note for you")
        GROUP_TAKEN_OUT = "group_taken_out", _("took a post of yours out of a group")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    actor = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=300, help_text="Path of the page to look at.")
    about = models.BigIntegerField(null=True, help_text="Number of the thread it tells of, for the rooms above.")
    group = models.ForeignKey(
        Group, null=True, on_delete=models.CASCADE, related_name="+", help_text="Where the thing lies."
    )
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When a letter told of it.")
    letter = models.ForeignKey(
        OutgoingMail,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        help_text="The letter that tells of it, until that has left.",
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            # The list of notices, newest first.
            models.Index(fields=["member", "-made_at", "-id"], name="notice_of_member"),
            # What a letter that is about to leave tells of.
            models.Index(fields=["letter"], condition=Q(letter__isnull=False), name="notice_in_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"
