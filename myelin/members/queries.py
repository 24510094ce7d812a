"""What stands between two members."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists

from myelin.members.models import Block, Follow, Grant, Member


@dataclass(frozen=True)
class Ties:
    """What one member did about another."""

    follows: bool
    in_circle: bool
    blocked: bool


def ties(member: Member, person: Member) -> Ties:
    """What `member` did about `person`, in one query."""
    row = Member.objects.filter(pk=member.pk).values_list(
        Exists(Follow.objects.filter(follower=member, followee=person)),
        Exists(Grant.objects.filter(owner=member, friend=person)),
        Exists(Block.objects.filter(blocker=member, blocked=person)),
    )
    return Ties(*row[0])
