"""Mark an infusion as given, take that back, move one, tick its checklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import plans
from myelin.companion.actions.courses import NotYetGiven, replan
from myelin.companion.actions.near import check_near
from myelin.companion.models import HOURS, Course, Infusion, Tick, moment_of
from myelin.companion.queries.appointments import dose_name, hour_words
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

OF_GIVEN = ["given_on", "given_noted_at", "note", "amount_given", *HOURS]
"""Fields of a dose that change when it is marked as given."""


class SameDay(Refused):
    """Another infusion of the course was given on that day."""


class OutOfOrder(Refused):
    """A dose comes after the ones before it."""


class NotItsTurn(OutOfOrder):
    """`first`, a dose before it, is still open."""

    def __init__(self, sentence: str, first: Infusion) -> None:
        super().__init__(sentence)
        self.first = first


class NoSuchDose(Refused):
    """The plan has no dose of that number."""


class NeverGiven(Refused):
    """A dose that was not given has no story."""


class AlreadyGiven(Refused):
    """It was given, so there is nothing to move."""


class GivenBefore(Refused):
    """It was marked as given already, on another day."""


class TooClose(Refused):
    """The regimen keeps doses further apart."""


class NoSuchHour(Refused):
    """The clocks go forward over it."""

    status = 422


class LastsWithoutHour(Refused):
    """How long it takes is told, and not when it begins."""

    status = 422


@transaction.atomic
def complete_infusion(
    *, infusion: Infusion, by: Member, given_on: date, now: datetime, note: str = "", amount: Decimal | None = None
) -> Infusion:
    """Mark an infusion as given and plan the next ones from what happened.

    amount: how much, in the unit of the dose, when it was another amount than planned; it counts toward a ceiling.

    Completing twice with the same day changes nothing. Tests that are still open never stop it: a record must take facts.

    Raises:
        GivenBefore: it was marked as given on another day.
        NotYetGiven: `given_on` lies after today, where the course is given.
        SameDay: another dose of the course was given on that day.
        NotItsTurn: one before it is still open; if that was left out, this one is counted in its place.
        OutOfOrder: a dose before it was given later, or one after it earlier.
    """
    course, infusion = _locked(infusion, by)
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    if infusion.given_on == given_on:
        return infusion
    if infusion.given_on is not None:
        words = _("This dose was marked as given on %(day)s. If that was another day, please take it back first.")
        raise GivenBefore(words % {"day": date_format(infusion.given_on, "DATE_FORMAT")})
    if given_on > course.today(now):
        raise NotYetGiven(_("An infusion can be marked as given once it has been given."))
    check_near(given_on, now=now, ahead=timedelta(days=1))
    _check_turn(course, infusion)
    _check_order(course, infusion, given_on)
    infusion.given_on, infusion.given_noted_at, infusion.note = given_on, now, note
    infusion.keep_hour_to_its_day()
    infusion.amount_given = None if amount is None else str(amount)
    infusion.save(update_fields=OF_GIVEN)
    replan(course, now=now)
    audit.record(actor=by, action="infusion.completed", subject=infusion, now=now)
    infusion.refresh_from_db()
    return infusion


@dataclass(frozen=True, slots=True)
class GivenDose:
    """A dose as a file tells it: its number in the treatment, the day, and the amount if it was another one."""

    number: int
    on: date
    note: str = ""
    amount: Decimal | None = None


@transaction.atomic
def complete_infusions(*, course: Course, by: Member, given: Sequence[GivenDose], now: datetime) -> None:
    """Mark many doses as given at once; the plan is brought in step once. Those that were given already stay.

    Raises:
        NoSuchDose: the plan has no dose of that number.
        NotYetGiven: one lies after today, where the course is given.
        OutOfOrder: their days do not follow one another as their numbers do.
    """
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=course.pk)
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    rows = {row.number: row for row in course.infusions.select_for_update().order_by("number")}
    changed = []
    for dose in given:
        row = rows.get(dose.number)
        if row is None:
            raise NoSuchDose(_("This treatment has no such dose."))
        if dose.on > course.today(now):
            raise NotYetGiven(_("An infusion can be marked as given once it has been given."))
        check_near(dose.on, now=now, ahead=timedelta(days=1))
        if row.given_on is None:
            row.given_on, row.given_noted_at, row.note = dose.on, now, dose.note
            row.amount_given = None if dose.amount is None else str(dose.amount)
            row.keep_hour_to_its_day()
            changed.append(row)
    days = [row.given_on for row in rows.values() if row.given_on is not None]
    if any(day >= after for day, after in pairwise(days)):
        raise OutOfOrder(_("These doses do not follow one another day by day."))
    Infusion.objects.bulk_update(changed, OF_GIVEN, batch_size=200)
    replan(course, now=now)
    audit.record(actor=by, action="infusions.completed", subject=course, now=now)


@transaction.atomic
def take_completion_back(*, infusion: Infusion, by: Member, now: datetime) -> Infusion:
    """Say that it was not given after all; the plan goes back to the regimen. Twice is safe."""
    course, infusion = _locked(infusion, by)
    if infusion.given_on is None:
        return infusion
    infusion.given_on = infusion.given_noted_at = infusion.amount_given = None
    infusion.keep_hour_to_its_day()
    infusion.save(update_fields=["given_on", "given_noted_at", "amount_given", *HOURS])
    replan(course, now=now)
    audit.record(actor=by, action="infusion.completion_taken_back", subject=infusion, now=now)
    return infusion


@transaction.atomic
def move_infusion(
    *,
    infusion: Infusion,
    by: Member,
    to: date | None,
    now: datetime,
    because: str = "",
    hour: time | None = None,
    lasts_minutes: int | None = None,
    place: str | None = None,
) -> Infusion:
    """Put an infusion on the day that the clinic set, or (None) back on the regimen's own; what follows moves along.

    hour: by the clock where the course is given. It belongs to its day: where none is told, none is known any more.
    place: where this one is given; as before when None, where the others of its course are when empty.

    Raises:
        AlreadyGiven: there is nothing to move.
        TooClose: the regimen's least gap has not passed by that day, or it would change places with another dose.
        FarAway: the day lies more than two years ahead.
        NoSuchHour: the clocks go forward over that hour.
        LastsWithoutHour: `lasts_minutes` without `hour`.
    """
    course, infusion = _locked(infusion, by)
    if infusion.given_on is not None:
        raise AlreadyGiven(_("This infusion was given already, so its day stays."))
    if to is not None:
        members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
        _check_gap(course, infusion, to)
        check_near(to, now=now, ahead=plans.AHEAD)
        _check_hour(course, to, hour, lasts_minutes)
        infusion.due_on = to
    infusion.hour, infusion.lasts_minutes = (hour, lasts_minutes) if to is not None else (None, None)
    infusion.waiting_hour = infusion.waiting_minutes = None
    infusion.moved_to, infusion.moved_because = to, because if to is not None else ""
    if place is not None:
        infusion.own_place = "" if place == course.place else place
    infusion.save(update_fields=["moved_to", "moved_because", "due_on", "own_place", *HOURS])
    replan(course, now=now)
    audit.record(actor=by, action="infusion.moved", subject=infusion, now=now)
    infusion.refresh_from_db()
    return infusion


@transaction.atomic
def note_infusion(*, infusion: Infusion, by: Member, note: str) -> Infusion:
    """Change what was noted about an infusion that was given."""
    _course, infusion = _locked(infusion, by)
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    if infusion.given_on is None:
        raise NeverGiven(_("You can add a note once this dose was given."))
    infusion.note = note
    infusion.save(update_fields=["note"])
    return infusion


@transaction.atomic
def tick(*, infusion: Infusion, by: Member, keys: set[str], offered: set[str], now: datetime) -> None:
    """Keep which of the `offered` points of a checklist are done; `keys` are the ticked ones."""
    _course, infusion = _locked(infusion, by)
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    infusion.ticks.filter(key__in=offered - keys).delete()
    wanted = [Tick(infusion=infusion, key=key, ticked_at=now) for key in sorted(keys & offered)]
    Tick.objects.bulk_create(wanted, ignore_conflicts=True)


def _check_turn(course: Course, infusion: Infusion) -> None:
    open_ones = course.infusions.filter(number__lt=infusion.number, given_on=None, is_optional=False)
    first = open_ones.for_page().order_by("number").first()
    if first is not None:
        words = _(
            "%(dose)s comes first. If you had it, mark it as given. "
            "If it was left out, the one you had takes its place: mark it there, with the day you had it."
        )
        raise NotItsTurn(words % {"dose": capfirst(dose_name(first))}, first)


def _check_order(course: Course, infusion: Infusion, given_on: date) -> None:
    given = course.infusions.filter(given_on__isnull=False)
    if given.filter(given_on=given_on).exists():
        raise SameDay(_("You marked another infusion as given on this day."))
    earlier = given.filter(number__lt=infusion.number, given_on__gt=given_on).order_by("given_on").first()
    later = given.filter(number__gt=infusion.number, given_on__lt=given_on).order_by("given_on").first()
    other = earlier or later
    if other is None or other.given_on is None:
        return
    words = {"dose": capfirst(dose_name(other)), "day": date_format(other.given_on, "DATE_FORMAT")}
    if earlier:
        raise OutOfOrder(_("%(dose)s was given on %(day)s, so this one came after that.") % words)
    raise OutOfOrder(_("%(dose)s was given on %(day)s, so this one came before that.") % words)


def _check_gap(course: Course, infusion: Infusion, to: date) -> None:
    if infusion.earliest_on is not None and to < infusion.earliest_on:
        words = _("The label keeps doses further apart: not before %(day)s. Ask your team about an earlier day.")
        raise TooClose(words % {"day": date_format(infusion.earliest_on, "DATE_FORMAT")})
    before = course.infusions.filter(number__lt=infusion.number, is_optional=False).order_by("-number").first()
    if before is not None and to <= before.on:
        words = _("The dose before this one is on %(day)s. Please choose a later day.")
        raise TooClose(words % {"day": date_format(before.on, "DATE_FORMAT")})
    after = course.infusions.filter(number__gt=infusion.number, given_on__lte=to).order_by("given_on").first()
    if after is not None:
        words = _("The dose after this one was given on %(day)s. Please choose an earlier day.")
        raise TooClose(words % {"day": date_format(after.on, "DATE_FORMAT")})


def _check_hour(course: Course, day: date, hour: time | None, lasts_minutes: int | None) -> None:
    if lasts_minutes is not None and hour is None:
        raise LastsWithoutHour(_("Please tell the time, too, if you tell how long it takes."))
    moment = moment_of(day, hour, course.time_zone)
    if moment is not None and moment.astimezone(UTC).astimezone(moment.tzinfo).time() != hour:
        words = _("The clocks go forward on that day, and %(time)s does not come there. Could you check the time?")
        raise NoSuchHour(words % {"time": hour_words(moment.time())})


def _locked(infusion: Infusion, by: Member) -> tuple[Course, Infusion]:
    # The course first, always: two changes to one plan wait for each other and never cross.
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=infusion.course_id)
    return course, Infusion.objects.of(by).select_for_update(of=("self",)).get(pk=infusion.pk)
