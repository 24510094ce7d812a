"""Durations, rules and schedules in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from myelin.therapies.durations import Duration
from myelin.therapies.regimens import Due, Why
from myelin.therapies.schedules import Phase, Schedule
from myelin.therapies.stretches import Stretch

_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of a schedule in words: when, and how much."""

    title: str
    text: str


def duration_words(duration: Duration) -> str:
    """Say "6 months", "24 weeks", "28 days": whole weeks from two on as weeks."""
    parts = []
    if duration.months:
        years, months = divmod(duration.months, 12) if duration.months % 12 == 0 else (0, duration.months)
        if years:
            parts.append(ngettext("%(number)d year", "%(number)d years", years) % {"number": years})
        if months:
            parts.append(ngettext("%(number)d month", "%(number)d months", months) % {"number": months})
    weeks, days = divmod(duration.days, 7) if duration.days % 7 == 0 and duration.days > 7 else (0, duration.days)
    if weeks:
        parts.append(ngettext("%(number)d week", "%(number)d weeks", weeks) % {"number": weeks})
    if days:
        parts.append(ngettext("%(number)d day", "%(number)d days", days) % {"number": days})
    if duration.hours:
        parts.append(ngettext("%(number)d hour", "%(number)d hours", duration.hours) % {"number": duration.hours})
    return " ".join(parts) or gettext("the same day")


def why_words(due: Due) -> str:
    """Say which rule put a dose on its day: "6 months after January 11, 2027."."""
    told = {"step": duration_words(due.step), "day": date_format(due.counted_from, "DATE_FORMAT")}
    match due.why:
        case Why.FIRST:
            return gettext("The first dose.")
        case Why.MOVED:
            return gettext("The day that the clinic set.")
        case Why.ORDERED:
            return gettext("A course that your team ordered.")
        case Why.OWN:
            return gettext("%(step)s after %(day)s: the interval that you and your team agreed on.") % told
        case Why.GAP:
            return gettext("Held back, so that two doses do not come too close.")
    return gettext("%(step)s after %(day)s.") % told


def stretch_words(stretch: Stretch) -> str:
    """Say how often: "300 mg every 4 weeks", "20 mg, 3 times every 7 days", "12 mg once"."""
    if stretch.every is None or stretch.first_on == stretch.last_on:
        return gettext("%(dose)s once") % {"dose": str(stretch.dose)}
    told = {"dose": str(stretch.dose), "every": duration_words(stretch.every), "times": stretch.times}
    if stretch.times > 1:
        return gettext("%(dose)s, %(times)s times every %(every)s") % told
    return gettext("%(dose)s every %(every)s") % told


def steps(schedule: Schedule) -> list[Step]:
    """A schedule as a few steps to draw; none when it has too many or is taken day by day."""
    if schedule.is_daily or len(schedule.phases) > _MOST_STEPS:
        return []
    return [Step(_title(phase), _text(phase)) for phase in schedule.phases]


def _title(phase: Phase) -> str:
    if phase.offset is None:
        return gettext("Only if your team orders it")
    words = duration_words(phase.offset)
    if phase.offset == Duration():
        return gettext("Day 1")
    if phase.offset_from:
        return gettext("%(words)s after the part before") % {"words": words}
    return gettext("%(words)s after day 1") % {"words": words}


def _text(phase: Phase) -> str:
    every = duration_words(phase.every) if phase.every else ""
    told = {"dose": str(phase.dose), "every": every, "number": phase.count}
    if phase.count is None:
        return gettext("%(dose)s, then again every %(every)s") % told
    if phase.count == 1:
        return str(phase.dose)
    return gettext("%(dose)s every %(every)s, %(number)s times") % told
