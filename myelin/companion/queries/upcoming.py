from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from myelin.base.wall import behind_the_wall
from myelin.companion.models import Infusion, Reminder
from myelin.companion.queries.checklists import Wanted, points
from myelin.companion.queries.runway import Call, Runway, kept_of, runway, with_kept
from myelin.members.models import Member
from myelin.therapies.models import TherapyTest

RUNS = (
    "EXISTS (SELECT FROM companion_course"
    " WHERE member_id = %(member)s AND (ended_on IS NULL OR ended_on > CURRENT_DATE))"
)
"""For a prepared statement: whether a course of theirs runs. Most members have none, and need not pay for the others'."""

CLOSE = 21
"""From so many days before on, what blocks a dose is told on the front page."""
A_WEEK = 7
CIRCLE = 389.6
"""How long the ring of the dial is."""


@dataclass(frozen=True, slots=True)
class NextInfusion:
    """The dose that comes next, for the front page and the care page. `days` is below zero when its day has passed."""

    infusion: Infusion
    days: int
    wanted: Wanted
    tests_open: int
    runway: Runway

    @property
    def tests(self) -> int:
        """How many tests belong to it."""
        return len(self.wanted)

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
    def blocks_words(self) -> str:
        """What still stands in its way, in its last weeks; its day stands beside it: "2 things still block Tuesday"."""
        number = self.runway.in_the_way
        if not number or not 0 <= self.days <= CLOSE:
            return ""
        if self.days >= A_WEEK:
            words = ngettext("%(number)d thing still blocks it", "%(number)d things still block it", number)
            return words % {"number": number}
        words = ngettext("%(number)d thing still blocks %(day)s", "%(number)d things still block %(day)s", number)
        return words % {"number": number, "day": date_format(self.infusion.on, "l")}

    @property
    def call(self) -> Call | None:
        """What can be done first, in its last weeks."""
        return self.runway.call if self.blocks_words else None

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
    with behind_the_wall(member.pk):
        return Infusion.objects.of(member).to_come().with_span().first()


def dose_behind(waiting: Iterable[Reminder], member: Member) -> Infusion | None:
    """The dose that a reminder speaks of, where one of those that wait is of that kind. One statement then."""
    return next_infusion(member) if any(row.kind == Reminder.Kind.DOSE for row in waiting) else None


def coming_up(member: Member, *, today: date) -> NextInfusion | None:
    """The dose that comes next, its open tests and what blocks it. Two statements at most."""
    with behind_the_wall(member.pk):
        infusion = with_kept(Infusion.objects.of(member).to_come().with_span(), member).first()
    if infusion is None:
        return None
    wanted = _tests(infusion)
    tests_open = _open(infusion, wanted)
    return NextInfusion(
        infusion=infusion,
        days=(infusion.due_on - today).days,
        wanted=wanted,
        tests_open=tests_open,
        runway=runway(infusion, kept_of(infusion), tests=len(wanted), tests_open=tests_open, today=today),
    )


def runway_of(infusion: Infusion, member: Member, *, today: date) -> Runway:
    """The way to a dose from `with_span`. Two statements."""
    with behind_the_wall(member.pk):
        kept = kept_of(with_kept(Infusion.objects.of(member), member).get(pk=infusion.pk))
    wanted = _tests(infusion)
    return runway(infusion, kept, tests=len(wanted), tests_open=_open(infusion, wanted), today=today)


def _tests(infusion: Infusion) -> Wanted:
    """The tests that belong to a dose from `with_span`. One statement."""
    course = infusion.course
    return points(infusion, TherapyTest.objects.for_course(course.therapy, course.jurisdiction))


def _open(infusion: Infusion, wanted: Wanted) -> int:
    """How many of them are not ticked yet."""
    ticked: list[str] = getattr(infusion, "ticked", [])
    return len(wanted.keys() - set(ticked))
