"""A member's own circle as JSON. What is not theirs is 404."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Status

from myelin.base.api import check_form
from myelin.base.http import or_404
from myelin.base.tokens import new_secret
from myelin.circle import actions, queries
from myelin.circle.api.schemas import (
    AddressOut,
    CircleOut,
    DaysIn,
    InvitationOut,
    InviteIn,
    LooksOut,
    NotesOut,
    PersonOut,
    ScopesIn,
    TaskIn,
    TaskOut,
)
from myelin.circle.forms import BoardForm, InviteForm, ScopesForm, TaskForm
from myelin.circle.models import Carer, CircleInvitation, Observation, Task
from myelin.companion import queries as companion
from myelin.discussion.api import member_of

router = Router(tags=["circle"])


@router.get("circle", response=CircleOut, summary="My circle")
def care_circle(request: HttpRequest) -> dict[str, Any]:
    """Whom one let in and how far, what would help, who takes what."""
    found = queries.circle_of(member_of(request), timezone.now())
    return {
        "people": [_person(one.carer) for one in found.people],
        "invitations": [_invitation(row) for row in found.invitations],
        "tasks": found.tasks,
        "steps": found.steps,
        "link_ends_at": found.board.ends_at if found.board is not None else None,
        "is_tired": found.is_tired,
    }


@router.get("circle/notes", response=NotesOut, summary="What others noted about me")
def notes_about_me(request: HttpRequest, after: str | None = None) -> object:
    """All notes, hidden ones too, the newest first."""
    return queries.notes_about(member_of(request), after=after)


@router.get("circle/looks", response=LooksOut, summary="Who looked")
def looks_at_me(request: HttpRequest, after: str | None = None) -> object:
    """Who looked, and at what, the newest first. Nobody can change it."""
    return queries.log_of(member_of(request), after=after)


@router.post("circle/invitations", response={201: InvitationOut}, summary="Let somebody in")
def invite_carer(request: HttpRequest, data: InviteIn) -> Status[dict[str, Any]]:
    """Ask a member by name, or whoever reads a mailbox: those get a letter with the only copy of the link."""
    member, now = member_of(request), timezone.now()
    form = InviteForm(data.dict(), member=member)
    check_form(form)
    if form.person is not None:
        return Status(201, _invitation(actions.invite(member=member, person=form.person, now=now, **form.offer)))
    secret = new_secret()
    link = request.build_absolute_uri(reverse("circle:invited", args=[secret]))
    row = actions.invite_by_mail(
        member=member, address=form.cleaned_data["who"], link=link, secret=secret, now=now, **form.offer
    )
    return Status(201, _invitation(row))


@router.delete("circle/invitations/{pk}", response={204: None}, summary="Take an invitation back")
def withdraw_carer(request: HttpRequest, pk: int) -> Status[None]:
    """Take it back; its link ends."""
    found = or_404(queries.invitation_of(member_of(request), pk))
    actions.withdraw_invitation(invitation=found, by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.put("circle/people/{handle}", response=PersonOut, summary="Say what somebody may see")
def set_scopes(request: HttpRequest, handle: str, data: ScopesIn) -> dict[str, Any]:
    """Say it anew: what is not named ends at once, on pages, in calendars and on streams."""
    member, carer = member_of(request), _carer(request, handle)
    sent: dict[str, Any] = {}
    for span in data.scopes:
        sent |= {span.kind.value: True, f"{span.kind.value}_since": span.since, f"{span.kind.value}_until": span.until}
    form = ScopesForm(sent, member=member)
    check_form(form)
    actions.set_scopes(carer=carer, by=member, spans=form.spans, now=timezone.now())
    return _person(_carer(request, handle))


@router.delete("circle/people/{handle}", response={204: None}, summary="Show somebody out")
def show_out(request: HttpRequest, handle: str) -> Status[None]:
    """Stop all of it, at once."""
    actions.end(carer=_carer(request, handle), by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.put("circle/tired", response={204: None}, summary="Tell the circle one word")
def tell_tired(request: HttpRequest) -> Status[None]:
    """“Tired today”, to those who may hear it. Twice is once."""
    actions.tell_tired(member=member_of(request), now=timezone.now())
    return Status(204, None)


@router.delete("circle/tired", response={204: None}, summary="Take the word back")
def take_tired_back(request: HttpRequest) -> Status[None]:
    """Take it back, with its news. Twice is safe."""
    actions.take_tired_back(member=member_of(request), now=timezone.now())
    return Status(204, None)


@router.post("circle/tasks", response={201: TaskOut}, summary="Put something that would help on the list")
def add_task(request: HttpRequest, data: TaskIn) -> Status[Task]:
    """Put it on the list that the circle sees."""
    member, form = member_of(request), TaskForm(data.dict())
    check_form(form)
    told = dict(form.cleaned_data)
    infusion = companion.next_infusion(member) if told.pop("for_dose") else None
    return Status(201, actions.add_task(member=member, infusion=infusion, now=timezone.now(), **told))


@router.delete("circle/tasks/{pk}", response={204: None}, summary="Take it off the list")
def remove_task(request: HttpRequest, pk: int) -> Status[None]:
    """Take it off."""
    actions.remove_task(task=_task(request, pk), by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.delete("circle/tasks/{pk}/taking", response={204: None}, summary="Open it again")
def free_task(request: HttpRequest, pk: int) -> Status[None]:
    """Open it again, whoever had taken it."""
    actions.free_task(task=_task(request, pk), by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.post("circle/link", response={201: AddressOut}, summary="Make the link to the list")
def open_board(request: HttpRequest, data: DaysIn) -> Status[dict[str, str]]:
    """Make a secret link for whoever has no account; the one before it ends."""
    form = BoardForm(data.dict())
    check_form(form)
    secret = actions.open_board(member=member_of(request), days=form.cleaned_data["days"], now=timezone.now())
    return Status(201, {"address": request.build_absolute_uri(reverse("circle:link", args=[secret]))})


@router.delete("circle/link", response={204: None}, summary="End the link")
def end_board(request: HttpRequest) -> Status[None]:
    """End it, at once. Twice is safe."""
    actions.end_board(member=member_of(request), now=timezone.now())
    return Status(204, None)


@router.put("circle/notes/{pk}/hiding", response={204: None}, summary="Fold a note away")
def hide_note(request: HttpRequest, pk: int) -> Status[None]:
    """Fold it away; it stays among all notes. Twice is safe."""
    actions.hide_observation(observation=_note(request, pk), by=member_of(request), now=timezone.now())
    return Status(204, None)


@router.delete("circle/notes/{pk}/hiding", response={204: None}, summary="Unfold a note")
def show_note(request: HttpRequest, pk: int) -> Status[None]:
    """Unfold it. Twice is safe."""
    actions.show_observation(observation=_note(request, pk), by=member_of(request))
    return Status(204, None)


@router.delete("circle/notes/{pk}", response={204: None}, summary="Delete a note about me")
def remove_note(request: HttpRequest, pk: int) -> Status[None]:
    """Delete it, for both."""
    actions.remove_observation(observation=_note(request, pk), by=member_of(request), now=timezone.now())
    return Status(204, None)


def _carer(request: HttpRequest, handle: str) -> Carer:
    return or_404(queries.carer_of(member_of(request), handle))


def _task(request: HttpRequest, pk: int) -> Task:
    return or_404(queries.task_of(member_of(request), pk))


def _note(request: HttpRequest, pk: int) -> Observation:
    return or_404(queries.note_of(member_of(request), pk))


def _person(carer: Carer) -> dict[str, Any]:
    person = carer.person
    told = {"called": carer.called, "accepted_at": carer.accepted_at, "scopes": list(carer.scopes.all())}
    return {"handle": person.handle, "name": person.name, **told}


def _invitation(row: CircleInvitation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "handle": row.person.handle if row.person is not None else None,
        "address": row.address,
        "called": row.called,
        "scopes": row.scopes,
        "until": row.until,
        "ends_at": row.ends_at,
    }
