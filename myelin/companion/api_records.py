"""A member's own records and results as JSON: the same forms and actions as the pages. What is not theirs is 404."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from myelin.base.api import check_form
from myelin.base.errors import Refused
from myelin.companion import actions, queries
from myelin.companion.forms import RecordForm, ResultForm
from myelin.companion.forms.results import OWN_ROWS
from myelin.companion.models import Course, Record, Result
from myelin.members.models import Member
from myelin.therapies.models import BaselineTest

router = Router(tags=["companion"])


class TooManyMeasures(Refused):
    """More things measured than a result has rows for."""

    status = 422


class RecordIn(Schema):
    """kind: relapse, mri, side_effect, medicine; what it has no box for is not read. steroids, told_team: yes, no."""

    kind: str
    began_on: date
    ended_on: date | None = None
    name: str = ""
    note: str = ""
    dose: str = ""
    schedule: str = ""
    steroids: str = ""
    told_team: str = ""
    new_lesions: int | None = None


class RecordOut(Schema):
    """Something beside the days. values: what its kind tells besides, such as dose and schedule."""

    id: int
    kind: str
    began_on: date
    ended_on: date | None
    name: str
    note: str
    values: dict[str, Any]


class RecordsOut(Schema):
    """Records, the latest first; `next` is the cursor of the page after it."""

    items: list[RecordOut]
    next: str | None


class Measure(Schema):
    """One thing that was measured, with the range on its paper. code: LOINC, of those that the test names."""

    name: str = ""
    code: str = ""
    value: str
    unit: str = ""
    low: str = ""
    high: str = ""


class ResultIn(Schema):
    """What became of a test; either day is needed."""

    ordered_on: date | None = None
    ordered_by: str = ""
    done_on: date | None = None
    is_cleared: bool = False
    repeat_on: date | None = None
    note: str = ""
    measures: list[Measure] = Field(default=[], max_length=20)


class ResultOut(Schema):
    """A result of a test."""

    id: int
    test: str
    ordered_on: date | None
    ordered_by: str
    done_on: date | None
    cleared_on: date | None
    repeat_on: date | None
    note: str
    measures: list[Measure]

    @staticmethod
    def resolve_test(result: Result) -> str:
        return result.test.slug


@router.get("records", response=RecordsOut, summary="Relapses, MRIs, side effects, medicines beside")
def records(request: HttpRequest, after: str | None = None) -> object:
    """What was noted beside the days, the latest first."""
    return queries.records_page(_member(request), after=after, size=50)


@router.post("records", response={201: RecordOut}, summary="Note something beside the days")
def note_record(request: HttpRequest, data: RecordIn) -> Status[Record]:
    """Note a relapse, an MRI, a side effect or a medicine beside."""
    return Status(201, _note(request, data, None))


@router.get("records/{pk}", response=RecordOut, summary="One record")
def record(request: HttpRequest, pk: int) -> Record:
    """One of them."""
    return _record(request, pk)


@router.put("records/{pk}", response=RecordOut, summary="Change a record")
def change_record(request: HttpRequest, pk: int, data: RecordIn) -> Record:
    """Say it anew. Its kind stays what it was."""
    return _note(request, data, _record(request, pk))


@router.delete("records/{pk}", response={204: None}, summary="Remove a record")
def remove_record(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away."""
    actions.remove_record(record=_record(request, pk), by=_member(request))
    return Status(204, None)


@router.get("courses/{pk}/tests/{slug}/results", response=list[ResultOut], summary="The results of a test")
def results(request: HttpRequest, pk: int, slug: str) -> list[Result]:
    """Of one test of a treatment, the latest first; at most a hundred."""
    course, test = _test(request, pk, slug)
    return queries.results_of(course, test, _member(request))


@router.post("courses/{pk}/tests/{slug}/results", response={201: ResultOut}, summary="Note a result")
def note_result(request: HttpRequest, pk: int, slug: str, data: ResultIn) -> Status[Result]:
    """Keep what became of a test. What is clear is ticked on the list of the dose that it was for."""
    course, test = _test(request, pk, slug)
    told = _told(request, test, data)
    return Status(
        201, actions.note_result(course=course, test=test, by=_member(request), told=told, now=timezone.now())
    )


@router.put("results/{pk}", response=ResultOut, summary="Change a result")
def change_result(request: HttpRequest, pk: int, data: ResultIn) -> Result:
    """Say it anew. Its papers stay."""
    found = _result(request, pk)
    told = _told(request, found.test, data)
    return actions.change_result(result=found, by=_member(request), told=told, now=timezone.now())


@router.delete("results/{pk}", response={204: None}, summary="Remove a result")
def remove_result(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away, with its papers."""
    actions.remove_result(result=_result(request, pk), by=_member(request), now=timezone.now())
    return Status(204, None)


def _note(request: HttpRequest, data: RecordIn, found: Record | None) -> Record:
    kind = found.kind if found is not None else data.kind
    if kind not in Record.Kind.values:
        raise Http404
    form = RecordForm(data.dict(exclude={"kind"}), kind=Record.Kind(kind))
    check_form(form)
    now = timezone.now()
    return actions.note_record(
        member=_member(request), kind=form.kind, today=timezone.localdate(now), now=now, record=found, **form.said
    )


def _told(request: HttpRequest, test: BaselineTest, data: ResultIn) -> actions.Told:
    """What a program sent, through the form of the page."""
    codes = queries.codes_of(test)
    form = ResultForm(None, author=_member(request), codes=codes)
    known = [code for code, _display in form.codes]
    free = [one for one in data.measures if one.code not in known]
    if len(free) > OWN_ROWS:
        raise TooManyMeasures(_("A result has room for two things besides those with a code of the test."))
    sent: dict[str, Any] = data.dict(exclude={"measures"})
    for number, one in [(known.index(one.code), one) for one in data.measures if one.code in known] + list(
        enumerate(free, len(known))
    ):
        sent |= {f"{key}_{number}": getattr(one, key) for key in ("name", "value", "unit", "low", "high")}
    form = ResultForm(sent, author=_member(request), codes=codes)
    check_form(form)
    return form.told


def _record(request: HttpRequest, pk: int) -> Record:
    found = queries.record_of(_member(request), pk)
    if found is None:
        raise Http404
    return found


def _result(request: HttpRequest, pk: int) -> Result:
    found = queries.result_of(_member(request), pk)
    if found is None:
        raise Http404
    return found


def _test(request: HttpRequest, pk: int, slug: str) -> tuple[Course, BaselineTest]:
    course = queries.course_of(_member(request), pk)
    test = queries.test_of(course, slug) if course is not None else None
    if course is None or test is None:
        raise Http404
    return course, test


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
