"""Add a course, end it, and keep its plan in step with what happened."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import plans
from myelin.companion.models import Course, Infusion
from myelin.members.models import Member
from myelin.therapies.models import Brand, Regimen, Therapy


class NoDatesKnown(Refused):
    """The formulary has no schedule of this medicine for that jurisdiction."""

    status = 422


class UnknownZone(Refused):
    """The time zone is none that the tz database knows."""

    status = 422


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
) -> Course:
    """Add a medicine to a member's care and plan its doses.

    regimen: which of the medicine's regimens; the formulary's first for adults there when None.
    last_given_on: the last dose they had; doses planned before it count as given on their days.

    Raises:
        NoDatesKnown: no schedule may be shown for this medicine and jurisdiction.
        UnknownZone: `time_zone` is not an IANA name.
    """
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(_("We do not know this time zone. It looks like Europe/Madrid.")) from None
    regimen = regimen or Regimen.objects.for_course(therapy, jurisdiction).first()
    if regimen is None:
        raise NoDatesKnown(
            _("We have no checked dates for this medicine there yet. Your team can tell you the days.")
        )
    course = Course.objects.create(
        member=member,
        therapy=therapy,
        regimen=regimen,
        name=_name(therapy, jurisdiction),
        jurisdiction=jurisdiction,
        started_on=started_on,
        time_zone=time_zone,
        place=place,
        added_at=now,
    )
    replan(course, now=now)
    if last_given_on is not None:
        _note_the_past(course, last_given_on, now)
    audit.record(actor=member, action="course.added", subject=course, now=now)
    return course


@transaction.atomic
def end_course(*, course: Course, by: Member, ended_on: date, now: datetime) -> Course:
    """Say that a treatment ended. Doses that were given stay; planned ones go. Twice is safe."""
    course = Course.objects.of(by).select_for_update(of=("self",)).for_page().get(pk=course.pk)
    course.ended_on = ended_on
    course.full_clean(exclude=["therapy", "regimen", "member"])
    course.save(update_fields=["ended_on"])
    course.infusions.filter(given_on=None, due_on__gt=ended_on).delete()
    audit.record(actor=by, action="course.ended", subject=course, now=now)
    return course


@transaction.atomic
def remove_course(*, course: Course, by: Member, now: datetime) -> None:
    """Take a course out of one's care, with all its dates."""
    audit.record(actor=by, action="course.removed", subject=course, now=now)
    Course.objects.of(by).filter(pk=course.pk).delete()


def replan(course: Course, *, now: datetime) -> None:
    """Bring the rows of a course in step with its regimen, what was given, and what the clinic moved.

    Call it inside the transaction that changed something.
    """
    rows = {row.number: row for row in course.infusions.select_for_update().order_by("number")}
    last_given = max((row.given_on for row in rows.values() if row.given_on), default=course.started_on)
    until = max(course.today(now), course.started_on, last_given) + plans.AHEAD
    dues = plans.dates(course, rows.values(), until=until)
    fresh, changed = [], []
    for due in dues:
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
            changed.append(row)
    Infusion.objects.bulk_create(fresh)
    Infusion.objects.bulk_update(
        changed, ["part", "phase", "due_on", "earliest_on", "dose_amount", "dose_unit", "is_optional"], batch_size=200
    )
    course.infusions.filter(number__in=rows.keys(), given_on=None).delete()


def _name(therapy: Therapy, jurisdiction: str) -> str:
    brands = list(Brand.objects.filter(therapy=therapy).order_by("position").values_list("name", "market"))
    here = [name for name, market in brands if market == jurisdiction]
    return (here or [name for name, _market in brands] or [therapy.name])[0]


def _note_the_past(course: Course, last_given_on: date, now: datetime) -> None:
    before = list(course.infusions.filter(due_on__lte=last_given_on, is_optional=False).order_by("number"))
    for row in before[:-1]:
        row.given_on, row.given_noted_at = row.due_on, now
    if before:
        before[-1].given_on, before[-1].given_noted_at = last_given_on, now
    Infusion.objects.bulk_update(before, ["given_on", "given_noted_at"])
    replan(course, now=now)
