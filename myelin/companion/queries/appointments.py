"""When a dose is, in words."""

from __future__ import annotations

from datetime import time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from myelin.companion.models import Infusion


def when(infusion: Infusion, day_format: str) -> str:
    """Its day, with its hour if that is known: "Tuesday, December 1, 9:00 AM"."""
    return at_hour(date_format(infusion.on, day_format), infusion.hour)


def at_hour(day: str, hour: time | None) -> str:
    """A day in words with an hour, if there is one. A sentence may end with it."""
    if hour is None:
        return day
    return gettext("%(day)s, %(time)s") % {"day": day, "time": hour_words(hour)}


def hour_words(hour: time) -> str:
    """An hour that a sentence may end with: "9:00 AM"."""
    return time_format(hour)


def number_words(infusion: Infusion) -> str:
    """Which dose it is; after a start with smaller ones also which of its size: "Dose 7, number 5 of 600 mg".

    `course.regimen.fact` must be selected.
    """
    words = gettext("Dose %(number)d") % {"number": infusion.number}
    of_size = size_words(infusion)
    return f"{words}, {of_size}" if of_size else words


def size_words(infusion: Infusion) -> str:
    """After a start with smaller doses: which of its size it is, as people count. "number 5 of 600 mg"."""
    smaller = _smaller_before(infusion)
    if not smaller:
        return ""
    return gettext("number %(number)d of %(size)s") % {"number": infusion.number - smaller, "size": infusion.dose}


def _smaller_before(infusion: Infusion) -> int:
    """How many doses of the start came before those that go on until the treatment ends."""
    schedule = infusion.course.schedule()
    phases = schedule.phases if schedule is not None else ()
    if not phases or phases[-1].name != infusion.phase or not phases[-1].is_open_ended:
        return 0
    return sum(phase.count or 0 for phase in phases[:-1] if phase.dose != phases[-1].dose)
