from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from myelin.members.models.member import Member
from myelin.members.models.relations import Block

WEEK = timedelta(days=7)
WEEKS = 8
MOST_KEPT = 2
"""Newcomers that one member keeps company at a time."""


class BuddyWishQuerySet(models.QuerySet["BuddyWish"]):
    def of(self, member: Member) -> BuddyWishQuerySet:
        """One's own yes, if there is one."""
        return self.filter(member=member)


class BuddyWish(models.Model):
    """`member` would like a buddy. Only who looks for one from the other side may ever meet them by it."""

    class Side(models.TextChoices):
        NEW = "new", _("I am new to this and would like company")
        FURTHER = "further", _("I am further on and would like to keep somebody company")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="buddy_wish")
    side = models.CharField(_("where I am on the road"), max_length=10, choices=Side)
    said_yes_at = models.DateTimeField()

    objects = BuddyWishQuerySet.as_manager()

    class Meta:
        indexes = [
            # Everybody on the other side, to be ordered by what they have in common with who looks.
            models.Index(fields=["side"], name="buddy_wish_side")
        ]

    def __str__(self) -> str:
        return f"wish of {self.pk}"

    @property
    def looks_for(self) -> str:
        """The side on which a buddy would stand."""
        return self.Side.FURTHER if self.side == self.Side.NEW else self.Side.NEW


class BuddyshipQuerySet(models.QuerySet["Buddyship"]):
    def of(self, member: Member) -> BuddyshipQuerySet:
        """The only gate: one's own, with people who are there, and no block between."""
        there = Member.objects.reachable()
        mine = self.filter(Q(newcomer=member, guide__in=there) | Q(guide=member, newcomer__in=there))
        return mine.exclude(Exists(_blocks())).select_related("newcomer", "guide")

    def with_member(self, member: Member) -> BuddyshipQuerySet:
        """All that a member has or had, for the copy of their data and for taking it away."""
        rows = self.filter(Q(newcomer=member) | Q(guide=member)).select_related("newcomer", "guide")
        return rows.order_by("asked_at", "pk")

    def between(self, member: Member, person: Member) -> BuddyshipQuerySet:
        """What these two have or had, whoever of them is the newcomer."""
        return self.filter(Q(newcomer=member, guide=person) | Q(newcomer=person, guide=member))

    def open(self) -> BuddyshipQuerySet:
        return self.filter(ended_at=None)

    def standing(self) -> BuddyshipQuerySet:
        """Both said yes, and it is not over."""
        return self.open().exclude(accepted_at=None)

    def waiting(self) -> BuddyshipQuerySet:
        """Nobody has said yes so far."""
        return self.open().filter(accepted_at=None)

    def due(self, now: datetime) -> BuddyshipQuerySet:
        """Where a new week begins, or nobody answered for long enough."""
        return self.open().filter(look_at__lte=now).order_by("look_at", "pk")

    def told_of_the_end(self, row: Buddyship) -> list[Member]:
        """Who of a broken one hears that it is over: who is still there, and nobody where a block stands between."""
        if row.accepted_at is None or not self.filter(pk=row.pk).exclude(Exists(_blocks())).exists():
            return []
        return list(Member.objects.reachable().filter(pk__in=[row.newcomer_id, row.guide_id]).order_by("pk"))

    def broken(self) -> BuddyshipQuerySet:
        """Open still, though one of them is not there any more for the other."""
        there = Member.objects.reachable()
        gone = ~Q(newcomer__in=there) | ~Q(guide__in=there)
        return self.open().filter(gone | Exists(_blocks())).order_by("pk")


class Buddyship(models.Model):
    """Two members who keep each other company for eight weeks, or one who asked the other to. Two are tried once.

    Who ended it, and why, is kept nowhere.
    """

    newcomer = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="buddies_before")
    guide = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="buddies_behind")
    asked_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="buddies_asked")
    asked_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True, help_text="“Not this time”. Nobody is told.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    look_at = models.DateTimeField(help_text="When the next week begins, or when an unanswered invitation lapses.")

    objects = BuddyshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("newcomer", "guide"), Greatest("newcomer", "guide"), name="buddies_are_tried_once"
            ),
            models.UniqueConstraint(
                fields=["newcomer"],
                condition=Q(accepted_at__isnull=False, ended_at=None),
                name="one_buddy_for_a_newcomer",
            ),
            models.CheckConstraint(name="buddy_is_somebody_else", condition=~Q(newcomer=F("guide"))),
            models.CheckConstraint(
                name="one_of_both_asked", condition=Q(asked_by=F("newcomer")) | Q(asked_by=F("guide"))
            ),
            models.CheckConstraint(name="buddy_said_one_thing", condition=Q(accepted_at=None) | Q(declined_at=None)),
        ]
        indexes = [
            # Each hour: where a new week begins.
            models.Index(fields=["look_at"], condition=Q(ended_at=None), name="buddyship_due")
        ]

    def __str__(self) -> str:
        return f"buddyship {self.pk}"

    def other(self, member: Member) -> Member:
        """Of the two, the one that is not `member`; both must be selected."""
        return self.guide if self.newcomer_id == member.pk else self.newcomer

    def week(self, now: datetime) -> int:
        """In which of the eight weeks it is, from 1; 8 when all have passed."""
        assert self.accepted_at is not None
        return min(WEEKS, (now - self.accepted_at) // WEEK + 1)

    @property
    def is_whole(self) -> bool:
        """Whether the eight weeks passed until it ended."""
        began, ended = self.accepted_at, self.ended_at
        return began is not None and ended is not None and ended - began >= WEEKS * WEEK


def _blocks() -> models.QuerySet[Block]:
    both = Q(blocker=OuterRef("newcomer"), blocked=OuterRef("guide"))
    return Block.objects.filter(both | Q(blocker=OuterRef("guide"), blocked=OuterRef("newcomer")))
