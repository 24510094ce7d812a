"""Those whom one cares for, as JSON: what they let one see and do now, and nothing else. Each look stands in their log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Status

from myelin.base.api import check_form
from myelin.base.http import or_404
from myelin.circle import actions, queries
from myelin.circle.api.schemas import AddressOut, CaresOut, OwnNoteIn, OwnNoteOut, OwnNotesOut, SeenOut
from myelin.circle.forms import NoteForm
from myelin.circle.models import CircleInvitation, LookKind, Observation, Task
from myelin.circle.queries import Cared
from myelin.companion.models import Infusion
from myelin.discussion.api import member_of

router = Router(tags=["circle"])


@router.get("cares", response=CaresOut, summary="People I care for")
def cares(request: HttpRequest) -> dict[str, Any]:
    """Those one cares for, the newest first, and invitations that wait for an answer."""
    member = member_of(request)
    return {
        "people": [{"handle": row.member.handle, "name": row.member.name} for row in queries.cares_for(member)],
        "invitations": [_asked(row) for row in queries.invitations_to(member, timezone.now())],
    }


@router.put("cares/invitations/{pk}", response=SeenOut, summary="Say yes")
def say_yes_to_care(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Be in somebody's circle from now on, with what was offered."""
    found = _invitation(request, pk)
    actions.accept(invitation=found, person=member_of(request), now=timezone.now())
    return cared_for(request, found.member.handle)


@router.delete("cares/invitations/{pk}", response={204: None}, summary="Say no")
def say_no_to_care(request: HttpRequest, pk: int) -> Status[None]:
    """Say no. Nobody is told."""
    actions.decline(invitation=_invitation(request, pk), person=member_of(request), now=timezone.now())
    return Status(204, None)


@router.get("cares/{handle}", response=SeenOut, summary="Somebody I care for")
def cared_for(request: HttpRequest, handle: str) -> dict[str, Any]:
    """What they let one see, and nothing else."""
    cared, now = _cared(request, handle), timezone.now()
    seen = queries.seen_by(cared, now)
    actions.note_looks(member=cared.member, person=member_of(request), kinds=seen.kinds(cared), now=now)
    return {
        "handle": cared.member.handle,
        "name": cared.member.name,
        "scopes": sorted(cared.scopes),
        "is_tired": seen.is_tired if cared.hears_words else None,
        "dates": [one.day for one in seen.dates] if cared.shows_dates else None,
        "appointments": seen.dates if cared.shows_dates else None,
        "way": seen.way,
        "tasks": seen.lines,
    }


@router.delete("cares/{handle}", response={204: None}, summary="Leave a circle")
def leave_care(request: HttpRequest, handle: str) -> Status[None]:
    """Leave it: what one sees of each other there ends at once."""
    actions.end(carer=_cared(request, handle).carer, by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.get("cares/{handle}/notes", response=OwnNotesOut, summary="What I noted about somebody")
def notes_of_mine(request: HttpRequest, handle: str, after: str | None = None) -> object:
    """One's own notes about them, the newest first."""
    cared = _who_takes_notes(request, handle)
    actions.note_look(member=cared.member, person=member_of(request), kind=LookKind.NOTES, now=timezone.now())
    return queries.notes_by(cared, after=after)


@router.post("cares/{handle}/notes", response={201: OwnNoteOut}, summary="Note something about somebody")
def observe(request: HttpRequest, handle: str, data: OwnNoteIn) -> Status[Observation]:
    """Note it, for both to read, apart from their diary."""
    cared, form, now = _who_takes_notes(request, handle), NoteForm(data.dict()), timezone.now()
    check_form(form)
    day = queries.day_of(cared.member, now)
    return Status(201, actions.observe(carer=cared.carer, text=form.cleaned_data["text"], day=day, now=now))


@router.put("cares/{handle}/tasks/{pk}/taking", response={204: None}, summary="Take a task")
def take_task(request: HttpRequest, handle: str, pk: int) -> Status[None]:
    """Do it. Whoever is first does it; taking it again is safe."""
    cared = _cared(request, handle)
    actions.take_task(task=_task(cared, pk), carer=cared.carer, now=timezone.now())
    return Status(204, None)


@router.delete("cares/{handle}/tasks/{pk}/taking", response={204: None}, summary="Give a task back")
def give_task_back(request: HttpRequest, handle: str, pk: int) -> Status[None]:
    """It is open again."""
    cared = _cared(request, handle)
    actions.give_back(task=_task(cared, pk), carer=cared.carer, now=timezone.now())
    return Status(204, None)


@router.put("cares/{handle}/steps/{pk}/{key}/taking", response={204: None}, summary="Take a step of the plan")
def take_step(request: HttpRequest, handle: str, pk: int, key: str) -> Status[None]:
    """Do a step of the way to a dose. Whoever is first does it; taking it again is safe."""
    cared = _cared(request, handle)
    actions.take_step(carer=cared.carer, infusion=_dose(cared, pk, key), key=key, now=timezone.now())
    return Status(204, None)


@router.delete("cares/{handle}/steps/{pk}/{key}/taking", response={204: None}, summary="Give a step back")
def give_step_back(request: HttpRequest, handle: str, pk: int, key: str) -> Status[None]:
    """It is open again."""
    cared = _cared(request, handle)
    actions.give_step_back(carer=cared.carer, infusion=_dose(cared, pk, key), key=key, now=timezone.now())
    return Status(204, None)


@router.post("cares/{handle}/calendar", response={201: AddressOut}, summary="Their dates for my calendar")
def open_care_feed(request: HttpRequest, handle: str) -> Status[dict[str, str]]:
    """Make a secret address for a calendar program; the one before it ends."""
    secret = actions.open_feed(carer=_who_shows_dates(request, handle).carer, now=timezone.now())
    return Status(201, {"address": request.build_absolute_uri(reverse("circle:feed", args=[secret]))})


@router.delete("cares/{handle}/calendar", response={204: None}, summary="Stop that calendar")
def close_care_feed(request: HttpRequest, handle: str) -> Status[None]:
    """Stop the address from working. Twice is safe."""
    actions.close_feed(carer=_who_shows_dates(request, handle).carer)
    return Status(204, None)


def _cared(request: HttpRequest, handle: str) -> Cared:
    """The gate: somebody who lets whoever asks in, or 404."""
    return or_404(queries.cared(member_of(request), handle, timezone.now()))


def _who_takes_notes(request: HttpRequest, handle: str) -> Cared:
    cared = _cared(request, handle)
    return or_404(cared if cared.takes_notes else None)


def _who_shows_dates(request: HttpRequest, handle: str) -> Cared:
    cared = _cared(request, handle)
    return or_404(cared if cared.shows_dates else None)


def _task(cared: Cared, pk: int) -> Task:
    return or_404(queries.task_for(cared, pk))


def _dose(cared: Cared, pk: int, key: str) -> Infusion:
    """The dose that a step belongs to, where it can be taken."""
    return or_404(queries.step_for(cared, pk, key, timezone.now()))


def _invitation(request: HttpRequest, pk: int) -> CircleInvitation:
    return or_404(queries.invitation_for(member_of(request), pk, timezone.now()))


def _asked(row: CircleInvitation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "handle": row.member.handle,
        "name": row.member.name,
        "scopes": row.scopes,
        "until": row.until,
        "ends_at": row.ends_at,
    }
