"""Visits, the days behind them, their links, and what was agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from myelin.base.pages import Page, keyset
from myelin.base.wall import behind_the_wall
from myelin.companion import queries as care
from myelin.companion.models import Course, DiaryEntry
from myelin.members.models import Member
from myelin.therapies.models import BaselineTest
from myelin.visits.models import Agreed, Look, Share, Visit

LOOKS_SHOWN = 10
LINKS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A link as its member sees it, with the last looks at it. `state`: open, used, over, closed, spent."""

    share: Share
    looks: list[Look]
    state: str

    @property
    def is_open(self) -> bool:
        return self.state in {"open", "used"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was agreed on, and where it went: the dose whose way it is on, the treatment whose test it is."""

    agreed: Agreed
    infusion: int | None
    course: int | None


def visits_page(member: Member, *, after: str | None, size: int) -> Page[Visit]:
    """Visits, the latest first."""
    with behind_the_wall(member.pk):
        return keyset(Visit.objects.of(member), order=("-on", "-id"), after=after, size=size)


def visit_of(member: Member, pk: int) -> Visit | None:
    """A visit of one's own."""
    with behind_the_wall(member.pk):
        return Visit.objects.of(member).filter(pk=pk).first()


def last_visit(member: Member, *, before: date) -> Visit | None:
    """The last one before a day."""
    with behind_the_wall(member.pk):
        return Visit.objects.of(member).filter(on__lt=before).order_by("-on", "-id").first()


def entries_page(member: Member, since: date, until: date, *, after: str | None, size: int) -> Page[DiaryEntry]:
    """The days of the diary that a page's numbers were made from, the latest first; without their notes."""
    with behind_the_wall(member.pk):
        rows = DiaryEntry.objects.of(member).filter(day__gte=since, day__lte=until).defer("note")
        return keyset(rows, order=("-day", "-id"), after=after, size=size)


def links_of(visit: Visit, member: Member, *, now: datetime) -> list[SharedLink]:
    """The links of a visit, the latest first, each with the last looks at it. Two statements."""
    with behind_the_wall(member.pk):
        mine = Share.objects.of(member).filter(visit=visit).defer("shown")
        rows = list(mine.order_by("-made_at", "-id")[:LINKS_SHOWN])
        seen = list(Look.objects.filter(member=member, share__in=[row.pk for row in rows]).order_by("-at", "-id")[:200])
    looks: dict[int, list[Look]] = {}
    for look in seen:
        looks.setdefault(look.share_id, []).append(look)
    return [SharedLink(row, looks.get(row.pk, [])[:LOOKS_SHOWN], _state(row, now)) for row in rows]


def share_of(member: Member, visit: Visit, pk: int) -> Share | None:
    """A link of one's own to this visit."""
    with behind_the_wall(member.pk):
        return Share.objects.of(member).filter(visit=visit, pk=pk).defer("shown").first()


def shown_at(share: Share) -> dict[str, Any]:
    """The page that a link shows, as it was when the link was made."""
    with behind_the_wall(share.member_id):
        told: dict[str, Any] = Share.objects.only("shown").get(pk=share.pk).shown
        return told


def agreed_at(visit: Visit, member: Member) -> list[Line]:
    """What was agreed on at a visit, in the order it was noted. One statement."""
    with behind_the_wall(member.pk):
        mine = Agreed.objects.of(member).filter(visit=visit).select_related("step", "result")
        rows = list(mine.order_by("id"))
    return [
        Line(row, row.step.infusion_id if row.step else None, row.result.course_id if row.result else None)
        for row in rows
    ]


def agreed_of(member: Member, visit: Visit, pk: int) -> Agreed | None:
    """One of them, if it is theirs."""
    with behind_the_wall(member.pk):
        return Agreed.objects.of(member).filter(visit=visit, pk=pk).first()


def what_it_can_become(member: Member) -> tuple[list[tuple[Course, BaselineTest]], bool]:
    """The tests that the running treatments ask for, and whether a dose is planned. Three statements."""
    courses = {course.therapy_id: course for course in reversed(care.running(member))}
    asked = BaselineTest.objects.filter(asked_by__therapy__in=courses, retired_at=None).order_by("position", "id")
    rows = asked.annotate(therapy=F("asked_by__therapy")).distinct()
    return [(courses[row.therapy], row) for row in rows], care.next_infusion(member) is not None


def _state(share: Share, now: datetime) -> str:
    if share.revoked_at is not None:
        return "closed"
    if share.is_spent:
        return "spent"
    if share.expires_at <= now:
        return "over"
    return "used" if share.opened_at is not None else "open"
