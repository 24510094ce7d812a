"""Doses as a calendar file (RFC 5545). Whoever holds the address reads it, so it says “Appointment” unless asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from myelin.companion.models import Infusion


def calendar(doses: Iterable[Infusion], *, shows_detail: bool, now: datetime) -> bytes:
    """Write one event a day that a dose is on; their ids stay the same when they move."""
    file = Calendar()
    file.add("prodid", "-//Myelin//Companion//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", _("Appointments"))
    for dose in doses:
        file.add_component(_event(dose, shows_detail=shows_detail, now=now))
    return bytes(file.to_ical())


def _event(dose: Infusion, *, shows_detail: bool, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"appointment-{dose.pk}@myelin")
    event.add("dtstamp", now)
    event.add("dtstart", dose.on)
    event.add("dtend", dose.on + timedelta(days=1))
    event.add("class", "PRIVATE")
    if shows_detail:
        event.add("summary", _("%(name)s, dose %(number)d") % {"name": dose.course.name, "number": dose.number})
        if dose.course.place:
            event.add("location", dose.course.place)
    else:
        event.add("summary", _("Appointment"))
    return event
