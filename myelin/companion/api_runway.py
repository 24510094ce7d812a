"""The way to a dose as JSON: the same forms and actions as the pages. What is not one's own is 404."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from myelin.base.api import check_form
from myelin.companion import actions, queries
from myelin.companion.forms import OwnStepForm, StepForm
from myelin.companion.models import Infusion
from myelin.members.models import Member

router = Router(tags=["companion"])


class StepIn(Schema):
    """answer: done, not_yet, they_call, not_needed."""

    answer: str
    who: str = ""
    reference: str = ""
    note: str = ""


class OwnStepIn(Schema):
    """A step of one's own. owner: me, clinic, center, pharmacy, insurer, companion. days_before: below zero, after."""

    title: str
    owner: str = "me"
    days_before: int


class StepOut(Schema):
    """A step of the way. state: done, not_needed, waits, late, open; said: what was noted about it."""

    key: str
    title: str
    owner: str
    due_on: date
    state: str
    blocks: bool
    waits_for: list[str]
    said: dict[str, str]


class RunwayOut(Schema):
    """The way to a dose. first: the key of the step that can be done now; sentence: what one could say on the phone."""

    steps: list[StepOut]
    in_the_way: int
    first: str | None
    sentence: str


@router.get("infusions/{pk}/runway", response=RunwayOut, summary="The way to a dose")
def runway(request: HttpRequest, pk: int) -> dict[str, object]:
    """What has to be in place, who can do it, what waits for what, and what to do first."""
    return _told(request, _infusion(request, pk))


@router.put("infusions/{pk}/steps/{key}", response=RunwayOut, summary="Note a step")
def note_step(request: HttpRequest, pk: int, key: str, data: StepIn) -> dict[str, object]:
    """Say what became of a step; saying it again replaces what was said. A photo stays."""
    infusion, member = _infusion(request, pk), _member(request)
    shown = _shown(request, infusion, key)
    form = StepForm(data.dict(), author=member, key=key)
    check_form(form)
    number = shown.noted.number if shown.noted is not None else None
    actions.note_step(
        infusion=infusion, kind=shown.step.kind, by=member, number=number, now=timezone.now(), **form.told
    )
    return _told(request, infusion)


@router.post("infusions/{pk}/steps", response={201: RunwayOut}, summary="Put a step of one's own on the way")
def add_step(request: HttpRequest, pk: int, data: OwnStepIn) -> Status[dict[str, object]]:
    """Add a step; it never stands in the way of the dose."""
    infusion, form = _infusion(request, pk), OwnStepForm(data.dict())
    check_form(form)
    actions.add_step(infusion=infusion, by=_member(request), now=timezone.now(), **form.cleaned_data)
    return Status(201, _told(request, infusion))


@router.delete("infusions/{pk}/steps/{key}", response={204: None}, summary="Take a step of one's own off the way")
def remove_step(request: HttpRequest, pk: int, key: str) -> Status[None]:
    """Take it off. Steps of the plan stay; say “not needed” about them."""
    infusion = _infusion(request, pk)
    noted = _shown(request, infusion, key).noted
    if noted is not None:
        actions.remove_step(infusion=infusion, by=_member(request), number=noted.number)
    return Status(204, None)


def _told(request: HttpRequest, infusion: Infusion) -> dict[str, object]:
    way = _way(request, infusion)
    return {
        "steps": [_step(shown) for shown in way.steps],
        "in_the_way": way.in_the_way,
        "first": way.call.step.step.key if way.call is not None else None,
        "sentence": way.call.sentence if way.call is not None else "",
    }


def _step(shown: queries.Shown) -> dict[str, object]:
    step = shown.step
    said = dict(shown.noted.said) if shown.noted is not None else {}
    return {
        "key": step.key,
        "title": shown.title,
        "owner": step.owner,
        "due_on": step.due_on,
        "state": step.state.value,
        "blocks": step.blocks,
        "waits_for": [kind.value for kind in step.open_before],
        "said": {key: said[key] for key in ("answer", "who", "reference", "note") if key in said},
    }


def _way(request: HttpRequest, infusion: Infusion) -> queries.Runway:
    return queries.runway_of(infusion, _member(request), today=infusion.course.today(timezone.now()))


def _shown(request: HttpRequest, infusion: Infusion, key: str) -> queries.Shown:
    """A step that can be noted."""
    for shown in _way(request, infusion).steps:
        if shown.step.key == key and not shown.is_noted_elsewhere:
            return shown
    raise Http404


def _infusion(request: HttpRequest, pk: int) -> Infusion:
    found = queries.infusion_of(_member(request), pk)
    if found is None:
        raise Http404
    return found


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
