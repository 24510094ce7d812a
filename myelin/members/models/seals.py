from __future__ import annotations

from django.db import models

from myelin.base.fields import EncryptedTextField, tag_of
from myelin.members.models.member import Member


def own_tag(member_id: int) -> str:
    """The mark on what a member wrote without their name."""
    return tag_of(f"sealed by {member_id}")


def apart_tag(member_id: int) -> str:
    """The mark by which something sealed is kept from a member."""
    return tag_of(f"kept from {member_id}")


class SealQuerySet(models.QuerySet["Seal"]):
    def of(self, member: Member) -> SealQuerySet:
        """What `member` wrote without their name."""
        return self.filter(own=own_tag(member.pk))


class Seal(models.Model):
    """Who wrote something without their name. No row of the database says it: the key lies outside."""

    author = EncryptedTextField(help_text="The member's number, encrypted.")
    own = models.CharField(max_length=64, help_text="The author's mark: they alone can ask for what is their own.")
    made_at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        indexes = [
            # My own posts without a name, and how many of them today.
            models.Index(fields=["own", "-made_at"], name="seal_own")
        ]

    def __str__(self) -> str:
        return f"seal {self.pk}"


class SealApart(models.Model):
    """Whom the author of something sealed has blocked, by their mark: every gate asks here."""

    seal = models.ForeignKey(Seal, on_delete=models.CASCADE, related_name="apart")
    tag = models.CharField(max_length=64)

    class Meta:
        # Its index is what the gates ask.
        constraints = [models.UniqueConstraint(fields=["seal", "tag"], name="seal_apart_once")]
