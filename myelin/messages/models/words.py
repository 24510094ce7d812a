from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField
from myelin.media.models import Picture
from myelin.members.models import Block, Member
from myelin.messages.models.conversations import Conversation, Seat

MOST_PICTURES = 4


class MessageQuerySet(models.QuerySet["Message"]):
    def seen_from(self, seat: Seat) -> MessageQuerySet:
        """The only gate to words: what reaches a seat, without what those wrote who are not there for its member."""
        rows = self.filter(conversation=seat.conversation_id, pk__gt=seat.begins_after)
        mine = Exists(Block.objects.filter(blocker=seat.member_id, blocked=OuterRef("author")))
        theirs = Exists(Block.objects.filter(blocked=seat.member_id, blocker=OuterRef("author")))
        return rows.exclude(mine | theirs)

    def for_page(self) -> MessageQuerySet:
        return self.select_related("author").prefetch_related("placed_pictures__picture")


class Message(models.Model):
    """Some words, up to four pictures, or what happened in a group. What it says is encrypted at rest."""

    class Event(models.TextChoices):
        NONE = "", ""
        CAME = "came", _("came in")
        LEFT = "left", _("left")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="messages_sent")
    key = models.UUIDField(help_text="Made with the form, sent along with it: two taps are one message.")
    event = models.CharField(max_length=10, choices=Event, blank=True, default=Event.NONE)
    text = EncryptedTextField(blank=True, default="")
    html = EncryptedTextField(blank=True, default="", help_text="Safe HTML of `text`, made when it is written.")
    picture_count = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When its words were taken away with its author.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="message_once"),
            models.CheckConstraint(
                name="message_has_words_or_picture",
                condition=~Q(event="") | ~Q(text="") | Q(picture_count__gt=0) | Q(erased_at__isnull=False),
                violation_error_message=_("Add some words or a picture. Either is enough."),
            ),
            models.CheckConstraint(
                name="message_has_few_pictures",
                condition=Q(picture_count__lte=MOST_PICTURES),
                violation_error_message=_("A message holds up to four pictures."),
            ),
        ]
        indexes = [
            # The words of a conversation, the newest first.
            models.Index(fields=["conversation", "-id"], name="message_of_conversation"),
            # How much somebody sent within the last hour.
            models.Index(fields=["author", "-sent_at"], name="message_of_author"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class MessagePicture(models.Model):
    """A picture stands at one place of a message. Its words are encrypted, so they are kept here."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="placed_pictures")
    picture = models.OneToOneField(Picture, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="Order on the page, from 0.")
    alt = EncryptedTextField(_("what is in the picture"), blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "place"], name="message_picture_place")]
