"""Note what became of a test: ordered, done, clear, wanted again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.rows import get_or_make
from myelin.companion.actions.near import FARTHEST_AHEAD, check_near
from myelin.companion.actions.papers import add_papers, remove_papers
from myelin.companion.actions.ringing import follow_dates
from myelin.companion.models import Course, Infusion, Result, ResultLetter, Tick
from myelin.companion.queries.checklists import points
from myelin.media.models import Picture
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.therapies.models import BaselineTest, TherapyTest
from myelin.therapies.tests_due import When

MOST_RESULTS = 2_000
"""How many results one treatment can keep: monthly tests of four kinds for forty years."""


class DoneAhead(Refused):
    """A result tells what was."""

    status = 422


class NoDay(Refused):
    """Neither ordered nor done."""

    status = 422


class NotDone(Refused):
    """A test that was not done cannot be clear."""

    status = 422


class TooManyResults(Refused):
    """More results than anybody has had."""


@dataclass(frozen=True)
class Told:
    """What a member says about a test. measures: name, code, value, unit, low, high of each thing measured.

    cleared_on: the day they heard that it is clear; today when left out.
    """

    ordered_on: date | None = None
    ordered_by: str = ""
    done_on: date | None = None
    is_cleared: bool = False
    cleared_on: date | None = None
    repeat_on: date | None = None
    note: str = ""
    measures: Sequence[dict[str, Any]] = field(default_factory=list)
    papers: Sequence[Picture] = field(default_factory=list)
    letters: Sequence[ResultLetter] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        told = {"ordered_by": self.ordered_by, "note": self.note, "measures": list(self.measures)}
        return {key: value for key, value in told.items() if value}


@transaction.atomic
def note_result(*, course: Course, test: BaselineTest, by: Member, told: Told, now: datetime) -> Result:
    """Keep what became of a test. What is clear is ticked on the list of the dose that it was for.

    Raises what `_check` raises, NotAgreed, TooManyResults and TooManyPapers.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=course.pk)
    _check(course, told, now)
    if Result.objects.of(by).filter(course=course).count() >= MOST_RESULTS:
        raise TooManyResults(_("This treatment keeps as many results as fit. You can remove one that you do not need."))
    result = Result(member=by, course=course, test=test)
    _write(result, course, told, now)
    audit.record(actor=by, action="result.noted", subject=result, now=now)
    return result


@transaction.atomic
def change_result(*, result: Result, by: Member, told: Told, now: datetime) -> Result:
    """Say it anew. Papers that were kept stay; raises what `note_result` raises."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=result.course_id)
    result = Result.objects.of(by).select_related("test").get(pk=result.pk)
    _check(course, told, now)
    _write(result, course, told, now)
    audit.record(actor=by, action="result.changed", subject=result, now=now)
    return result


@transaction.atomic
def remove_result(*, result: Result, by: Member, now: datetime) -> None:
    """Take a result away, with its papers."""
    mine = Result.objects.of(by).filter(pk=result.pk)
    remove_papers(mine)
    mine.delete()
    follow_dates(by, now=now)
    audit.record(actor=by, action="result.removed", subject=result, now=now)


def _check(course: Course, told: Told, now: datetime) -> None:
    """Raise NoDay, DoneAhead, NotDone or FarAway for days that cannot be."""
    today = course.today(now)
    if told.ordered_on is None and told.done_on is None:
        raise NoDay(_("Please give the day it was ordered, or the day it was done."))
    if told.is_cleared and told.done_on is None:
        raise NotDone(_("A test can be clear once it was done. On which day was that?"))
    for day in (told.ordered_on, told.done_on):
        if day is not None and day > today:
            raise DoneAhead(_("That day is still to come. You can note it once it has come."))
        if day is not None:
            check_near(day, now=now, ahead=timedelta(days=1))
    if told.repeat_on is not None:
        check_near(told.repeat_on, now=now, ahead=FARTHEST_AHEAD)


def _write(result: Result, course: Course, told: Told, now: datetime) -> None:
    result.ordered_on, result.done_on, result.repeat_on = told.ordered_on, told.done_on, told.repeat_on
    if not told.is_cleared:
        result.cleared_on = None
    elif result.cleared_on is None:
        result.cleared_on = told.cleared_on or course.today(now)
    result.values, result.saved_at = told.values, now
    result.save()
    add_papers(result=result, by=result.member, photos=told.papers, letters=told.letters, now=now)
    _tick(result, course, now)
    follow_dates(result.member, now=now)


def _tick(result: Result, course: Course, now: datetime) -> None:
    """Bring the list of the dose that comes next in step: a test that is clear is ticked, one that is not is open."""
    coming = Infusion.objects.of(result.member).filter(course=course).to_come().with_span().first()
    if coming is None or result.done_on is None:
        return
    before: date | None = getattr(coming, "day_before", None)
    wanted = points(coming, TherapyTest.objects.for_course(course.therapy, course.jurisdiction))
    for key, (row, _day) in wanted.items():
        is_older = row.when == When.BEFORE_EACH and before is not None and result.done_on <= before
        if row.test_id != result.test_id or is_older:
            continue
        if result.cleared_on is None:
            Tick.objects.filter(infusion=coming, key=key).delete()
        else:
            get_or_make(Tick.objects.all(), infusion=coming, key=key, defaults={"ticked_at": now})
