"""Where an entry of a file stands beside what the member has: new, already here, or something to ask them about."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from myelin.base.fields import tag_of
from myelin.base.wall import behind_the_wall
from myelin.companion.models import Course, DayMeasures, DiaryEntry, Infusion, Record, Result
from myelin.exchange.fhir.understanding import Meant
from myelin.exchange.models import Standing, Taken
from myelin.exchange.words import Why
from myelin.members.models import Member
from myelin.therapies.models import Regimen, TherapyTest

NEAR = timedelta(days=60)
"""A day that a hospital names may be that of a planned dose so far away, or nearer."""

type Stands = tuple[Standing, Why | None]


def mark_of(member: Member, meant: Meant) -> str:
    """By this an entry is known again when it comes a second time."""
    return tag_of(f"exchange/{member.pk}/{meant.kind}/{json.dumps(meant.told, sort_keys=True)}")


class Beside:
    """What a member has, as far as the entries of one file touch it. `look_at` a portion of them before asking of it.

    courses: the treatments that the file tells of.
    """

    def __init__(self, member: Member, courses: Sequence[Meant]) -> None:
        self.member = member
        with behind_the_wall(member.pk):
            self.courses = list(Course.objects.of(member).for_page().order_by("-started_on", "-id"))
            self.doses = _by_course(Infusion.objects.of(member).order_by("number"))
            self.results = _by_test_and_day(Result.objects.of(member).select_related("test", "course__therapy"))
            self.records = {_of_record(row) for row in Record.objects.of(member)}
        self.coming = {(one.told["medicine"], one.told["started_on"]): self._labelled(one) for one in courses}
        self.first = _first_of_each(courses)
        self.asks_for = _asked_for()
        self.with_dates = set(Regimen.objects.with_dates().values_list("therapy__slug", "jurisdiction"))

    def look_at(self, meant: Sequence[Meant]) -> None:
        """Read what the member has of these days, and which of these entries they took once."""
        days = [one.told["day"] for one in meant if one.kind == "day" and one.why is None]
        measured = [one.told["day"] for one in meant if one.kind == "measures"]
        marks = {mark_of(self.member, self._labelled(one)) for one in meant if one.told}
        with behind_the_wall(self.member.pk):
            self.measured = {
                row.day.isoformat(): row.told for row in DayMeasures.objects.of(self.member).filter(day__in=measured)
            }
            self.days = {row.day.isoformat(): row for row in DiaryEntry.objects.of(self.member).filter(day__in=days)}
        self.taken = set(Taken.objects.filter(member=self.member, mark__in=marks).values_list("mark", flat=True))

    def stands(self, meant: Meant) -> Stands:
        """Where it stands, and why if it is not simply new."""
        if meant.is_part:
            return Standing.WITH, meant.why
        if meant.why is not None:
            return Standing.LEFT, meant.why
        standing, why = getattr(self, f"_{meant.kind}")(meant.told)
        if standing == Standing.NEW and mark_of(self.member, meant) in self.taken:
            return Standing.ASKS, Why.BEFORE
        return standing, why

    def _labelled(self, meant: Meant) -> Meant:
        """With the label that a treatment follows when the file does not say so: as the youngest one, or by the zone."""
        if meant.kind == "course" and not meant.told["jurisdiction"]:
            meant.told["jurisdiction"] = self._label
        return meant

    @cached_property
    def _label(self) -> str:
        if self.courses:
            return self.courses[0].jurisdiction
        return "EU" if self.member.time_zone.startswith("Europe/") else "US"

    def course_for(self, told: dict[str, Any]) -> Course | None:
        """The member's own treatment that an entry belongs to."""
        mine = [course for course in self.courses if course.therapy.slug == told.get("medicine")]
        exact = [course for course in mine if course.started_on.isoformat() == told.get("started_on")]
        return next(iter(exact or ([] if told.get("started_on") else mine)), None)

    def _is_coming(self, told: dict[str, Any]) -> Meant | None:
        """The treatment in the same file, if that is where the entry belongs."""
        return next(
            (
                one for (slug, start), one in self.coming.items()
                if slug == told.get("medicine") and told.get("started_on") in (None, start)
            ), None,
        )  # fmt: skip

    def _course(self, told: dict[str, Any]) -> Stands:
        mine = [course for course in self.courses if course.therapy.slug == told["medicine"]]
        if any(course.started_on.isoformat() == told["started_on"] for course in mine):
            return Standing.HERE, None
        if any(not course.is_over for course in mine) and told["ended_on"] is None:
            return Standing.LEFT, Why.OTHER_START
        if self.first.get(told["medicine"], told["started_on"]) < told["started_on"] and _is_order(told):
            return Standing.WITH, Why.RENEWED
        return Standing.NEW, None

    def _dose(self, told: dict[str, Any]) -> Stands:
        course = self.course_for(told)
        if course is None:
            coming = self._is_coming(told)
            if coming is None:
                return Standing.LEFT, Why.NO_TREATMENT
            places = {coming.told["jurisdiction"] or "US", "any"}
            has_dates = any((coming.told["medicine"], place) in self.with_dates for place in places)
            return (Standing.NEW, None) if has_dates else (Standing.LEFT, Why.NO_DATES)
        doses = self.doses.get(course.pk, [])
        if any(dose.given_on is not None and dose.given_on.isoformat() == told["given_on"] for dose in doses):
            return Standing.HERE, None
        if not doses:
            return Standing.LEFT, Why.NO_DATES
        same = next((dose for dose in doses if dose.number == told["number"]), None)
        if same is not None and same.given_on is not None:
            return Standing.LEFT, Why.OTHER_DAY
        return Standing.NEW, None

    def _appointment(self, told: dict[str, Any]) -> Stands:
        if "number" in told and self.course_for(told) is None:
            return (Standing.NEW, None) if self._is_coming(told) else (Standing.LEFT, Why.NO_TREATMENT)
        dose = self.planned(told)
        if dose is None:
            return Standing.LEFT, Why.NO_TREATMENT
        is_here = dose.due_on.isoformat() == told["on"] and _has_hour(dose, told)
        return (Standing.HERE, None) if is_here else (Standing.ASKS, Why.MOVE)

    def planned(self, told: dict[str, Any]) -> Infusion | None:
        """The planned dose that a day in a calendar may be meant for."""
        course, on = self.course_for(told), date.fromisoformat(told["on"])
        running = {one.pk for one in self.courses if not one.is_over}
        wanted = {course.pk} if course is not None else running
        open_ones = [
            dose for pk in wanted for dose in self.doses.get(pk, []) if dose.given_on is None and not dose.is_optional
        ]
        if "number" in told:
            return next((dose for dose in open_ones if dose.number == told["number"]), None)
        near = [dose for dose in open_ones if abs(dose.due_on - on) <= NEAR]
        return min(near, key=lambda dose: abs(dose.due_on - on), default=None)

    def _plan(self, told: dict[str, Any]) -> Stands:
        if self.course_for(told) is not None:
            return Standing.HERE, None
        return (Standing.NEW, None) if self._is_coming(told) else (Standing.LEFT, Why.NO_TREATMENT)

    def _result(self, told: dict[str, Any]) -> Stands:
        same = [
            row for row in self.results.get((told["test"], told["done_on"]), ())
            if told["ordered_on"] in (None, _iso(row.ordered_on))
        ]  # fmt: skip
        wanted = {_measure(one) for one in told["measures"]}
        if any(wanted <= {_measure(one) for one in row.measures} for row in same):
            return Standing.HERE, None
        return (Standing.NEW, None) if self.home_of(told) else (Standing.LEFT, Why.NO_TREATMENT)

    def home_of(self, told: dict[str, Any]) -> tuple[str, str] | None:
        """The treatment that a result is kept with: its own, or the youngest that asks for the test, or the youngest."""
        if told.get("medicine"):
            if found := self.course_for(told):
                return told["medicine"], found.started_on.isoformat()
            coming = self._is_coming(told)
            return (told["medicine"], coming.told["started_on"]) if coming is not None else None
        mine = [(one.therapy.slug, one.started_on.isoformat(), not one.is_over) for one in self.courses]
        mine += [(slug, start, one.told["ended_on"] is None) for (slug, start), one in self.coming.items()]
        order = sorted(mine, key=lambda one: ((one[0], told["test"]) in self.asks_for, one[2], one[1]))
        return order[-1][:2] if order else None

    def _record(self, told: dict[str, Any]) -> Stands:
        return (Standing.HERE if _plain(told) in self.records else Standing.NEW), None

    def _measures(self, told: dict[str, Any]) -> Stands:
        mine = self.measured.get(told["day"])
        if mine is None:
            return Standing.NEW, None
        same = mine == {key: value for key, value in told.items() if key != "day"}
        return (Standing.HERE, None) if same else (Standing.ASKS, Why.OTHER_MEASURES)

    def _day(self, told: dict[str, Any]) -> Stands:
        row = self.days.get(told["day"])
        if row is None:
            return Standing.NEW, None
        return (Standing.HERE, None) if of_day(row) == of_told(told) else (Standing.ASKS, Why.OTHER_WORDS)


def _has_hour(dose: Infusion, told: dict[str, Any]) -> bool:
    """Whether all that a file tells of an appointment beside its day is known already."""
    mine = {
        "hour": dose.hour.isoformat("minutes") if dose.hour is not None else "",
        "lasts_minutes": dose.lasts_minutes,
        "place": dose.own_place,
    }
    return all(told[name] == value for name, value in mine.items() if name in told)


def _is_order(told: dict[str, Any]) -> bool:
    """Whether it is somebody's order for a medicine, of which there is one a month or a year, and not a treatment of ours."""
    return told["rule"] is None and told["ended_on"] is None


def _first_of_each(meant: Sequence[Meant]) -> dict[str, str]:
    """When the first order of each medicine in the file was made."""
    found: dict[str, str] = {}
    for one in meant:
        if one.kind == "course" and one.why is None and _is_order(one.told):
            slug, start = one.told["medicine"], one.told["started_on"]
            found[slug] = min(found.get(slug, start), start)
    return found


def of_day(row: DiaryEntry) -> dict[str, Any]:
    """What a day says, in the shape in which files tell days."""
    told: dict[str, Any] = {
        "mood": row.mood, "energy": row.energy, "sleep": row.sleep, "symptoms": row.symptoms, "bad": row.bad,
        "same": row.is_same, "note": row.note.strip(),
    }  # fmt: skip
    return of_told(told)


def of_told(told: dict[str, Any]) -> dict[str, Any]:
    """What is told of a day, without what is not told: an absent word, and never a score of 0."""
    quiet = {key for key in ("bad", "same") if not told.get(key)}
    return {
        key: value
        for key, value in told.items()
        if key not in quiet | {"day", "own_words"} and value is not None and value not in ("", {})
    }


def _by_test_and_day(results: Iterable[Result]) -> dict[tuple[str, str | None], list[Result]]:
    found: dict[tuple[str, str | None], list[Result]] = defaultdict(list)
    for row in results:
        found[row.test.slug, _iso(row.done_on)].append(row)
    return found


def _of_record(row: Record) -> str:
    return _plain(
        {
            "kind": row.kind, "began_on": _iso(row.began_on), "ended_on": _iso(row.ended_on), "name": row.name,
            "note": row.note, "values": row.values,
        }
    )  # fmt: skip


def _plain(told: dict[str, Any]) -> str:
    """What a record says, so that the same words are found among many."""
    values = {key: str(value) for key, value in told["values"].items()}
    return json.dumps({**told, "note": told["note"].strip(), "values": values}, sort_keys=True)


def _measure(one: dict[str, Any]) -> tuple[str, str, str]:
    return str(one.get("name", "")), str(one.get("value", "")), str(one.get("unit", ""))


def _by_course(doses: Iterable[Infusion]) -> dict[int, list[Infusion]]:
    found: dict[int, list[Infusion]] = defaultdict(list)
    for dose in doses:
        found[dose.course_id].append(dose)
    return found


def _asked_for() -> set[tuple[str, str]]:
    return set(TherapyTest.objects.filter(test__retired_at=None).values_list("therapy__slug", "test__slug"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
