"""What a reading says, in the sentences of the method. Nothing is said that it does not hold."""

from __future__ import annotations

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from myelin.companion.cycles import Reading, State
from myelin.companion.cycles.method import TOLD_SKEW


def headline_of(state: State) -> str:
    """The answer in a few words, for the heading of the card."""
    return {
        State.HIGHER: gettext("In your own entries, it is higher before an infusion"),
        State.LOWER: gettext("In your own entries, it is lower before an infusion"),
        State.NONE_SEEN: gettext("No difference seen"),
        State.SEASON: gettext("Cannot tell yet"),
        State.CANNOT_TELL: gettext("Cannot tell yet"),
        State.TOO_FEW: gettext("More cycles needed"),
        State.REFUSED: gettext("Too little to compare"),
    }[state]


def sentence(reading: Reading, name: str) -> str:
    """The sentence of a state; nothing when the method refuses to say one."""
    if reading.state is State.REFUSED:
        return ""
    if reading.state is State.TOO_FEW:
        return missing(reading.missing)
    parts = [_main(reading, name), _uneven(reading)]
    if reading.is_long:
        parts.append(gettext("Your infusions fall in the same months each year."))
    return " ".join(part for part in parts if part)


def missing(cycles: int) -> str:
    """How many cycles are still to come before anything can be looked at."""
    return ngettext(
        "%(number)d more complete cycle with entries before and between infusions, then this can be looked at.",
        "%(number)d more complete cycles with entries before and between infusions, then this can be looked at.",
        cycles,
    ) % {"number": cycles}


def window(days: int) -> str:
    """The late days: "last 7 days"."""
    return ngettext("last %(number)d day", "last %(number)d days", days) % {"number": days}


def rounded(value: float) -> str:
    """A difference to the nearest half point, never said to be 0 when it is not."""
    half = round(value * 2) / 2
    if half == 0 and value:
        return gettext("a little above 0") if value > 0 else gettext("a little below 0")
    whole = half == int(half)
    return number_format(abs(half), 0 if whole else 1) if half >= 0 else "−" + number_format(-half, 0 if whole else 1)


def _main(reading: Reading, name: str) -> str:
    told = {
        "name": name,
        "window": window(reading.late_days),
        "cycles": reading.cycles,
        "entries": reading.entries,
        "low": rounded(reading.low),
        "high": rounded(reading.high),
    }
    match reading.state:
        case State.HIGHER:
            words = gettext(
                "In your own entries %(name)s was about %(size)s points higher in the %(window)s before an infusion "
                "than in mid-cycle (between %(low)s and %(high)s; %(cycles)d cycles, %(entries)d entries). "
                "This does not say why."
            )
            return words % {**told, "size": rounded(reading.estimate)}
        case State.LOWER:
            words = gettext(
                "In your own entries %(name)s was about %(size)s points lower in the %(window)s before an infusion "
                "than in mid-cycle (between %(low)s and %(high)s; %(cycles)d cycles, %(entries)d entries). "
                "This does not say why."
            )
            turned = {"low": rounded(-reading.high), "high": rounded(-reading.low), "size": rounded(-reading.estimate)}
            return words % {**told, **turned}
        case State.SEASON:
            words = gettext(
                "Your %(one)s and %(other)s differ; with infusions at the same time each year, "
                "season and cycle cannot be told apart yet."
            )
            one, other = (str(MONTHS[month]) for month in reading.months)
            return words % {"one": one, "other": other}
        case State.NONE_SEEN:
            words = gettext(
                "No difference seen in your own entries. One of 2 points or more would very likely have shown; "
                "a smaller one may exist (%(low)s to %(high)s)."
            )
            return words % told
        case _:
            return gettext("Cannot tell yet: the difference could be anywhere from %(low)s to %(high)s.") % told


def _uneven(reading: Reading) -> str:
    if reading.skew <= TOLD_SKEW or reading.state is State.SEASON:
        return ""
    if reading.more_late:
        return gettext("You wrote more often before infusions, so the range is wider.")
    return gettext("You wrote more often in mid-cycle, so the range is wider.")


def again(dose: str) -> str:
    """When it is looked at next."""
    return gettext("Looked at again after %(dose)s.") % {"dose": dose}
