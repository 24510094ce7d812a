from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField
from myelin.discussion.models.threads import Thread
from myelin.members.models import Member


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def of(self, member: Member) -> BookmarkQuerySet:
        """The only gate to what somebody saved: one's own."""
        return self.filter(member=member)

    def within_reach(self, member: Member) -> BookmarkQuerySet:
        """What `member` saved and may still see."""
        return self.of(member).filter(thread__in=Thread.objects.visible_to(member)).select_related("thread")


class Bookmark(models.Model):
    """`member` saved a thread for later, with words that only they can read. Nobody learns of it."""

    NOTE_LENGTH = 500
    WORD = "saved"
    """What stands for it among one's own reactions."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="bookmarks")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="bookmarks")
    note = EncryptedTextField(_("note to myself"), blank=True, default="")
    saved_at = models.DateTimeField()

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also says on each card whether its reader saved it.
            models.UniqueConstraint(fields=["member", "thread"], name="bookmark_once")
        ]
        indexes = [
            # What I saved, newest first; `id` of the thread breaks ties.
            models.Index(fields=["member", "-saved_at", "-thread"], name="bookmark_newest")
        ]
