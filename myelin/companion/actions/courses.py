"""Add a course, end it, and keep its plan in step with what happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import plans
from myelin.companion.actions.near import FARTHEST_AHEAD, check_near
from myelin.companion.actions.papers import remove_papers_of_course
from myelin.companion.actions.ringing import follow_dates
from myelin.companion.models import HOURS, Course, Infusion
from myelin.facts.words import PLACES
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.therapies.models import Brand, Regimen, Therapy, brand_name
from myelin.therapies.regimens import Due

MOST_COURSES = 50
"""How many courses one member can keep; far more than anybody has had."""

FILL_WITHIN = plans.AHEAD - timedelta(days=90)
"""A plan that reaches no further than this is filled up in the night."""


class UnknownPlace(Refused):
    """A jurisdiction that no label of ours is from."""

    status = 422


class UnknownZone(Refused):
    """The time zone is none that the tz database knows."""

    status = 422


class NotYetGiven(Refused):
    """The day lies ahead."""


class BeforeTheFirst(Refused):
    """The last dose cannot come before the first one."""

    status = 422


class EndsBeforeStart(Refused):
    """A treatment ends on or after the day it started."""

    status = 422


class TooManyCourses(Refused):
    """More treatments than anybody has had."""


@transaction.atomic
def add_course(
    *,
    member: Member,
    therapy: Therapy,
    started_on: date,
    jurisdiction: str,
    time_zone: str,
    now: datetime,
    regimen: Regimen | None = None,
    last_given_on: date | None = None,
    place: str = "",
    follows_rule: bool = True,
) -> Course:
    """Add a medicine to a member's care and plan its doses.

    regimen: which of the medicine's regimens; the formulary's first one there when None. Where the formulary has no
    schedule that may be shown, the course has no dates, and its tests are told all the same.
    last_given_on: the last dose they had; doses planned before it count as given on their days.
    follows_rule: whether dates follow a regimen at all, or the team tells the days.

    Raises:
        UnknownZone: `time_zone` is not an IANA name.
        UnknownPlace: `jurisdiction` is not a place that we know.
        FarAway: the first dose lies more than 60 years back or 5 years ahead.
        BeforeTheFirst: `last_given_on` lies before `started_on`.
        NotYetGiven: `last_given_on` lies after today, where the course is given.
        TooManyCourses: the member keeps fifty already.
        NotAgreed: the member's yes to keeping health details does not stand.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    check_days(started_on=started_on, last_given_on=last_given_on, time_zone=time_zone, now=now)
    if jurisdiction not in PLACES:
        raise UnknownPlace(_("We know no label for this place. It looks like US or EU."))
    if regimen is None and follows_rule:
        regimen = Regimen.objects.for_course(therapy, jurisdiction).first()
    course = Course(
        member=member,
        therapy=therapy,
        regimen=regimen,
        name=name_of(therapy, jurisdiction),
        jurisdiction=jurisdiction,
        started_on=started_on,
        time_zone=time_zone,
        place=place,
        added_at=now,
    )
    if Course.objects.of(member).count() >= MOST_COURSES:
        raise TooManyCourses(_("Fifty treatments are the most that fit here. You can remove one that you do not need."))
    course.save()
    replan(course, now=now)
    if last_given_on is not None:
        _note_the_past(course, last_given_on, now)
    audit.record(actor=member, action="course.added", subject=course, now=now)
    return course


def propose_dates(
    *, regimen: Regimen, started_on: date, last_given_on: date | None, time_zone: str, now: datetime
) -> list[Due]:
    """The doses that `add_course` would plan for the next two years; nothing is saved. Raises what it raises."""
    check_days(started_on=started_on, last_given_on=last_given_on, time_zone=time_zone, now=now)
    until = max(now.date(), started_on) + plans.AHEAD
    return plans.preview(regimen.parsed(), started_on=started_on, last_given_on=last_given_on, until=until)


@transaction.atomic
def end_course(*, course: Course, by: Member, ended_on: date, now: datetime) -> Course:
    """Say when a treatment ends. Doses that were given stay, planned ones after that day go. Twice is safe.

    Raises EndsBeforeStart when the day lies before the first dose.
    """
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=course.pk)
    if ended_on < course.started_on:
        raise EndsBeforeStart(_("A treatment ends on or after the day it started."))
    course.ended_on = ended_on
    course.save(update_fields=["ended_on"])
    course.infusions.filter(given_on=None, due_on__gt=ended_on).delete()
    follow_dates(by, now=now)
    audit.record(actor=by, action="course.ended", subject=course, now=now)
    return course


@transaction.atomic
def resume_course(*, course: Course, by: Member, now: datetime) -> Course:
    """Say that a treatment goes on after all; its dates come back. Twice is safe."""
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=course.pk)
    if course.ended_on is None:
        return course
    course.ended_on = None
    course.save(update_fields=["ended_on"])
    replan(course, now=now)
    audit.record(actor=by, action="course.resumed", subject=course, now=now)
    return course


@transaction.atomic
def remove_course(*, course: Course, by: Member, now: datetime) -> None:
    """Take a course out of one's care, with all its dates and papers."""
    audit.record(actor=by, action="course.removed", subject=course, now=now)
    remove_papers_of_course(course, by)
    Course.objects.of(by).filter(pk=course.pk).delete()
    follow_dates(by, now=now)


def fill_plans(*, now: datetime) -> int:
    """Add the doses that have come within reach since the plans were made; say how many courses were looked at."""
    reach = Q(furthest=None) | Q(furthest__lt=now.date() + FILL_WITHIN)
    running = Course.objects.running().agreed_to().exclude(regimen=None).annotate(furthest=Max("infusions__due_on"))
    numbers = list(running.filter(reach).values_list("pk", flat=True))
    for number in numbers:
        with transaction.atomic():
            course = Course.objects.running().select_for_update(of=("self",)).for_page().filter(pk=number).first()
            if course is not None:
                replan(course, now=now)
    return len(numbers)


def replan(course: Course, *, now: datetime) -> None:
    """Bring the rows of a course in step with its regimen, what was given, and what the clinic moved.

    Call it inside the transaction that changed something.
    """
    rows = {row.number: row for row in course.infusions.select_for_update().order_by("number")}
    last_given = max((row.given_on for row in rows.values() if row.given_on), default=course.started_on)
    until = max(course.today(now), course.started_on, last_given) + plans.AHEAD
    fresh, changed = [], []
    for due in plans.dates(course, rows.values(), until=until):
        row = rows.pop(due.number, None)
        planned = {
            "part": str(due.part),
            "phase": due.phase,
            "due_on": due.due_on,
            "earliest_on": due.earliest_on,
            "dose_amount": due.dose.amount,
            "dose_unit": due.dose.unit,
            "is_optional": due.optional,
        }
        if row is None:
            fresh.append(Infusion(course=course, number=due.number, **planned))
        elif any(getattr(row, name) != value for name, value in planned.items()):
            for name, value in planned.items():
                setattr(row, name, value)
            row.keep_hour_to_its_day()
            changed.append(row)
    Infusion.objects.bulk_create(fresh)
    of_plan = ["part", "phase", "due_on", "earliest_on", "dose_amount", "dose_unit", "is_optional"]
    Infusion.objects.bulk_update(changed, [*of_plan, *HOURS], batch_size=200)
    course.infusions.filter(number__in=rows.keys(), given_on=None).delete()
    follow_dates(course.member, now=now)


def name_of(therapy: Therapy, jurisdiction: str) -> str:
    """What a member would call it: the brand sold there, else any brand, else the generic name."""
    brands = Brand.objects.filter(therapy=therapy, fact__retired_at=None).order_by("position")
    named = [(brand_name(name), market) for name, market in brands.values_list("name", "market")]
    here = [name for name, market in named if name and market == jurisdiction]
    return (here or [name for name, _market in named if name] or [therapy.name])[0]


def check_days(*, started_on: date, last_given_on: date | None, time_zone: str, now: datetime) -> None:
    """Raise what `add_course` would raise about its days and its zone."""
    try:
        today = now.astimezone(ZoneInfo(time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(_("We do not know this time zone. It is written like Europe/Madrid.")) from None
    check_near(started_on, now=now, ahead=FARTHEST_AHEAD)
    if last_given_on is None:
        return
    if last_given_on > today:
        raise NotYetGiven(_("Your last dose is one that you had already, so it cannot lie ahead."))
    if last_given_on < started_on:
        raise BeforeTheFirst(_("Your last dose cannot come before your first one. Could the two be swapped?"))


def _note_the_past(course: Course, last_given_on: date, now: datetime) -> None:
    rows = {row.number: row for row in course.infusions.order_by("number")}
    dues = plans.dates(course, rows.values(), until=max(course.today(now), course.started_on) + plans.AHEAD)
    past = plans.past_doses(dues, started_on=course.started_on, last_given_on=last_given_on)
    for number, day in past.items():
        rows[number].given_on, rows[number].given_noted_at = day, now
    Infusion.objects.bulk_update([rows[number] for number in past], ["given_on", "given_noted_at"], batch_size=200)
    replan(course, now=now)
