from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from myelin.base.wall import behind_the_wall
from myelin.companion import day as days
from myelin.companion.day import Day, Kind, Stage, Tapped
from myelin.companion.models import Infusion, PackItem, Tap
from myelin.companion.queries.checklists import EMERGENCY
from myelin.companion.queries.courses import INFUSION_DAY, facts_by_key
from myelin.facts.models import Fact
from myelin.members.models import Member

WATCHED = "administration/observation"
NAMES = {
    Kind.ARRIVE: _("Arrived"),
    Kind.PREMEDICATION: _("First medicines"),
    Kind.START: _("Infusion started"),
    Kind.PAUSE: _("Pause"),
    Kind.RESUME: _("It goes on"),
    Kind.SPEED: _("Speed changed"),
    Kind.FEELING: _("How I feel"),
    Kind.LOT: _("Lot number"),
    Kind.STOP: _("Infusion ended"),
    Kind.HOME: _("At home"),
    Kind.EVENING: _("Looking back"),
}
BUTTONS = {
    Kind.ARRIVE: _("I am here"),
    Kind.PREMEDICATION: _("I had the first medicines"),
    Kind.START: _("The infusion started"),
    Kind.STOP: _("The infusion ended"),
    Kind.HOME: _("I am home"),
}
TOUCHES = {Kind.PAUSE: _("Note a pause"), Kind.RESUME: _("It goes on"), Kind.SPEED: _("Speed changed")}
AWAY = (Kind.ARRIVE, Kind.PREMEDICATION, Kind.START, Kind.PAUSE, Kind.RESUME, Kind.SPEED, Kind.STOP, Kind.HOME)
"""What can be tapped without a network, where nobody knows how far the day went."""
FEELINGS = {
    "fine": _("Fine"),
    "sleepy": _("Sleepy"),
    "hot": _("Hot"),
    "headache": _("Headache"),
    "itchy": _("Itchy"),
    "other": _("Something else"),
}
EVENING_FEELINGS = {
    "fine": _("Fine"),
    "tired": _("Tired"),
    "premed": _("Sleepy from the first medicines"),
    "headache": _("Headache"),
    "unwell": _("Unwell"),
    "other": _("Something else"),
}


@dataclass(frozen=True, slots=True)
class TapLine:
    """A tap as the page shows it."""

    tapped: Tapped

    @property
    def name(self) -> str:
        return str(NAMES[self.tapped.kind])

    @property
    def words(self) -> str:
        """What it says beyond its name."""
        said = self.tapped.said
        feeling = (FEELINGS | EVENING_FEELINGS).get(said.get("feeling", ""))
        return ", ".join(part for part in (str(feeling or ""), said.get("lot", ""), said.get("text", "")) if part)

    @property
    def minutes(self) -> int | None:
        """How long a pause was, in whole minutes, 1 at least."""
        lasted = self.tapped.lasted
        return None if lasted is None else max(round(lasted.total_seconds() / 60), 1)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the day as the page shows it: `button` is what a tap on it says."""

    stage: Stage
    is_next: bool

    @property
    def name(self) -> str:
        return str(NAMES[self.stage.kind])

    @property
    def button(self) -> str:
        return str(BUTTONS[self.stage.kind])


@dataclass(frozen=True, slots=True)
class DayPage:
    """All that the page of an infusion day shows."""

    day: Day
    stages: list[StageLine]
    lines: list[TapLine]
    evenings: list[TapLine]
    evening: int | None
    emergency: Fact | None
    watched: list[Fact]
    after: list[Fact]
    pause: Fact | None


def day_page(infusion: Infusion, member: Member, *, today: date) -> DayPage:
    """A day with its taps and what sources say about it. Three statements and the wall."""
    taps = taps_of(infusion, member)
    facts = _facts(infusion)
    watched = [fact for fact in facts if fact.predicate == WATCHED]
    told = days.day_of(taps, watch_minutes=_minutes(watched))
    return DayPage(
        day=told,
        stages=[StageLine(stage, is_next=stage.kind == told.next) for stage in told.stages],
        lines=[TapLine(tap) for tap in reversed(told.taps)],
        evenings=[TapLine(tap) for tap in taps if tap.kind == Kind.EVENING],
        evening=days.evening_to_ask(taps, given_on=infusion.given_on, today=today),
        emergency=next((fact for fact in facts if fact.predicate == "emergency/text"), None),
        watched=watched,
        after=[fact for fact in facts if fact.predicate == "after"],
        pause=next((fact for fact in facts if fact.data.get("beside") == "pause"), None),
    )


def taps_of(infusion: Infusion, member: Member) -> list[Tapped]:
    """What was tapped for a dose and not taken back, as it happened."""
    with behind_the_wall(member.pk):
        rows = list(Tap.objects.of(member).filter(infusion=infusion).standing())
    return [Tapped(row.uuid, Kind(row.kind), row.at, row.said) for row in rows]


def look_back_due(given: Iterable[Infusion], *, today: date) -> tuple[Infusion, int] | None:
    """The dose (from `given_lately`) and the evening that wait for a look back. No statement."""
    for infusion in given:
        told = getattr(infusion, "evenings", [])
        number = days.evening_without(told, given_on=infusion.given_on, today=today)
        if number is not None:
            return infusion, number
    return None


def day_without_network() -> dict[str, Any]:
    """What can be tapped on any infusion day, and when to tell somebody at once: the same for everybody. Two statements."""
    return {
        "taps": [(kind.value, (BUTTONS | TOUCHES).get(kind)) for kind in AWAY],
        "feelings": list(FEELINGS.items()),
        "emergency": facts_by_key([EMERGENCY]).get(EMERGENCY),
    }


def item_of(member: Member, pk: int) -> PackItem | None:
    """A thing of one's own to bring."""
    with behind_the_wall(member.pk):
        return PackItem.objects.of(member).filter(pk=pk).first()


def _facts(infusion: Infusion) -> list[Fact]:
    about_the_day = ["emergency/text", "after", "at_the_centre"]
    rows = Fact.objects.shown().with_sources().about(INFUSION_DAY).filter(predicate__in=about_the_day)
    theirs = Fact.objects.shown().with_sources().about(infusion.course.therapy.slug).filter(predicate=WATCHED)
    return [*rows, *theirs]


def _minutes(watched: list[Fact]) -> int | None:
    """How long to be watched, only where one single sentence says it for every dose."""
    if len(watched) != 1:
        return None
    minutes = watched[0].data.get("minutes")
    return minutes if isinstance(minutes, int) else None
