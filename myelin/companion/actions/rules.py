"""What only the member can know about a course: the team's own interval, parts it ordered, what was had before."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import plans
from myelin.companion.actions.courses import replan
from myelin.companion.actions.infusions import TooClose
from myelin.companion.actions.near import FARTHEST_AHEAD, check_near
from myelin.companion.models import Course
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.therapies.durations import Duration
from myelin.therapies.schedules import Phase

MOST_ORDERED = 10
"""How many parts a team can have ordered; far more than any label allows."""


class ShorterThanTheRule(Refused):
    """A member's own interval is never shorter than the medicine's."""

    status = 422


class NothingToOrder(Refused):
    """The regimen has no part that waits for an order."""


class NoCeiling(Refused):
    """The regimen has no lifetime ceiling, so nothing from before counts."""


@transaction.atomic
def set_interval(
    *, course: Course, by: Member, days: int | None, now: datetime, since: int | None = None
) -> Course:  # fmt: skip
    """Keep the interval that the member and the team agreed on; None goes back to the rule.

    since: the number of the first dose that it counts for; the next one when left out.

    Raises ShorterThanTheRule when the regimen repeats sooner than that, or does not repeat at all.
    """
    course = _locked(course, by)
    if days is not None:
        members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
        schedule = course.schedule()
        if schedule is None or not schedule.takes_interval(Duration(days=days), anchor=course.started_on):
            raise ShorterThanTheRule(_("This is shorter than the label allows. Ask your team, and look at the rule."))
    given = course.infusions.given().values_list("number", flat=True)
    course.own_interval_days = days
    course.own_interval_from = None if days is None else since or max(given, default=1) + 1
    course.save(update_fields=["own_interval_days", "own_interval_from"])
    replan(course, now=now)
    audit.record(actor=by, action="course.interval_set", subject=course, now=now)
    return course


@transaction.atomic
def order_part(*, course: Course, by: Member, starts_on: date, now: datetime) -> Course:
    """Note that the team ordered a further part of the treatment; its days follow. Twice is safe.

    Raises:
        NothingToOrder: the regimen has no such part.
        TooClose: the label keeps more time after the dose before.
        FarAway: the day lies more than five years ahead.
    """
    course = _locked(course, by)
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    phase = _ordered_phase(course)
    check_near(starts_on, now=now, ahead=FARTHEST_AHEAD)
    days = sorted({*(course.ordered_on or []), starts_on})
    if len(days) > MOST_ORDERED:
        raise NothingToOrder(_("Ten ordered parts are the most that fit here."))
    course.ordered_on = days
    rows = course.infusions.order_by("number")
    dues = [due for due in plans.dates(course, rows, until=starts_on + plans.AHEAD) if due.phase == phase.name]
    if starts_on not in {due.due_on for due in dues}:
        earliest = next(due for due in dues if due.due_on > starts_on)
        words = _("The label keeps more time after the part before: not before %(day)s. Ask your team.")
        raise TooClose(words % {"day": date_format(earliest.due_on, "DATE_FORMAT")})
    course.save(update_fields=["ordered_on"])
    replan(course, now=now)
    audit.record(actor=by, action="course.part_ordered", subject=course, now=now)
    return course


@transaction.atomic
def take_order_back(*, course: Course, by: Member, starts_on: date, now: datetime) -> Course:
    """Say that the team did not order it after all. Twice is safe."""
    course = _locked(course, by)
    course.ordered_on = [day for day in course.ordered_on or [] if day != starts_on] or None
    course.save(update_fields=["ordered_on"])
    replan(course, now=now)
    audit.record(actor=by, action="course.order_taken_back", subject=course, now=now)
    return course


@transaction.atomic
def set_received_before(*, course: Course, by: Member, amount: Decimal | None, now: datetime) -> Course:
    """Note what was had of the medicine before this course, in the unit of its lifetime ceiling.

    Raises NoCeiling when the regimen has none.
    """
    course = _locked(course, by)
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    schedule = course.schedule()
    if schedule is None or schedule.lifetime_cap is None:
        raise NoCeiling(_("We have read no lifetime ceiling for this medicine, so nothing needs to be counted."))
    course.received_before = None if amount is None else str(amount)
    course.save(update_fields=["received_before"])
    replan(course, now=now)
    audit.record(actor=by, action="course.received_before_set", subject=course, now=now)
    return course


def _ordered_phase(course: Course) -> Phase:
    schedule = course.schedule()
    if schedule is None or schedule.ordered_phase is None:
        raise NothingToOrder(_("We have read no further part of this treatment that waits for an order."))
    return schedule.ordered_phase


def _locked(course: Course, by: Member) -> Course:
    return Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=course.pk)
