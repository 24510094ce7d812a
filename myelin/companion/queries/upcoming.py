from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from myelin.base.prepared import prepared
from myelin.companion.models import Infusion
from myelin.companion.queries.checklists import points
from myelin.members.models import Member
from myelin.therapies.models import TherapyTest

_RUNS = "SELECT EXISTS (SELECT FROM companion_course WHERE member_id = %(member)s AND ended_on IS NULL)"

CIRCLE = 389.6
"""How long the ring of the dial is."""


@dataclass(frozen=True, slots=True)
class NextInfusion:
    """The dose that comes next, for the front page and the care page. `days` is below zero when its day has passed."""

    infusion: Infusion
    days: int
    tests: int
    tests_open: int

    @property
    def words(self) -> str:
        """How far away it is."""
        if self.days > 1:
            return gettext("In %(days)d days") % {"days": self.days}
        if self.days >= 0:
            return gettext("Tomorrow") if self.days else gettext("Today")
        if self.days == -1:
            return gettext("This was due yesterday. Did it happen?")
        return gettext("This was due %(days)d days ago. Did it happen?") % {"days": -self.days}

    @property
    def todo_words(self) -> str:
        """What is still to do before it; nothing when its medicine asks for no test."""
        if not self.tests:
            return ""
        if not self.tests_open:
            return gettext("All tests on your list are ticked.")
        open_ones = ngettext("%(number)d test is still open.", "%(number)d tests are still open.", self.tests_open)
        return open_ones % {"number": self.tests_open}

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and nobody said that it was given."""
        return self.days < 0

    @property
    def dial_days(self) -> int:
        """The number inside the dial."""
        return abs(self.days)

    @property
    def dial_words(self) -> str:
        """The words under that number."""
        if self.is_late:
            return ngettext("day ago", "days ago", self.dial_days)
        return ngettext("day to go", "days to go", self.dial_days)

    @property
    def dial(self) -> str:
        """How much of the dial is full: the part of the way from the dose before."""
        before: date | None = getattr(self.infusion, "day_before", None)
        whole = (self.infusion.due_on - before).days if before else 30
        done = 1 - min(max(self.days, 0) / max(whole, 1), 1)
        return f"{CIRCLE * done:.1f} {CIRCLE}"


def next_infusion(member: Member) -> Infusion | None:
    """The dose that comes next of all that a member has, with its course, its span and its ticks."""
    return Infusion.objects.of(member).to_come().with_span().first()


def _has_course(member: Member) -> bool:
    """Whether a course of theirs runs. Most members have none, and their front page should not pay for the others'."""
    with prepared() as cursor:
        cursor.execute(_RUNS, {"member": member.pk})
        (runs,) = cursor.fetchone()
    return bool(runs)


def next_infusion_card(member: Member, *, today: date) -> NextInfusion | None:
    """The dose that comes next and how many tests are still open; one small statement for whoever has no course."""
    infusion = next_infusion(member) if _has_course(member) else None
    if infusion is None:
        return None
    course = infusion.course
    wanted = points(infusion, TherapyTest.objects.for_course(course.therapy, course.jurisdiction))
    ticked: list[str] = getattr(infusion, "ticked", [])
    return NextInfusion(
        infusion=infusion,
        days=(infusion.due_on - today).days,
        tests=len(wanted),
        tests_open=len(wanted.keys() - set(ticked)),
    )
