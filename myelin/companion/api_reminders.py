"""A member's own reminders as JSON. Nobody else's is ever here: what is not theirs is 404."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from myelin.base.api import check_form
from myelin.companion import actions, queries
from myelin.companion.forms import LaterForm, ReminderForm
from myelin.companion.models import Reminder
from myelin.members.models import Member

router = Router(tags=["companion"])


class ReminderIn(Schema):
    """kind: own, medicine, dose, test. times: HH:MM, local, at most four. record: which medicine beside.

    weekdays: Monday is 0. days_before: of a dose or a test.
    """

    kind: str
    times: list[str]
    words: str = ""
    record: int | None = None
    weekdays: list[int] = [0, 1, 2, 3, 4, 5, 6]
    days_before: list[int] = []
    first_on: date | None = None
    last_on: date | None = None
    by_mail: bool = False
    on_devices: bool = False
    in_quiet_hours: bool = False


class ReminderOut(Schema):
    """A reminder. `waits` is true once it was told and until it is answered or put off."""

    id: int
    kind: str
    words: str
    times: list[time]
    record: int | None
    weekdays: list[int]
    days_before: list[int]
    first_on: date | None
    last_on: date | None
    by_mail: bool
    on_devices: bool
    in_quiet_hours: bool
    next_at: datetime | None
    waits: bool
    paused_at: datetime | None

    @staticmethod
    def resolve_record(row: Reminder) -> int | None:
        return row.record_id

    @staticmethod
    def resolve_waits(row: Reminder) -> bool:
        return row.told_at is not None


class RemindersOut(Schema):
    """Reminders, the latest first; `next` is the cursor of the page after it."""

    items: list[ReminderOut]
    next: str | None


class LaterIn(Schema):
    """later: minutes (10), hour, evening, morning."""

    later: str


@router.get("reminders", response=RemindersOut, summary="My reminders")
def reminders(request: HttpRequest, after: str | None = None) -> object:
    """All that are set, the latest first."""
    return queries.reminders_page(_member(request), after=after, size=50)


@router.post("reminders", response={201: ReminderOut}, summary="Set a reminder")
def set_reminder(request: HttpRequest, data: ReminderIn) -> Status[Reminder]:
    """Set a reminder. Mail and devices say that one waits, and never which."""
    return Status(201, _set(request, data, None))


@router.put("reminders/{pk}", response=ReminderOut, summary="Change a reminder")
def change_reminder(request: HttpRequest, pk: int, data: ReminderIn) -> Reminder:
    """Say it anew. Its kind stays what it was."""
    return _set(request, data, _mine(request, pk))


@router.delete("reminders/{pk}", response={204: None}, summary="End a reminder")
def end_reminder(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away, with what it says."""
    actions.end_reminder(reminder=_mine(request, pk), by=_member(request))
    return Status(204, None)


@router.post("reminders/{pk}/answer", response=ReminderOut, summary="Done")
def answer_reminder(request: HttpRequest, pk: int) -> Reminder:
    """Say that it is done. Twice is safe."""
    actions.answer_reminder(reminder=_mine(request, pk), by=_member(request))
    return _mine(request, pk)


@router.post("reminders/{pk}/later", response=ReminderOut, summary="Put it off")
def put_off(request: HttpRequest, pk: int, data: LaterIn) -> Reminder:
    """Have one that waits come back later."""
    form = LaterForm(data.dict())
    check_form(form)
    later = form.cleaned_data["later"]
    actions.put_off_reminder(reminder=_mine(request, pk), by=_member(request), later=later, now=timezone.now())
    return _mine(request, pk)


@router.put("reminders/{pk}/pause", response=ReminderOut, summary="Pause a reminder")
def pause_reminder(request: HttpRequest, pk: int) -> Reminder:
    """Let it rest. Twice is safe."""
    actions.pause_reminder(reminder=_mine(request, pk), by=_member(request), now=timezone.now())
    return _mine(request, pk)


@router.delete("reminders/{pk}/pause", response=ReminderOut, summary="Have a reminder speak again")
def resume_reminder(request: HttpRequest, pk: int) -> Reminder:
    """Have it speak again from now on. Twice is safe."""
    actions.resume_reminder(reminder=_mine(request, pk), by=_member(request), now=timezone.now())
    return _mine(request, pk)


def _set(request: HttpRequest, data: ReminderIn, reminder: Reminder | None) -> Reminder:
    member = _member(request)
    kind = reminder.kind if reminder is not None else data.kind
    if kind not in Reminder.BY_HAND:
        raise Http404
    medicines = queries.medicines_beside(member)
    form = ReminderForm(_sent(data), kind=Reminder.Kind(kind), medicines=medicines)
    check_form(form)
    return actions.set_reminder(member=member, wish=form.wish, now=timezone.now(), reminder=reminder)


def _sent(data: ReminderIn) -> dict[str, Any]:
    """What a program sent, as the form's fields."""
    names = ("time", "time_2", "time_3", "time_4")
    lists = {name: [str(one) for one in getattr(data, name)] for name in ("weekdays", "days_before")}
    return {**data.dict(exclude={"times"}), **lists, **dict(zip(names, data.times, strict=False))}


def _mine(request: HttpRequest, pk: int) -> Reminder:
    found = queries.reminder_of(_member(request), pk)
    if found is None:
        raise Http404
    return found


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
