from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from myelin.members.models.member import Member


class Follow(models.Model):
    """`follower` wants to see what `followee` shares."""

    follower = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="following")
    followee = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="followers")
    followed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followee"], name="follow_once"),
            models.CheckConstraint(name="follow_somebody_else", condition=~Q(follower=F("followee"))),
        ]
        indexes = [
            # Who sees a thing kept for followers; the other direction has the unique constraint's index.
            models.Index(fields=["followee", "follower"], name="follow_reverse")
        ]


class Grant(models.Model):
    """`owner` let `friend` into their circle."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="circle")
    friend = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="circles")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "friend"], name="grant_once"),
            models.CheckConstraint(name="grant_somebody_else", condition=~Q(owner=F("friend"))),
        ]
        indexes = [
            # Every gate asks "whose circle am I in?".
            models.Index(fields=["friend", "owner"], name="grant_reverse")
        ]


class Block(models.Model):
    """`blocker` and `blocked` do not exist for each other. The blocked one is never told."""

    blocker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocked_by")
    blocked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(name="block_somebody_else", condition=~Q(blocker=F("blocked"))),
        ]
        indexes = [
            # Every gate asks both ways.
            models.Index(fields=["blocked", "blocker"], name="block_reverse")
        ]
