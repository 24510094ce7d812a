"""What lies behind secret addresses and invitations."""

from __future__ import annotations

from datetime import datetime, timedelta

from myelin.base.wall import behind_the_wall
from myelin.circle.models import Board, CareFeed, CircleInvitation, ScopeKind, Task
from myelin.circle.queries.cared import MOST_LINES, Line
from myelin.circle.queries.times import day_of
from myelin.members.models import Member

MOST_INVITATIONS = 20
YESTERDAY = timedelta(days=1)


def invitation_for(person: Member, pk: int, now: datetime) -> CircleInvitation | None:
    """An invitation to `person` that stands."""
    return CircleInvitation.objects.to(person, now).filter(pk=pk).first()


def invitation_behind(digest: str, now: datetime) -> CircleInvitation | None:
    """The invitation behind a secret link, while it stands."""
    return CircleInvitation.objects.opened_by(digest, now).first()


def invitations_to(person: Member, now: datetime) -> list[CircleInvitation]:
    """The invitations that wait for somebody's answer."""
    return list(CircleInvitation.objects.to(person, now).order_by("-made_at", "-id")[:MOST_INVITATIONS])


def offer_of(invitation: CircleInvitation) -> list[ScopeKind]:
    """The parts that an invitation offers, in their order."""
    return [kind for kind in ScopeKind if kind in invitation.scopes]


def feed_behind(digest: str, now: datetime) -> CareFeed | None:
    """The calendar behind a secret address, while it is let through."""
    return CareFeed.objects.opened_by(digest, now).first()


def board_behind(digest: str, now: datetime) -> Board | None:
    """The board behind a secret link, while it lasts."""
    return Board.objects.opened_by(digest, now).first()


def tasks_behind(board: Board, mark: str, now: datetime) -> list[Line]:
    """What a link shows: the tasks to come; `mark` is that of the browser that asks. Read as the member. One statement."""
    member = board.member
    with behind_the_wall(member.pk):
        rows = list(
            Task.objects.of(member).filter(on__gte=day_of(member, now) - YESTERDAY).shown()[:MOST_LINES]
        )  # fmt: skip
    takings = [(task, getattr(task, "taking", None)) for task in rows]
    return [
        Line(task, taking is not None, bool(mark) and taking is not None and taking.mark == mark)
        for task, taking in takings
    ]
