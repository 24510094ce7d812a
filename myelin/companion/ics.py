"""Doses as a calendar file (RFC 5545). Whoever holds the address reads it, so it says “Appointment” unless asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from myelin.companion.models import Infusion


def calendar(doses: Iterable[Infusion], *, shows_detail: bool, now: datetime) -> bytes:
    """Write one event a day that a dose is on; their ids stay the same when they move."""
    return _file(_event(dose, shows_detail=shows_detail, now=now) for dose in doses)


def appointments(days: Iterable[tuple[int, date]], *, now: datetime) -> bytes:
    """The same for somebody who may know the days alone: the number of each dose, and its day."""
    return _file(_appointment(number, day, now) for number, day in days)


def _file(events: Iterable[Event]) -> bytes:
    file = Calendar()
    file.add("prodid", "-//Myelin//Companion//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", _("Appointments"))
    for event in events:
        file.add_component(event)
    return bytes(file.to_ical())


def _event(dose: Infusion, *, shows_detail: bool, now: datetime) -> Event:
    event = _appointment(dose.pk, dose.on, now)
    if shows_detail:
        event["summary"] = vText(_("%(name)s, dose %(number)d") % {"name": dose.course.name, "number": dose.number})
        if dose.course.place:
            event.add("location", dose.course.place)
    return event


def _appointment(number: int, day: date, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"appointment-{number}@myelin")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("class", "PRIVATE")
    event.add("summary", _("Appointment"))
    return event
