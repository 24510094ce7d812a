"""The board: what would help, who does it, and the link for whoever has no account."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.tokens import digest_of, new_secret
from myelin.circle.actions.looks import note_look
from myelin.circle.models import Board, Carer, Look, LookKind, Taking, Task
from myelin.companion.actions.near import FARTHEST_AHEAD, check_near
from myelin.companion.models import Infusion
from myelin.live import actions as live
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice

MOST_TASKS = 60
MOST_BY_LINK = 30
"""Tasks that may be taken by the link at a time: who has it by mistake shall not empty the board."""
LONGEST_LINK = timedelta(days=60)


class BoardFull(Refused):
    """More tasks than a board has room for."""


class TakenAlready(Refused):
    """Somebody else was first."""


@transaction.atomic
def add_task(
    *, member: Member, title: str, on: date, at: time | None = None, place: str = "", infusion: Infusion | None = None,
    now: datetime,
) -> Task:  # fmt: skip
    """Put something that would help on the board. Raises FarAway, and BoardFull above sixty that are to come."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    check_near(on, now=now, ahead=FARTHEST_AHEAD)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if Task.objects.of(member).filter(on__gte=now.date() - timedelta(days=1)).count() >= MOST_TASKS:
        raise BoardFull(_("Sixty things are the most that fit on a list. You can take one off."))
    said = {key: value for key, value in {"title": title, "place": place}.items() if value}
    task = Task.objects.create(
        member=member, on=on, at=at, infusion=infusion, made_at=now, said=said  # type: ignore[misc]  # any JSON
    )  # fmt: skip
    audit.record(actor=member, action="circle_task.added", subject=task, now=now)
    _tell(member, now)
    return task


@transaction.atomic
def remove_task(*, task: Task, by: Member, now: datetime) -> None:
    """Take it off the board. Twice is safe."""
    Task.objects.of(by).filter(pk=task.pk).delete()
    audit.record(actor=by, action="circle_task.removed", subject=task, now=now)
    _tell(by, now)


@transaction.atomic
def take_task(*, task: Task, carer: Carer, now: datetime) -> Taking:
    """A carer does it. Taking it again is safe. Raises TakenAlready when somebody else was first."""
    taking, is_new = _first(Taking(task=task, carer=carer, taken_at=now))
    if taking.carer_id != carer.pk:
        raise TakenAlready(_("Somebody was a little faster. Thank you all the same."))
    if is_new:
        _note_taken(task, carer.person, "", now)
    return taking


@transaction.atomic
def take_by_link(*, task: Task, name: str, hand: str, now: datetime) -> Taking:
    """Whoever came by the link does it, under the name they typed.

    hand: a secret that their browser keeps, so that they can give it back. Raises TakenAlready as `take_task`, and
    BoardFull when the link has given out thirty.
    """
    by_link = Taking.objects.filter(task__member=task.member_id, carer=None, task__on__gte=now.date())
    if by_link.count() >= MOST_BY_LINK:
        raise BoardFull(_("A lot is taken already. Please ask before you take more."))
    taking, is_new = _first(Taking(task=task, called=name, mark=digest_of(hand), taken_at=now))
    if taking.mark != digest_of(hand):
        raise TakenAlready(_("Somebody was a little faster. Thank you all the same."))
    if is_new:
        _note_taken(task, None, name, now)
    return taking


@transaction.atomic
def give_back(*, task: Task, carer: Carer, now: datetime) -> None:
    """A carer cannot after all: it is open again. Twice is safe."""
    if Taking.objects.filter(task=task, carer=carer).delete()[0]:
        note_look(member=task.member, person=carer.person, kind=LookKind.GIVEN_BACK, title=task.title, now=now)
        _tell(task.member, now)


@transaction.atomic
def give_back_by_link(*, task: Task, hand: str, now: datetime) -> None:
    """The same, for whoever took it in this browser by the link."""
    mine = Taking.objects.select_for_update().filter(task=task, carer=None, mark=digest_of(hand)).first()
    if mine is not None:
        name = mine.called
        mine.delete()
        note_look(member=task.member, person=None, kind=LookKind.GIVEN_BACK, name=name, title=task.title, now=now)
        _tell(task.member, now)


@transaction.atomic
def free_task(*, task: Task, by: Member, now: datetime) -> None:
    """The member opens it again, whoever had taken it. Twice is safe."""
    Taking.objects.filter(task__in=Task.objects.of(by).filter(pk=task.pk)).delete()
    _tell(by, now)


@transaction.atomic
def open_board(*, member: Member, days: int, now: datetime) -> str:
    """Make the link to the board; returns its secret once. The link before it ends."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    secret, ends_at = new_secret(), now + min(timedelta(days=days), LONGEST_LINK)
    told = {"digest": digest_of(secret), "made_at": now, "ends_at": ends_at}
    Board.objects.update_or_create(member=member, defaults=told)
    audit.record(actor=member, action="circle_board.opened", subject=member, now=now)
    return secret


@transaction.atomic
def end_board(*, member: Member, now: datetime) -> None:
    """End the link, at once. Twice is safe."""
    Board.objects.filter(member=member).delete()
    audit.record(actor=member, action="circle_board.ended", subject=member, now=now)


@transaction.atomic
def note_board_look(*, board: Board, now: datetime) -> None:
    """Put it into the member's log that the link was opened; once in ten minutes, since nobody knows who it was."""
    Board.objects.select_for_update().filter(pk=board.pk).first()
    lately = Look.objects.of(board.member).filter(person=None, kind=LookKind.BOARD, at__gt=now - timedelta(minutes=10))
    if not lately.exists():
        note_look(member=board.member, person=None, kind=LookKind.BOARD, now=now)


def _first(wish: Taking) -> tuple[Taking, bool]:
    """Who takes a task, and whether it was this wish: the constraint lets one through, everybody else finds that one."""
    try:
        with transaction.atomic():
            wish.save(force_insert=True)
            return wish, True
    except IntegrityError:
        found = Taking.objects.select_related("carer__person").filter(task=wish.task_id).first()
    if found is None:
        raise TakenAlready(_("This is not on the list any more."))
    return found, False


def _note_taken(task: Task, person: Member | None, name: str, now: datetime) -> None:
    note_look(member=task.member, person=person, kind=LookKind.TAKEN, name=name, title=task.title, now=now)
    if person is not None:
        url = reverse("circle:circle")
        notifications.notify(member=task.member, kind=Notice.Kind.CIRCLE_TAKEN, actor=person, url=url, now=now)
    _tell(task.member, now)


def _tell(member: Member, now: datetime) -> None:
    """Let open pages of the circle know that the board is another one."""
    live.announce(channels=[f"circle:{member.pk}"], what="task", now=now)
