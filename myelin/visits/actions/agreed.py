"""Note what was agreed on at a visit, and let it become a step on the way to a dose, or a test that was ordered."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion import actions as care
from myelin.companion.models import Course, Infusion, Owner, Reminder
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.therapies.models import BaselineTest
from myelin.visits.models import Agreed, Visit

MOST_LINES = 30
IN_THE_MORNING = time(9)
"""When what was agreed on reminds of itself; the member can change it among the reminders."""
MOST_DAYS_BEFORE = 120
MOST_DAYS_AFTER = 14
"""Where steps can lie on the way to a dose, as the companion's own form has it."""


class NoDoseAhead(Refused):
    """There is no dose on whose way it could be."""


class TooMuch(Refused):
    """More than anybody can agree on in ten minutes."""


class NoDay(Refused):
    """A reminder needs a day."""

    status = 422


class DayBefore(Refused):
    """What was agreed on lies after the visit."""

    status = 422


@transaction.atomic
def agree(
    *, visit: Visit, by: Member, words: str, owner: Owner, until: date | None, now: datetime,
    on_the_way: bool = False, reminds: bool = False, test: tuple[Course, BaselineTest] | None = None,
) -> Agreed:  # fmt: skip
    """Keep one thing that was agreed on.

    on_the_way: put it on the way to the dose that comes next. reminds: speak on the morning of its day. test: note this
    test of a treatment as ordered at the visit, wanted by `until`.

    Raises NotAgreed, DayBefore, NoDay, TooMuch above thirty, NoDoseAhead, and what the companion says of steps, tests
    and reminders.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    visit = Visit.objects.of(by).select_for_update().get(pk=visit.pk)
    if until is not None and until < visit.on:
        raise DayBefore(_("That day lies before the visit. Until when is it to be done?"))
    if Agreed.objects.of(by).filter(visit=visit).count() >= MOST_LINES:
        raise TooMuch(_("Thirty lines are the most for one visit. You can remove one that you do not need."))
    said = {"words": words, "owner": owner.value}
    agreed = Agreed(member=by, visit=visit, by=until, noted_at=now, said=said)  # type: ignore[misc]  # any JSON
    if on_the_way:
        dose = _dose_after(by, until)
        days = max(-MOST_DAYS_AFTER, min((dose.on - (until or dose.on)).days, MOST_DAYS_BEFORE))
        agreed.step = care.add_step(infusion=dose, by=by, title=words, owner=owner, days_before=days, now=now)
    if reminds:
        agreed.reminder = _reminder(by, words, until, now)
    if test is not None:
        course, asked = test
        told = care.Told(ordered_on=min(visit.on, course.today(now)), repeat_on=until, note=words)
        agreed.result = care.note_result(course=course, test=asked, by=by, told=told, now=now)
    agreed.save()
    audit.record(actor=by, action="visit.agreed", subject=agreed, now=now)
    return agreed


@transaction.atomic
def take_back(*, agreed: Agreed, by: Member, now: datetime) -> None:
    """Take a line away. The step or the test that it became stays in the care, where it can be removed."""
    Agreed.objects.of(by).filter(pk=agreed.pk).delete()
    audit.record(actor=by, action="visit.agreed_removed", subject=agreed, now=now)


def _reminder(member: Member, words: str, until: date | None, now: datetime) -> Reminder:
    if until is None:
        raise NoDay(_("On which day should it remind you?"))
    wish = care.Wish(kind=Reminder.Kind.OWN, times=[IN_THE_MORNING], words=words, first_on=until, last_on=until)
    return care.set_reminder(member=member, wish=wish, now=now)


def _dose_after(member: Member, until: date | None) -> Infusion:
    """The dose to come on whose way a day lies: the first one on or after it, or else the last that is planned."""
    coming = list(Infusion.objects.of(member).to_come()[:20])
    if not coming:
        raise NoDoseAhead(_("No dose is planned, so there is no way to put this on. It can stay a line of its own."))
    return next((dose for dose in coming if until is None or dose.on >= until), coming[-1])
