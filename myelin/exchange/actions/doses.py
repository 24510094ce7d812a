"""A treatment as a file tells it: begun, its doses given in order, its days moved, its way noted, and ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.companion import actions as companion
from myelin.companion.models import OWN, Course, Infusion
from myelin.companion.steps import Kind
from myelin.exchange.fhir.words import decimal
from myelin.exchange.models import Found
from myelin.exchange.queries.beside import Beside
from myelin.members.models import Member
from myelin.therapies.models import Regimen, Therapy


class NotThere(Refused):
    """What an entry belongs to was not taken."""


def order(row: Found) -> tuple[str, str, int, str]:
    """Doses are given one after the other, treatment by treatment."""
    told = row.told
    return told["medicine"], told["started_on"] or "", told["number"] or 0, told["given_on"]


def together(row: Found) -> tuple[str, str, str]:
    """Numbered doses of one treatment are given at once; one without a number is given alone."""
    told = row.told
    return told["medicine"], told["started_on"] or "", "" if told["number"] else str(row.place)


def begin(told: dict[str, Any], *, by: Member, now: datetime) -> None:
    """Add the treatment, with what only its member can know of it."""
    therapy = Therapy.objects.current().get(slug=told["medicine"])
    rule, label = told["rule"], told["jurisdiction"]
    known = Regimen.objects.with_dates().filter(therapy=therapy)
    course = companion.add_course(
        member=by, therapy=therapy, started_on=date.fromisoformat(told["started_on"]), jurisdiction=label,
        time_zone=told["zone"] or by.time_zone, place=told["place"], now=now,
        regimen=known.filter(fact__key=rule).first() if rule else None, follows_rule=rule != "",
    )  # fmt: skip
    for day in told["ordered"]:
        companion.order_part(course=course, by=by, starts_on=date.fromisoformat(day), now=now)
    if told["received_before"]:
        amount = Decimal(told["received_before"])
        companion.set_received_before(course=course, by=by, amount=amount, now=now)
    if days := told["own_interval_days"]:
        companion.set_interval(course=course, by=by, days=days, since=told["own_interval_from"], now=now)
    if told["ended_on"]:
        companion.end_course(course=course, by=by, ended_on=date.fromisoformat(told["ended_on"]), now=now)


def give(told: Sequence[dict[str, Any]], *, by: Member, now: datetime) -> None:
    """Mark doses of one treatment as given: by their numbers all at once, others one by one."""
    course = course_of(by, told[0]["medicine"], told[0]["started_on"])
    if len(told) == 1 and not told[0]["number"]:
        _give_nearest(told[0], by=by, now=now)
        return
    planned = {dose.number: dose for dose in Infusion.objects.of(by).filter(course=course)}
    given = [
        companion.GivenDose(
            number=one["number"], on=date.fromisoformat(one["given_on"]), note=one["note"],
            amount=_other_amount(one, planned.get(one["number"])),
        )
        for one in told
    ]  # fmt: skip
    companion.complete_infusions(course=course, by=by, given=given, now=now)


def _other_amount(told: dict[str, Any], planned: Infusion | None) -> Decimal | None:
    """The amount that was given, where it was another one than planned, in the unit of the dose."""
    amount = decimal(told["amount"]) if told["amount"] else None
    if amount is None or planned is None or told["unit"] not in ("", planned.dose_unit):
        return None
    return amount if amount != planned.dose_amount else None


def _give_nearest(told: dict[str, Any], *, by: Member, now: datetime) -> None:
    """Mark the planned dose that is nearest to the day."""
    course, on = course_of(by, told["medicine"], told["started_on"]), date.fromisoformat(told["given_on"])
    open_ones = list(Infusion.objects.of(by).filter(course=course, given_on=None, is_optional=False))
    found = min(open_ones, key=lambda dose: abs(dose.due_on - on), default=None)
    if found is None:
        raise NotThere(_("Its treatment has no such dose."))
    amount = _other_amount(told, found)
    # A file may tell of later doses alone; on pages the earlier ones come first.
    given = companion.GivenDose(number=found.number, on=on, note=told["note"], amount=amount)
    companion.complete_infusions(course=course, by=by, given=[given], now=now)


def put_on_day(told: dict[str, Any], *, by: Member, now: datetime) -> None:
    """Put the planned dose on the day that the file names."""
    dose = Beside(by, []).planned(told)
    if dose is None:
        raise NotThere(_("Its treatment has no such dose."))
    to = date.fromisoformat(told["on"])
    hour = time.fromisoformat(told["hour"]) if told.get("hour") else None
    lasts_minutes = told.get("lasts_minutes")
    if hour is None and to == dose.due_on:
        hour, lasts_minutes = dose.hour, dose.lasts_minutes
    companion.move_infusion(
        infusion=dose, by=by, to=to, now=now, because=told["because"], hour=hour,
        lasts_minutes=lasts_minutes, place=told.get("place"),
    )  # fmt: skip


def note_way(told: dict[str, Any], *, by: Member, now: datetime) -> None:
    """Note the steps on the way to doses."""
    course = course_of(by, told["medicine"], told["started_on"])
    rows = {dose.number: dose for dose in Infusion.objects.of(by).filter(course=course)}
    for step in told["steps"]:
        if step["number"] not in rows:
            raise NotThere(_("Its treatment has no such dose."))
        where: dict[str, Any] = {"infusion": rows[step["number"]], "by": by, "now": now}
        said: dict[str, Any] = {key: step[key] for key in ("answer", "who", "reference", "note")}
        number = None
        if step["kind"] == OWN:
            made = companion.add_step(
                **where, title=step["title"], owner=step["owner"], days_before=step["days_before"] or 0
            )
            number = made.pk
        if step["kind"] != OWN or any(said.values()):
            companion.note_step(**where, kind=Kind(step["kind"]), number=number, **said)


def course_of(by: Member, medicine: str, started_on: str | None) -> Course:
    """The member's treatment with that medicine; of several the one from that day, or the latest."""
    mine = Course.objects.of(by).filter(therapy__slug=medicine).order_by("-started_on", "-id")
    found = (mine.filter(started_on=started_on) if started_on else mine).first()
    if found is None:
        raise NotThere(_("Its treatment was not taken, so it was not taken either."))
    return found
