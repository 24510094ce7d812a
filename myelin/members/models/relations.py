from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from myelin.members.models.member import Member


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, member: Member) -> FollowQuerySet:
        """Whom `member` follows, of those who are there."""
        return self.filter(follower=member, followee__in=Member.objects.present()).select_related("followee")

    def to(self, member: Member) -> FollowQuerySet:
        """Who follows `member`, of those who are there."""
        return self.filter(followee=member, follower__in=Member.objects.present()).select_related("follower")

    def by(self, handle: str) -> Follow | None:
        """That of the member with this handle, if any."""
        return self.filter(follower__handle=handle).first()


class Follow(models.Model):
    """`follower` wants to see what `followee` shares."""

    follower = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="following")
    followee = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="followers")
    followed_at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followee"], name="follow_once"),
            models.CheckConstraint(name="follow_somebody_else", condition=~Q(follower=F("followee"))),
        ]
        indexes = [
            # Who sees a thing kept for followers; the other direction has the unique constraint's index.
            models.Index(fields=["followee", "follower"], name="follow_reverse"),
            # The lists of followers and of whom one follows, newest first.
            models.Index(fields=["followee", "-followed_at", "-id"], name="follow_newest_to"),
            models.Index(fields=["follower", "-followed_at", "-id"], name="follow_newest_of"),
        ]


class FollowRequestQuerySet(models.QuerySet["FollowRequest"]):
    def to(self, member: Member) -> FollowRequestQuerySet:
        """Who asks to follow `member`, of those who are there."""
        return self.filter(followee=member, follower__in=Member.objects.present()).select_related("follower")


class FollowRequest(models.Model):
    """`follower` asks to follow `followee`, who approves their followers. A request that is declined is gone."""

    follower = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="follow_requests_made")
    followee = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="follow_requests")
    asked_at = models.DateTimeField()

    objects = FollowRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followee"], name="follow_request_once"),
            models.CheckConstraint(name="follow_request_somebody_else", condition=~Q(follower=F("followee"))),
        ]
        indexes = [
            # The list of requests, newest first.
            models.Index(fields=["followee", "-asked_at", "-id"], name="follow_request_newest")
        ]


class GrantQuerySet(models.QuerySet["Grant"]):
    def of(self, member: Member) -> GrantQuerySet:
        """Whom `member` let into their circle, of those who are there."""
        return self.filter(owner=member, friend__in=Member.objects.present()).select_related("friend")


class Grant(models.Model):
    """`owner` let `friend` into their circle."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="circle")
    friend = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="circles")
    granted_at = models.DateTimeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "friend"], name="grant_once"),
            models.CheckConstraint(name="grant_somebody_else", condition=~Q(owner=F("friend"))),
        ]
        indexes = [
            # Every gate asks "whose circle am I in?".
            models.Index(fields=["friend", "owner"], name="grant_reverse")
        ]


class BlockQuerySet(models.QuerySet["Block"]):
    def of(self, member: Member) -> BlockQuerySet:
        """Whom `member` blocked, also those who are gone since."""
        return self.filter(blocker=member).select_related("blocked")


class Block(models.Model):
    """`blocker` and `blocked` do not exist for each other. The blocked one is never told."""

    blocker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocked_by")
    blocked_at = models.DateTimeField()

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(name="block_somebody_else", condition=~Q(blocker=F("blocked"))),
        ]
        indexes = [
            # Every gate asks both ways.
            models.Index(fields=["blocked", "blocker"], name="block_reverse")
        ]


class MuteQuerySet(models.QuerySet["Mute"]):
    def of(self, member: Member) -> MuteQuerySet:
        """Whom `member` muted, of those who are there."""
        return self.filter(muter=member, muted__in=Member.objects.present()).select_related("muted")


class Mute(models.Model):
    """`muter` wants to meet less of `muted`, who is never told and can still be visited and found."""

    muter = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="muted_by")
    muted_at = models.DateTimeField()

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [
            # Its index is what feeds and notices ask.
            models.UniqueConstraint(fields=["muter", "muted"], name="mute_once"),
            models.CheckConstraint(name="mute_somebody_else", condition=~Q(muter=F("muted"))),
        ]
        indexes = [
            # The list of people I muted, newest first.
            models.Index(fields=["muter", "-muted_at", "-id"], name="mute_newest")
        ]
