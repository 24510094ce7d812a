"""What the page for a visit is made from, read behind the second wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from myelin.base.wall import behind_the_wall
from myelin.companion import queries as care
from myelin.companion.models import Course, Infusion, Record, Result, Tap
from myelin.companion.queries import CycleRows, Diary, Series, TestLine
from myelin.members.models import Member
from myelin.pack.models import Symptom
from myelin.visits.models import Visit

MOST_ROWS = 300
"""Of one kind, the latest: more than a year of the busiest treatment."""

MOST_COURSES = 3
"""Of so many running treatments, the youngest, the tests that are due are told."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that a page tells of, and as many before them to set them beside."""

    before: date
    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(slots=True)
class Material:
    """Everything that a page may tell. `diary`, `series` and `cycles` say nothing of a diary that wants no charts."""

    visit: Visit
    today: date
    stretch: Stretch
    diary: Diary | None
    names: Mapping[str, str]
    series: Series | None
    cycles: CycleRows | None
    courses: list[Course]
    doses: list[Infusion]
    taps: Mapping[int, list[Tap]]
    coming: Infusion | None
    records: list[Record]
    results: list[Result]
    lines: list[tuple[Course, TestLine]]


def material_of(visit: Visit, member: Member, *, today: date) -> Material:
    """Read it. The number of statements grows with running treatments, up to three, and with nothing else."""
    stretch = stretch_of(visit, today)
    diary = care.read_diary(member, stretch.until, since=stretch.before)
    tells = visit.draws or not diary.hides_charts
    series = care.series_of(member) if tells else None
    cycles = care.cycle_rows(member, series, today=today, although_hidden=visit.draws) if series is not None else None
    courses = [one for one in care.courses_of(member) if one.ended_on is None or one.ended_on >= stretch.since]
    running = [one for one in courses if not one.has_ended(today)][:MOST_COURSES]
    doses, taps, records, results = _rows(member, stretch)
    return Material(
        visit=visit,
        today=today,
        stretch=stretch,
        diary=diary if tells else None,
        names=_names(diary) if tells else {},
        series=series,
        cycles=cycles,
        courses=courses,
        doses=doses,
        taps=taps,
        coming=care.next_infusion(member),
        records=records,
        results=results,
        lines=[(course, line) for course in running for line in care.test_lines(course, member, today=today)],
    )


def stretch_of(visit: Visit, today: date) -> Stretch:
    """From the day that the member chose until the visit, or until today while it is ahead; a year before it at most."""
    until = max(min(visit.on, today), visit.since)
    days = min((until - visit.since).days + 1, care.SPAN.days)
    return Stretch(visit.since - timedelta(days=days), visit.since, until)


def _rows(
    member: Member, stretch: Stretch
) -> tuple[list[Infusion], dict[int, list[Tap]], list[Record], list[Result]]:  # fmt: skip
    since, until = stretch.since, stretch.until
    with behind_the_wall(member.pk):
        given = Infusion.objects.of(member).given().filter(given_on__gte=since, given_on__lte=until)
        doses = list(given.for_page()[:MOST_ROWS])
        tapped = list(Tap.objects.of(member).filter(infusion__in=[dose.pk for dose in doses]).standing())
        begun = Q(began_on__gte=since) | Q(ended_on__gte=since)
        goes_on = Q(kind=Record.Kind.MEDICINE, ended_on=None)
        noted = Record.objects.of(member).filter(begun | goes_on, began_on__lte=until)
        records = list(noted.order_by("-began_on", "-id")[:MOST_ROWS])
        done = Q(done_on__gte=since, done_on__lte=until) | Q(done_on=None, ordered_on__gte=since)
        told = Result.objects.of(member).filter(done).select_related("test", "course__therapy")
        results = list(told.order_by("-done_on", "-ordered_on", "-id")[:MOST_ROWS])
    taps: dict[int, list[Tap]] = {}
    for tap in tapped:
        taps.setdefault(tap.infusion_id, []).append(tap)
    return doses, taps, records, results


def _names(diary: Diary) -> dict[str, str]:
    """What each symptom of these days is called, in the member's own words where there are any."""
    told = {slug for entry in diary.days for slug in entry.symptoms}
    followed = {row.slug: row.called for row in diary.asked}
    others = told - followed.keys()
    return followed | ({one.slug: one.called for one in Symptom.objects.named(others)} if others else {})
