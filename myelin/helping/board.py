"""How the board says where a question stands and how the community is doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myelin.helping import queries
from myelin.helping.actions import TO_MEMBERS, TO_STAFF, TO_VOLUNTEERS
from myelin.helping.figures import likely_range
from myelin.helping.models import Tally
from myelin.questions.models import Question


@dataclass(frozen=True)
class Standing:
    """A waiting question, how many of the four steps are done, and what was and will be done."""

    question: Question
    step: int
    label: str
    done: str
    following: str


@dataclass(frozen=True)
class Share:
    """One span of the figures in words."""

    tally: Tally
    of_hundred: int | None
    low: int
    high: int
    half: str


def standing(question: Question, *, now: datetime) -> Standing:
    """Where a question stands; who declined is nobody's business."""
    clock = queries.clock_of(question)
    if clock is not None and clock.staff_at is not None:
        return Standing(question, 4, _("Step 4 of 4, a moderator looks at it"), _("It is with our moderators."), "")
    if clock is not None and clock.volunteers_asked_at is not None:
        words, at = _("Volunteers were asked."), _at(question.asked_at + TO_STAFF)
        following = _("At %(time)s our moderators take it.") % {"time": at}
        return Standing(question, 3, _("Step 3 of 4, volunteers asked"), words, following)
    if clock is not None and clock.members_asked_at is not None:
        words = ngettext("%d member was asked.", "%d members were asked.", clock.members_asked) % clock.members_asked
        following = _("At %(time)s we ask the volunteers.") % {"time": _at(question.asked_at + TO_VOLUNTEERS)}
        return Standing(question, 2, _("Step 2 of 4, members asked"), words, _unless_past(question, following, now))
    following = _("At %(time)s we ask up to 5 members.") % {"time": _at(question.asked_at + TO_MEMBERS)}
    if now >= question.asked_at + TO_MEMBERS:
        following = _("We ask members as soon as somebody fits and is awake.")
    words = _("Close answers and reviewed pages were shown at once.")
    return Standing(question, 1, _("Step 1 of 4, shown close answers"), words, following)


def _unless_past(question: Question, following: str, now: datetime) -> str:
    return following if now < question.asked_at + TO_VOLUNTEERS else ""


def _at(moment: datetime) -> str:
    return formats.time_format(timezone.localtime(moment), "TIME_FORMAT")


def figures() -> tuple[Share | None, list[Share]]:
    """The whole span and its weeks, newest first."""
    counted = queries.figures()
    whole = _share(counted.whole) if counted.whole is not None else None
    return whole, [_share(week) for week in counted.weeks]


def _share(tally: Tally) -> Share:
    if tally.questions < queries.FEWEST:
        return Share(tally, None, 0, 0, "")
    low, high = likely_range(tally.within_a_day, tally.questions)
    return Share(tally, round(100 * tally.within_a_day / tally.questions), low, high, _span(tally.half_within_minutes))


def _span(minutes: int | None) -> str:
    if minutes is None:
        return _("Fewer than half had one")
    hours, rest = divmod(minutes, 60)
    parts = [
        ngettext("%d hour", "%d hours", hours) % hours if hours else "",
        ngettext("%d minute", "%d minutes", rest) % rest if rest or not hours else "",
    ]
    return " ".join(part for part in parts if part)
