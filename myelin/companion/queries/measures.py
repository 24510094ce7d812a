"""What a phone measured, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, ngettext

from myelin.base.wall import behind_the_wall
from myelin.companion.models import DayMeasures
from myelin.members.models import Member


def measured_on(member: Member, day: date) -> list[str]:
    """What a phone told of a day, each in a few words. One statement."""
    with behind_the_wall(member.pk):
        row = DayMeasures.objects.of(member).filter(day=day).first()
    return measured_words(row.told) if row is not None else []


def measured_words(told: Mapping[str, int]) -> list[str]:
    """The same of any day."""
    words = []
    if (minutes := told.get("sleep")) is not None:
        words.append(
            gettext("%(hours)d h %(minutes)d min of sleep") % {"hours": minutes // 60, "minutes": minutes % 60}
        )
    if (steps := told.get("steps")) is not None:
        words.append(ngettext("%(number)s step", "%(number)s steps", steps) % {"number": intcomma(steps)})
    if (beats := told.get("resting_heart_rate")) is not None:
        words.append(gettext("resting heart rate %(beats)d a minute") % {"beats": beats})
    if (beats := told.get("heart_rate")) is not None:
        words.append(gettext("heart rate %(beats)d a minute, on average") % {"beats": beats})
    return words
