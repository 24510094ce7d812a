"""What was agreed on at a visit, and what it became in the care."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from myelin.base.api import check_form
from myelin.base.http import or_404
from myelin.discussion.api import member_of
from myelin.visits import actions, queries
from myelin.visits.api.asking import my_visit
from myelin.visits.forms import AgreedForm
from myelin.visits.models import Agreed

router = Router(tags=["visits"])


class AgreedIn(Schema):
    """One thing. owner: me, clinic, center, pharmacy, insurer, companion. becomes: one of `can_become`."""

    words: str
    owner: str = "me"
    until: date | None = None
    becomes: str = ""


class LineOut(Schema):
    """One thing that was agreed on, with the number of the step, the result or the reminder that it became."""

    id: int
    words: str
    owner: str
    until: date | None
    step: int | None
    result: int | None
    reminder: int | None


class ChoiceOut(Schema):
    """Something that a line can become."""

    becomes: str
    title: str


class AgreedOut(Schema):
    """What was agreed on, in the order it was noted, and what one more line can become."""

    items: list[LineOut]
    can_become: list[ChoiceOut]


@router.get("visits/{pk}/agreed", response=AgreedOut, summary="What we agreed on")
def agreed(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What, who, until when."""
    lines = queries.agreed_at(my_visit(request, pk), member_of(request))
    return {
        "items": [_line(line.agreed) for line in lines],
        "can_become": [{"becomes": key, "title": str(title)} for key, title in _form(request, None).can_become],
    }


@router.post("visits/{pk}/agreed", response={201: LineOut}, summary="Note what was agreed on")
def agree(request: HttpRequest, pk: int, data: AgreedIn) -> Status[dict[str, Any]]:
    """Note one thing, and let it become a step, a test or a reminder."""
    found, form = my_visit(request, pk), _form(request, data.dict())
    check_form(form)
    return Status(201, _line(actions.agree(visit=found, by=member_of(request), now=timezone.now(), **form.told)))


@router.delete("visits/{pk}/agreed/{line}", response={204: None}, summary="Remove a line")
def remove_agreed(request: HttpRequest, pk: int, line: int) -> Status[None]:
    """Take it away; what it became stays in the care."""
    member = member_of(request)
    row = or_404(queries.agreed_of(member, my_visit(request, pk), line))
    actions.take_back(agreed=row, by=member, now=timezone.now())
    return Status(204, None)


def _form(request: HttpRequest, sent: dict[str, Any] | None) -> AgreedForm:
    tests, has_dose = queries.what_it_can_become(member_of(request))
    return AgreedForm(sent, tests=tests, has_dose=has_dose)


def _line(row: Agreed) -> dict[str, Any]:
    told = {"step": row.step_id, "result": row.result_id, "reminder": row.reminder_id}
    return {"id": row.pk, "words": row.words, "owner": row.said.get("owner", ""), "until": row.by, **told}
