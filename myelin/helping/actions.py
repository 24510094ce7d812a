"""Say yes to being asked, say not today, and carry questions from hour to hour until somebody answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TypedDict

from django.db import connection, transaction

from myelin.helping import queries
from myelin.helping.matching import Free, Names, TakenBy, invite
from myelin.helping.models import Clock, Energy, Helper, HelpInvitation
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.notifications import actions as notifications
from myelin.pack.models import Topic
from myelin.questions.models import Question
from myelin.therapies.models import Therapy

TO_MEMBERS = timedelta(hours=2)
TO_VOLUNTEERS = timedelta(hours=12)
TO_STAFF = timedelta(hours=24)
MOST_ASKED = 5
LOOK_AGAIN = timedelta(hours=3)
"""Where fewer than five could be asked, others may be awake by then."""
REST = timedelta(days=7)
BATCH = 100
BOARD = "/questions/waiting/"
ONE_AT_A_TIME = 0x48454C50
"""Number of the advisory lock: whoever asks people holds it, so that caps and turns are kept whoever else is at work."""


@transaction.atomic
def say_yes(
    *,
    member: Member,
    now: datetime,
    topics: Iterable[Topic] = (),
    medicines: Iterable[Therapy] = (),
    told_year: int | None = None,
    weekly_cap: int = 2,
    quiet_from: time = time(21),
    quiet_to: time = time(9),
    energy: str = Energy.USUAL,
    volunteers: bool = False,
) -> Helper:
    """Let oneself be asked, or change how. “Not this week” rests for seven days and keeps the energy of before.

    Raises NotAgreed when medicines or the year are named without a yes to keeping health details.
    """
    medicines = list(medicines)
    if medicines or told_year is not None:
        members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    helper, _made = Helper.objects.select_for_update().get_or_create(member=member, defaults={"said_yes_at": now})
    helper.told_year, helper.weekly_cap = told_year, weekly_cap
    helper.quiet_from, helper.quiet_to, helper.volunteers = quiet_from, quiet_to, volunteers
    if energy == Energy.REST:
        helper.resting_until = now + REST
    else:
        helper.energy, helper.resting_until = energy, None
    helper.save()
    helper.topics.set(topics)
    helper.medicines.set(medicines)
    return helper


@transaction.atomic
def pause(*, member: Member, now: datetime) -> None:
    """Be asked nothing until one says so. Twice is once."""
    Helper.objects.of(member).filter(paused_at=None).update(paused_at=now)


@transaction.atomic
def resume(*, member: Member) -> None:
    """May be asked again."""
    Helper.objects.of(member).update(paused_at=None)


@transaction.atomic
def say_no(*, member: Member) -> None:
    """Take the yes back: nothing is asked any more, and what was asked and not answered is forgotten."""
    HelpInvitation.objects.waiting_for(member).delete()
    Helper.objects.of(member).delete()


@transaction.atomic
def not_today(*, invitation: HelpInvitation, now: datetime) -> None:
    """Put an invitation away. Nobody is told."""
    HelpInvitation.objects.filter(pk=invitation.pk, declined_at=None).update(declined_at=now)


def keep_the_clock(*, now: datetime) -> int:
    """Carry on every question that is due, and say how many were. Run as often as one likes, by as many as one likes.

    Each batch is one transaction under one lock: a worker that dies leaves it undone, and the next does it whole.
    """
    number = done = _carry_some_on(now=now)
    while done == BATCH:
        done = _carry_some_on(now=now)
        number += done
    return number


@transaction.atomic
def _carry_some_on(*, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    due = list(queries.due(now=now, after=TO_MEMBERS)[:BATCH])
    if not due:
        return 0
    known = _Known(names=Names(), taken_by=TakenBy(due), free=Free(now))
    invited: set[int] = set()
    steps = [_step(question, invited, known=known, now=now) for question in due]
    Clock.objects.bulk_create(
        steps,
        update_conflicts=True,
        unique_fields=["question"],
        update_fields=[
            "members_asked_at", "members_asked", "volunteers_asked_at", "volunteers_asked", "staff_at", "look_at",
        ],
    )  # fmt: skip
    for member in Member.objects.reachable().filter(pk__in=invited).order_by("pk"):
        notifications.notify(member=member, kind="invitation", actor=None, url=BOARD, now=now)
    return len(due)


class _Known(TypedDict):
    """What a batch reads once for all its questions."""

    names: Names
    taken_by: TakenBy
    free: Free


def _step(question: Question, invited: set[int], *, known: _Known, now: datetime) -> Clock:
    """What a question's clock says after whatever was due by now is done."""
    clock = queries.clock_of(question) or Clock(question=question, look_at=now)
    age = now - question.asked_at
    if age >= TO_STAFF:
        clock.staff_at, clock.look_at = now, now
        return clock
    most = MOST_ASKED - clock.members_asked
    asked = invite(question, way=HelpInvitation.Way.FITS, most=most, now=now, **known)
    clock.members_asked += len(asked)
    clock.members_asked_at = clock.members_asked_at or (now if asked else None)
    invited.update(asked)
    places = clock.members_asked < MOST_ASKED
    if age >= TO_VOLUNTEERS:
        most = MOST_ASKED - clock.volunteers_asked
        asked = invite(question, way=HelpInvitation.Way.VOLUNTEER, most=most, now=now, **known)
        clock.volunteers_asked += len(asked)
        clock.volunteers_asked_at = clock.volunteers_asked_at or (now if asked else None)
        invited.update(asked)
        places = places or clock.volunteers_asked < MOST_ASKED
    following = question.asked_at + (TO_VOLUNTEERS if age < TO_VOLUNTEERS else TO_STAFF)
    clock.look_at = min(following, now + LOOK_AGAIN) if places else following
    return clock
