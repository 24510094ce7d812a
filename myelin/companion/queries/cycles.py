"""Cycles of the treatment that runs now: the looks that were taken, and what the page shows of each symptom."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby

from myelin.base.wall import behind_the_wall
from myelin.companion import cycles
from myelin.companion.cycles import Cycle, Reading, State
from myelin.companion.models import Course, CycleLook, DiaryWishes, FollowedSymptom, Infusion, Watch
from myelin.companion.queries.scores import Scores, scores_between
from myelin.members.models import Member
from myelin.therapies.naming import dose_words


@dataclass(frozen=True, slots=True)
class Series:
    """Infusions of one medicine by one rule of doses, given one after the other."""

    course: Course
    phase: str
    first: int
    given: tuple[date, ...]

    @property
    def cycles(self) -> list[Cycle]:
        """Those that are complete."""
        return cycles.cycles_between([day.toordinal() for day in self.given])

    @property
    def look(self) -> int:
        """How many cycles the last look that was due takes in; 0 when none was."""
        return cycles.look_due(self.cycles)

    @property
    def next_dose(self) -> str:
        """After which dose it is looked at next, by its name; nothing when no look is left."""
        due = cycles.next_look(self.cycles)
        if due is None:
            return ""
        return dose_words(self.course.schedule(), number=self.first + due, phase=self.phase, part=self.phase)


@dataclass(slots=True)
class CycleRows:
    """What the cycle page is made from, read in one go behind the second wall. `looks`: by symptom and cycles."""

    hides_charts: bool
    followed: list[FollowedSymptom]
    watches: list[Watch]
    scores: Scores
    looks: dict[tuple[int, int], CycleLook]

    @property
    def asked(self) -> list[FollowedSymptom]:
        """The followed ones, the watched one first."""
        latest = self.watched_on(date.max)
        return sorted(self.followed, key=lambda row: (row.symptom_id != latest, row.symptom.position))

    def watched_on(self, day: date) -> int | None:
        """The number of the symptom that counted as watched on that day."""
        return next((row.symptom_id for row in self.watches if row.named_on <= day), None)


def series_of(member: Member) -> Series | None:
    """The cycles that run now: of the treatment whose infusion was the last, since its rule of doses changed last."""
    with behind_the_wall(member.pk):
        last = Infusion.objects.of(member).given().for_page().first()
        if last is None or not last.course.has_dates:
            return None
        mine = Infusion.objects.of(member).filter(course=last.course, given_on__isnull=False)
        rows = list(mine.order_by("number"))
    runs = [list(run) for _rule, run in groupby(rows, key=lambda row: (row.phase, row.dose_amount, row.dose_unit))]
    days = tuple(row.given_on for row in runs[-1] if row.given_on is not None)
    return Series(last.course, runs[-1][0].phase, runs[-1][0].number, days)


def cycle_rows(member: Member, series: Series | None, *, today: date, although_hidden: bool = False) -> CycleRows:
    """What a member follows and watches, with the days and the looks of a series.

    although_hidden: they asked to see no charts, and for this one page they ask for them.
    """
    with behind_the_wall(member.pk):
        rows = CycleRows(
            hides_charts=not although_hidden
            and DiaryWishes.objects.of(member).filter(charts_hidden_at__isnull=False).exists(),
            followed=list(FollowedSymptom.objects.filter(member=member).select_related("symptom")),
            watches=list(Watch.objects.of(member)),
            scores=Scores(),
            looks={},
        )
        if series is not None and rows.followed and not rows.hides_charts:
            slugs = [row.slug for row in rows.followed]
            rows.scores = scores_between(member, slugs, since=series.given[0], until=today)
            kept = CycleLook.objects.of(member).filter(course=series.course, first=series.first)
            rows.looks = {(row.symptom_id, row.cycles): row for row in kept}
        return rows


def fingerprint(days: Sequence[int], scores: Sequence[int], series: Series) -> str:
    """What a look was taken from: other entries or other days of infusions give another one."""
    infusions = [day.toordinal() for day in series.given]
    return sha256(array("l", [*infusions, 0, *days, 0, *scores]).tobytes()).hexdigest()


def reading_of(row: CycleLook) -> Reading:
    """The reading as it was stored."""
    told = row.values["reading"]
    return Reading(**{**told, "state": State(told["state"]), "months": tuple(told["months"])})
