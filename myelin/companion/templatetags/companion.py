"""Words of the companion for templates: |told, |when, |dose_name, |at, {% sheath %}, {% tap_button %}, {% fresh_key %}."""

from collections.abc import Mapping
from datetime import time
from uuid import uuid4

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.translation import gettext

from myelin.companion.models import DiaryEntry, Infusion, Mood
from myelin.companion.queries import appointments

register = template.Library()


@register.filter
def told(entry: DiaryEntry, names: Mapping[str, str]) -> str:
    """What a day of the diary says, in one line: "Okay · Energy 4 · Fatigue 6"."""
    parts = [str(Mood(entry.mood).label)] if entry.mood in Mood.values else []
    if entry.bad:
        parts.append(gettext("A very bad day") if entry.bad > 1 else gettext("A bad day"))
    if entry.energy is not None:
        parts.append(gettext("Energy %(score)d") % {"score": entry.energy})
    if entry.sleep is not None:
        parts.append(gettext("Sleep %(score)d") % {"score": entry.sleep})
    parts += [f"{names.get(slug, slug)} {score}" for slug, score in entry.symptoms.items()]
    return " · ".join(parts)


@register.filter
def when(infusion: Infusion, day_format: str) -> str:
    """The day of a dose and its hour, if that is known: {{ infusion|when:"WEEKDAY_FORMAT" }}."""
    return appointments.when(infusion, day_format)


@register.filter
def dose_name(infusion: Infusion) -> str:
    """Which dose it is: {{ infusion|dose_name }} within a sentence, {{ infusion|dose_name|capfirst }} alone."""
    return appointments.dose_name(infusion)


@register.filter
def at(day: str, hour: time | None) -> str:
    """A day in words with an hour, if there is one: {{ day|date:"WEEKDAY_FORMAT"|at:hour }}."""
    return appointments.at_hour(day, hour)


@register.inclusion_tag("companion/sheath.html")
def sheath(ready: int, of: int) -> dict[str, object]:
    """Draw the first `ready` of so many segments as done, wrapped round the line, and say the same in words."""
    step, gap = 1000 / max(of, 1), 14
    segments = [(round(step * n) + gap // 2, n < ready) for n in range(of)]
    return {"ready": ready, "all": of, "width": round(step) - gap, "segments": segments}


@register.filter
def signed(value: float | None) -> str:
    """A difference with its sign: "+2.2", "−0.4"; a dash when there is none."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number_format(abs(value), 1)


@register.simple_tag
def fresh_key() -> str:
    """Give a tap its key."""
    return str(uuid4())


@register.inclusion_tag("companion/tap_button.html", takes_context=True)
def tap_button(
    context: Context, infusion: Infusion, kind: str, words: str, look: str = "btn btn--2"
) -> dict[str, object]:
    """Draw one tap of an infusion day as a button."""
    told = {"infusion": infusion, "kind": kind, "words": words, "look": look, "uuid": uuid4()}
    return {**told, "csrf_token": context.get("csrf_token")}
