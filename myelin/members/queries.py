"""What stands between two members."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists

from myelin.members.models import Block, Buddyship, Follow, FollowRequest, Grant, Member, Mute


@dataclass(frozen=True)
class Ties:
    """What one member did about another."""

    follows: bool
    in_circle: bool
    blocked: bool
    asked: bool
    """Asked to follow them, and was not answered yet."""
    muted: bool


def ties(member: Member, person: Member) -> Ties:
    """What `member` did about `person`, in one query."""
    row = Member.objects.filter(pk=member.pk).values_list(
        Exists(Follow.objects.filter(follower=member, followee=person)),
        Exists(Grant.objects.filter(owner=member, friend=person)),
        Exists(Block.objects.filter(blocker=member, blocked=person)),
        Exists(FollowRequest.objects.filter(follower=member, followee=person)),
        Exists(Mute.objects.filter(muter=member, muted=person)),
    )
    return Ties(*row[0])


def buddies_of(member: Member) -> set[int]:
    """The numbers of those who are `member`'s buddies at this moment. One statement."""
    return {row.other(member).pk for row in Buddyship.objects.of(member).standing()}
