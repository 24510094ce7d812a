from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField
from myelin.members.models import Block, Member

MOST_SEATS = 8


class Conversation(models.Model):
    """Two members, or a small group. Two members have one conversation, however often either begins it."""

    low = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="+", help_text="Of two: the smaller number."
    )
    high = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="+", help_text="Of two: the larger number."
    )
    name = EncryptedTextField(_("name of the group"), blank=True, default="", help_text="Of a group, if it has one.")
    begun_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField()
    seats_taken = models.PositiveSmallIntegerField(
        default=0,
        help_text="Who has not left it, set with the seats. Who said no keeps theirs, so that nobody can tell.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="conversation_of_two_once"),
            models.CheckConstraint(
                name="conversation_of_two_or_a_group",
                condition=Q(low__lt=F("high")) | Q(low=None, high=None),
            ),
            models.CheckConstraint(
                name="conversation_has_eight_seats",
                condition=Q(seats_taken__lte=MOST_SEATS),
                violation_error_message=_("A conversation holds up to eight people."),
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    @property
    def is_group(self) -> bool:
        return self.low_id is None


class SeatQuerySet(models.QuerySet["Seat"]):
    def of(self, member: Member) -> SeatQuerySet:
        """The only gate to conversations: a member's own seats, without those whose other side is not there for them."""
        ends = Q(blocked=OuterRef("conversation__low")) | Q(blocked=OuterRef("conversation__high"))
        back = Q(blocker=OuterRef("conversation__low")) | Q(blocker=OuterRef("conversation__high"))
        mine = Exists(Block.objects.filter(ends, blocker=member))
        theirs = Exists(Block.objects.filter(back, blocked=member))
        rows = self.filter(member=member, left_at=None, declined_at=None)
        return rows.exclude(mine | theirs).select_related("conversation")

    def accepted(self) -> SeatQuerySet:
        return self.filter(left_at=None, declined_at=None).exclude(accepted_at=None)

    def waiting(self) -> SeatQuerySet:
        """Requests that were neither accepted nor declined."""
        return self.filter(accepted_at=None, left_at=None, declined_at=None)

    def for_requests(self) -> SeatQuerySet:
        """Without what somebody asked who is not here any more."""
        gone = Q(asked_by=None) | Q(asked_by__erased_at__isnull=False) | Q(asked_by__suspended_at__isnull=False)
        return self.exclude(gone).select_related("conversation", "last_message__author", "asked_by")

    def shown(self) -> SeatQuerySet:
        """Whom the others see in a conversation: who said no looks like who has not answered yet."""
        return self.filter(left_at=None)

    def reached(self) -> SeatQuerySet:
        """Who gets what is said: members, and those who were asked and have not said no."""
        return self.filter(left_at=None, declined_at=None)

    def listed(self) -> SeatQuerySet:
        """Conversations with words for their member."""
        return self.accepted().exclude(last_message=None).select_related("conversation", "last_message__author")


class Seat(models.Model):
    """A member's place in a conversation, and what of it is theirs alone: what is new, muted, drafted, deleted."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="seats")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True, help_text="Nobody is told.")
    left_at = models.DateTimeField(null=True, blank=True)
    muted_at = models.DateTimeField(null=True, blank=True)
    begins_after = models.PositiveBigIntegerField(
        default=0, help_text="Number of the last message that is not theirs: from before they came, or deleted by them."
    )
    last_message = models.ForeignKey("Message", null=True, on_delete=models.SET_NULL, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True, help_text="When `last_message` came.")
    unread = models.PositiveSmallIntegerField(default=0, help_text="Messages not opened yet, counted to 99.")
    draft = EncryptedTextField(blank=True, default="")

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="seat_once")]
        indexes = [
            # The list of conversations, the newest words first.
            models.Index(
                fields=["member", "-moved_at", "-id"],
                condition=Q(left_at=None, declined_at=None, accepted_at__isnull=False, last_message__isnull=False),
                name="seat_list",
            ),
            # The requests box, the newest first.
            models.Index(
                fields=["member", "-asked_at", "-id"],
                condition=Q(left_at=None, declined_at=None, accepted_at=None),
                name="seat_requests",
            ),
            # The dot in the menu, counted anew when the list is opened.
            models.Index(fields=["member"], condition=Q(unread__gt=0), name="seat_unread"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class DoorQuerySet(models.QuerySet["Door"]):
    def of(self, member: Member) -> DoorQuerySet:
        return self.filter(member=member)


class Door(models.Model):
    """Who may begin a conversation with a member. Without a row: everybody here."""

    class Open(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody here")
        FOLLOWED = "followed", _("People I follow, and my circle")
        NOBODY = "nobody", _("Nobody new")

        def lets_in(self, *, known: bool) -> bool:
            """Whether somebody may begin whom the member knows, or does not."""
            return self == self.EVERYBODY or (self == self.FOLLOWED and known)

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="door")
    open_to = models.CharField(_("who may write to me"), max_length=10, choices=Open, default=Open.EVERYBODY)

    objects = DoorQuerySet.as_manager()
