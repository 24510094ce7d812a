"""Let some of the invented people care for others, with a list of what would help and a log of looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from myelin.circle import actions, queries
from myelin.circle.models import Carer, LookKind
from myelin.companion.models import Infusion
from myelin.demo.near import Near, Wanted
from myelin.demo.year import Year
from myelin.members.models import Member

SINCE = timedelta(days=40)
"""So long ago they said yes."""
LOOKS = ((9.0, LookKind.STEPS), (6.2, LookKind.DATES), (2.1, LookKind.BOARD), (0.3, LookKind.STEPS))
"""How many days ago they looked, and at what."""


def care_for_some(circle: Sequence[Near], year: Year) -> None:
    """Ask, say yes, put things on the list, take some, note something, look."""
    for near in circle:
        _care(near, year)


def _care(near: Near, year: Year) -> None:
    member, person, now = year.cast[near.of], year.cast[near.carer], year.now
    invitation = actions.invite(
        member=member, person=person, called=near.called, scopes=list(near.may), now=now - SINCE
    )
    carer = actions.accept(invitation=invitation, person=person, now=now - SINCE)
    for number, wanted in enumerate(near.tasks):
        _want(wanted, carer, number, now)
    dose = Infusion.objects.of(member).to_come().first()
    if near.takes and dose is not None:
        actions.take_step(carer=carer, infusion=dose, key=near.takes, now=now - timedelta(days=5))
    for days_ago, text in near.notes:
        then = now - timedelta(days=days_ago)
        actions.observe(carer=carer, text=text, day=queries.day_of(member, then), now=then)
    for ago, kind in LOOKS if near.tasks else ():
        actions.note_look(member=member, person=person, kind=kind, now=now - timedelta(days=ago))


def _want(wanted: Wanted, carer: Carer, number: int, now: datetime) -> None:
    member: Member = carer.member
    day = queries.day_of(member, now) + timedelta(days=wanted.in_days)
    then = now - timedelta(days=8)
    task = actions.add_task(member=member, title=wanted.title, place=wanted.place, on=day, at=wanted.at, now=then)
    if wanted.taken == "carer":
        actions.take_task(task=task, carer=carer, now=then + timedelta(hours=2))
    elif wanted.taken:
        actions.take_by_link(task=task, name=wanted.taken, hand=f"demo-{number}", now=then + timedelta(hours=5))
