"""Visits: when, with whom, what to ask, what to leave out, and the page that is made from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from myelin.base.api import check_form
from myelin.companion.queries import read_diary
from myelin.companion.schemas import DaysOut
from myelin.discussion.api import member_of
from myelin.visits import actions, fhir, pdf, queries
from myelin.visits.api.asking import leaving, material, my_visit, today_of
from myelin.visits.brief import as_json
from myelin.visits.forms import BriefForm, PartsForm, VisitForm
from myelin.visits.models import Visit

router = Router(tags=["visits"])


class VisitIn(Schema):
    """A new visit. since: the first day its page tells of; the last visit, or a year ago, when left out."""

    on: date
    with_whom: str = ""
    since: date | None = None


class WordsIn(Schema):
    """All that one writes on the page. questions: three at most. draws: use the diary although one hides charts."""

    on: date
    since: date
    with_whom: str = ""
    questions: list[str] = Field(default=[], max_length=3)
    note: str = ""
    tells_hidden: bool = False
    draws: bool = False


class VisitOut(Schema):
    """A visit, and what one wrote on its page. hidden: keys of parts and rows that are left out."""

    id: int
    on: date
    since: date
    with_whom: str
    questions: list[str]
    note: str
    hidden: list[str]
    tells_hidden: bool
    draws: bool

    @staticmethod
    def resolve_hidden(visit: Visit) -> list[str]:
        return sorted(visit.hidden)


class VisitsOut(Schema):
    """Visits, the latest first; `next` is the cursor of the page after it."""

    items: list[VisitOut]
    next: str | None


class RowOut(Schema):
    """One line of the page."""

    key: str
    name: str
    words: str


class PartOut(Schema):
    """One heading of the page with its lines. empty: what is said when there are none."""

    key: str
    title: str
    lead: str
    empty: str
    rows: list[RowOut]


class PageOut(Schema):
    """The page. left_out: how many parts are missing something; 0 as well when that is not to be told."""

    name: str
    eyebrow: str
    under: str
    note: str
    left_out: int
    parts: list[PartOut]


class HiddenIn(Schema):
    """Keys of parts ("tests") and rows ("record/12") to leave out; all others are shown."""

    hidden: list[str]


@router.get("visits", response=VisitsOut, summary="My visits")
def visits(request: HttpRequest, after: str | None = None) -> object:
    """Visits so far and to come, the latest first."""
    return queries.visits_page(member_of(request), after=after, size=30)


@router.post("visits", response={201: VisitOut}, summary="Begin the page for a visit")
def make_visit(request: HttpRequest, data: VisitIn) -> Status[Visit]:
    """Begin it. Nothing is sent to anyone."""
    form = VisitForm(data.dict())
    check_form(form)
    return Status(201, actions.make_visit(member=member_of(request), now=timezone.now(), **form.cleaned_data))


@router.get("visits/{pk}", response=VisitOut, summary="One visit")
def visit(request: HttpRequest, pk: int) -> Visit:
    """One of them."""
    return my_visit(request, pk)


@router.put("visits/{pk}", response=VisitOut, summary="Write on the page")
def write_visit(request: HttpRequest, pk: int, data: WordsIn) -> Visit:
    """Say anew when it is, with whom, what to ask. What is hidden stays hidden."""
    found, member = my_visit(request, pk), member_of(request)
    asked = {f"question_{number}": words for number, words in enumerate(data.questions, 1)}
    hides = read_diary(member, today_of(request)).hides_charts
    form = BriefForm({**data.dict(exclude={"questions"}), **asked}, hides_charts=hides)
    check_form(form)
    return actions.write_visit(visit=found, by=member, now=timezone.now(), **form.told)


@router.delete("visits/{pk}", response={204: None}, summary="Remove a visit")
def remove_visit(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away, with its links, which end at once."""
    actions.remove_visit(visit=my_visit(request, pk), by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.get("visits/{pk}/page", response=PageOut, summary="The page for a visit")
def visit_page(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The page as it leaves, whole: on paper its longest parts are told of in a number."""
    return as_json(leaving(request, material(request, my_visit(request, pk))))


@router.get("visits/{pk}/parts", response=PageOut, summary="All that the page could tell")
def visit_parts(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The page with what is hidden, to choose from."""
    return as_json(
        queries.brief_of(material(request, my_visit(request, pk)), member_of(request), today=today_of(request))
    )


@router.put("visits/{pk}/parts", response=VisitOut, summary="Choose what the page leaves out")
def hide_parts(request: HttpRequest, pk: int, data: HiddenIn) -> Visit:
    """Leave out what is named, and show the rest."""
    found, hidden = my_visit(request, pk), set(data.hidden)
    brief = queries.brief_of(material(request, found), member_of(request), today=today_of(request))
    form = PartsForm({"offered": sorted(brief.keys | hidden), "shown": sorted(brief.keys - hidden)}, brief=brief)
    check_form(form)
    return actions.hide(visit=found, by=member_of(request), now=timezone.now(), **form.cleaned_data)


@router.get("visits/{pk}/entries", response=DaysOut, summary="The days behind a page")
def visit_entries(request: HttpRequest, pk: int, after: str | None = None) -> object:
    """The days of the diary that its numbers were made from, the latest first."""
    stretch = queries.stretch_of(my_visit(request, pk), today_of(request))
    return queries.entries_page(member_of(request), stretch.before, stretch.until, after=after, size=30)


@router.get("visits/{pk}/page.pdf", response={200: bytes}, summary="The page on paper")
def visit_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as a PDF."""
    brief = leaving(request, material(request, my_visit(request, pk)))
    return HttpResponse(pdf.paper(brief), content_type="application/pdf")


@router.get("visits/{pk}/page.fhir.json", summary="The page for another program")
def visit_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page tells, as a FHIR R4 bundle."""
    found, now = material(request, my_visit(request, pk)), timezone.now()
    content = fhir.bundle_of(found, leaving(request, found), member_of(request), now=now)
    return HttpResponse(content, content_type="application/fhir+json")
