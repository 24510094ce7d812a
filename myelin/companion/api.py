"""A member's own treatment and diary as JSON. Nobody else's is ever here: what is not theirs is 404."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from myelin.base.api import check_form
from myelin.base.errors import Refused
from myelin.companion import actions, plans, queries
from myelin.companion.day import Tapped
from myelin.companion.forms import CompletionForm, DiaryForm, TapForm
from myelin.companion.models import Course, DiaryEntry, Infusion
from myelin.companion.schemas import (
    CompletionIn,
    CourseIn,
    CourseOut,
    DateIn,
    DayIn,
    DayOut,
    DaysOut,
    InfusionOut,
    TapIn,
    TapOut,
    TestOut,
)
from myelin.facts.models import Fact
from myelin.members.models import Member
from myelin.pack.models import Symptom

router = Router(tags=["companion"])


class Unknown(Refused):
    """The API was told a name that the pack does not have."""

    status = 422


@router.post("courses", response={201: CourseOut}, summary="Add a treatment")
def add_course(request: HttpRequest, data: CourseIn) -> Status[Course]:
    """Add a medicine to one's care; its doses are planned by the rule of the jurisdiction."""
    member = _member(request)
    therapy = queries.find_therapy(data.medicine)
    if therapy is None:
        raise Unknown(_("We do not know this medicine. Is it spelled like on the box?"))
    course = actions.add_course(
        member=member,
        therapy=therapy,
        started_on=data.started_on,
        jurisdiction=data.jurisdiction,
        time_zone=data.time_zone or member.time_zone,
        last_given_on=data.last_given_on,
        place=data.place,
        now=timezone.now(),
    )
    return Status(201, course)


@router.get("courses", response=list[CourseOut], summary="My treatments")
def courses(request: HttpRequest) -> Iterable[Course]:
    """All treatments, also those that ended; the latest first."""
    return queries.courses_of(_member(request))


@router.get("courses/{pk}", response=CourseOut, summary="One treatment")
def course(request: HttpRequest, pk: int) -> Course:
    """One treatment."""
    return _course(request, pk)


@router.get("courses/{pk}/infusions", response=list[InfusionOut], summary="The doses of a treatment")
def infusions(request: HttpRequest, pk: int, until: date | None = None) -> list[dict[str, Any]]:
    """Doses from the first one to `until` (two years ahead when left out), with the facts behind each day."""
    course = _course(request, pk)
    last = until or max(course.today(timezone.now()), course.started_on) + plans.AHEAD
    doses = queries.doses(course, until=last)
    facts = queries.facts_by_key({key for dose in doses for key in dose.due.facts})
    return [_dose(dose, facts) for dose in doses]


@router.get("courses/{pk}/tests", response=list[TestOut], summary="The tests of a treatment")
def tests(request: HttpRequest, pk: int, until: date | None = None) -> list[dict[str, Any]]:
    """Tests up to `until` (two years ahead when left out): those with a day first, then those without."""
    course = _course(request, pk)
    last = until or max(course.today(timezone.now()), course.started_on) + plans.AHEAD
    dues = queries.tests(course, until=last)
    facts = queries.facts_by_key({key for due in dues for key in due.facts})
    return [
        {
            "test": due.test,
            "due_on": due.due_on,
            "when": due.when.value,
            "infusion": due.dose,
            "facts": _facts(due.facts, facts),
        }
        for due in dues
    ]


@router.post("infusions/{pk}/completion", response=InfusionOut, summary="Mark a dose as given")
def complete(request: HttpRequest, pk: int, data: CompletionIn) -> dict[str, Any]:
    """Say on which day it was given; the doses after it follow the rule from there. Twice is safe."""
    form = CompletionForm(data.dict())
    check_form(form)
    member, infusion = _member(request), _infusion(request, pk)
    said = form.cleaned_data
    infusion = actions.complete_infusion(infusion=infusion, by=member, now=timezone.now(), **said)
    return _row(request, infusion.pk)


@router.delete("infusions/{pk}/completion", response=InfusionOut, summary="Take that back")
def take_back(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Say that it was not given after all."""
    actions.take_completion_back(infusion=_infusion(request, pk), by=_member(request), now=timezone.now())
    return _row(request, pk)


@router.put("infusions/{pk}/date", response=InfusionOut, summary="Move a dose")
def move(request: HttpRequest, pk: int, data: DateIn) -> dict[str, Any]:
    """Put it on the day that the clinic set, at an hour if one is told, or back on the rule's own."""
    infusion = _infusion(request, pk)
    hour, lasts = data.hour, data.lasts_minutes
    if "hour" not in data.model_fields_set and data.due_on == infusion.due_on:
        hour, lasts = infusion.hour, lasts or infusion.lasts_minutes
    actions.move_infusion(
        infusion=infusion,
        by=_member(request),
        to=data.due_on,
        now=timezone.now(),
        because=infusion.moved_because if data.due_on == infusion.moved_to else "",
        hour=hour,
        lasts_minutes=lasts,
        place=data.place,
    )
    return _row(request, pk)


@router.get("infusions/{pk}/taps", response=list[TapOut], summary="An infusion day")
def taps(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """What was tapped on the day of a dose and not taken back, as it happened."""
    return [_tapped(one) for one in queries.taps_of(_infusion(request, pk), _member(request))]


@router.put("infusions/{pk}/taps/{uuid}", response=TapOut, summary="Tap")
def tap(request: HttpRequest, pk: int, uuid: UUID, data: TapIn) -> dict[str, Any]:
    """Keep one thing that happened. A device that was offline sends the same key again: it is kept once."""
    form = TapForm({**data.dict(), "uuid": uuid})
    check_form(form)
    row = actions.tap(infusion=_infusion(request, pk), by=_member(request), now=timezone.now(), **form.told)
    return {"uuid": row.uuid, "kind": row.kind, "at": row.at, "said": row.said}


@router.delete("infusions/{pk}/taps/{uuid}", response={204: None}, summary="Take a tap back")
def undo_tap(request: HttpRequest, pk: int, uuid: UUID) -> Status[None]:
    """Take it back; sending it again does not bring it back. Twice is safe."""
    if not actions.undo_tap(infusion=_infusion(request, pk), by=_member(request), uuid=uuid, now=timezone.now()):
        raise Http404
    return Status(204, None)


@router.put("diary/{day}", response=DayOut, summary="Keep a day of the diary")
def save_day(request: HttpRequest, day: date, data: DayIn) -> DiaryEntry:
    """Save one day; saving it again replaces what it said."""
    member, now = _member(request), timezone.now()
    symptoms = list(Symptom.objects.named(data.symptoms))
    if len(symptoms) < len(data.symptoms):
        raise Unknown(_("We do not know one of these symptoms."))
    form = DiaryForm(DiaryForm.filled(data.mood, data.energy, data.symptoms, data.note, data.sleep), symptoms=symptoms)
    check_form(form)
    return actions.save_day(
        member=member, day=day, today=timezone.localdate(now, ZoneInfo(member.time_zone)), now=now, **form.told
    )


@router.get("diary", response=DaysOut, summary="My diary")
def diary(request: HttpRequest, after: str | None = None) -> object:
    """Days of the diary, the latest first."""
    return queries.days_page(_member(request), after=after, size=50)


def _tapped(one: Tapped) -> dict[str, Any]:
    return {"uuid": one.uuid, "kind": one.kind, "at": one.at, "said": dict(one.said)}


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user


def _course(request: HttpRequest, pk: int) -> Course:
    found = queries.course_of(_member(request), pk)
    if found is None:
        raise Http404
    return found


def _infusion(request: HttpRequest, pk: int) -> Infusion:
    found = queries.infusion_of(_member(request), pk)
    if found is None:
        raise Http404
    return found


def _row(request: HttpRequest, pk: int) -> dict[str, Any]:
    row = _infusion(request, pk)
    keys = [row.course.regimen.fact.key] if row.course.regimen is not None else []
    return {
        "id": row.pk,
        "number": row.number,
        "part": int(row.part) if row.part.isdigit() else row.part,
        "due_on": row.due_on,
        "earliest_on": row.earliest_on,
        **_appointment(row),
        "dose": {"amount": row.dose_amount, "unit": row.dose_unit},
        "is_optional": row.is_optional,
        "given_on": row.given_on,
        "facts": _facts(keys, queries.facts_by_key(keys)),
    }


def _dose(dose: queries.DatedDose, facts: Mapping[str, Fact]) -> dict[str, Any]:
    due = dose.due
    return {
        "id": dose.row.pk if dose.row is not None else None,
        "number": due.number,
        "part": due.part,
        "due_on": due.due_on,
        "earliest_on": due.earliest_on,
        **_appointment(dose.row),
        "dose": {"amount": Decimal(due.dose.amount), "unit": due.dose.unit},
        "is_optional": due.optional,
        "given_on": due.given_on,
        "facts": _facts(due.facts, facts),
    }


def _appointment(row: Infusion | None) -> dict[str, Any]:
    if row is None:
        return {"hour": None, "lasts_minutes": None, "place": ""}
    return {"hour": row.hour, "lasts_minutes": row.lasts_minutes, "place": row.place}


def _facts(keys: Iterable[str], facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    return [
        {
            "key": fact.key,
            "value": fact.value,
            "jurisdiction": fact.jurisdiction,
            "basis": fact.basis,
            "sources": [{"title": cite.source.title, "section": cite.section} for cite in fact.cites],
        }
        for key in keys
        if (fact := facts.get(key)) is not None
    ]
