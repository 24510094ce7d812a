"""Doses as a calendar file (RFC 5545). Whoever holds the address reads it, so it says “Appointment” unless asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from myelin.companion.models import Infusion
from myelin.companion.queries.appointments import medicine_and_dose


def calendar(doses: Iterable[Infusion], *, shows_detail: bool, now: datetime) -> bytes:
    """Write one event for each dose, for the whole day while its hour is not known; their ids stay the same when they move."""
    return _file(_event(dose, shows_detail=shows_detail, now=now) for dose in doses)


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment as a calendar knows it: the number of its dose, its day, and its moment if the hour is known."""

    number: int
    day: date
    starts_at: datetime | None = None
    lasts_minutes: int | None = None


def appointments(days: Iterable[Booked], *, now: datetime) -> bytes:
    """The same for somebody who may know the days and hours alone."""
    return _file(_appointment(booked, now) for booked in days)


def _file(events: Iterable[Event]) -> bytes:
    file = Calendar()
    file.add("prodid", "-//Myelin//Companion//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", _("Appointments"))
    for event in events:
        file.add_component(event)
    return bytes(file.to_ical())


def _event(dose: Infusion, *, shows_detail: bool, now: datetime) -> Event:
    event = _appointment(Booked(dose.pk, dose.on, dose.starts_at, dose.lasts_minutes), now)
    if shows_detail:
        event["summary"] = vText(medicine_and_dose(dose))
        if dose.place:
            event.add("location", dose.place)
    return event


def _appointment(booked: Booked, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"appointment-{booked.number}@myelin")
    event.add("dtstamp", now)
    if booked.starts_at is None:
        event.add("dtstart", booked.day)
        event.add("dtend", booked.day + timedelta(days=1))
    else:
        # In UTC: a file that names no zone says nothing of where somebody lives.
        event.add("dtstart", booked.starts_at.astimezone(UTC))
        if booked.lasts_minutes is not None:
            event.add("duration", timedelta(minutes=booked.lasts_minutes))
    event.add("class", "PRIVATE")
    event.add("summary", _("Appointment"))
    return event
