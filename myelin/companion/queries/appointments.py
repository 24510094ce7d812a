"""When a dose is and which it is, in words: every page, paper, file and calendar asks here."""

from __future__ import annotations

from datetime import time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from myelin.companion.models import Infusion
from myelin.therapies import naming


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


def dose_name(infusion: Infusion) -> str:
    """Which dose it is, as within a sentence: "dose 6", "course 2, day 1 of 3". `course.regimen.fact` must be selected."""
    schedule = infusion.course.schedule()
    return naming.dose_words(schedule, number=infusion.number, phase=infusion.phase, part=infusion.part)


def medicine_and_dose(infusion: Infusion) -> str:
    """Its medicine as the member calls it, and which dose it is: "Ocrevus, dose 6"."""
    return gettext("%(name)s, %(dose)s") % {"name": infusion.course.name, "dose": dose_name(infusion)}
