from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from myelin.companion import actions
from myelin.companion.actions import Told
from myelin.companion.models import Course, Owner, Record
from myelin.companion.steps import Kind
from myelin.members.models import Member
from myelin.pack.models import Symptom
from myelin.therapies.models import BaselineTest, Therapy


@pytest.fixture
def shipped(pack_loaded: None) -> None:
    """The formulary that ships."""


@pytest.fixture
def treat(shipped: None, noon: datetime) -> Callable[..., Course]:
    """Let somebody add a treatment: `treat(ana, "ocrelizumab", date(2026, 1, 12))`."""

    def add(member: Member, medicine: str, started_on: date, **more: Any) -> Course:
        usual = {"jurisdiction": "US", "time_zone": "UTC", "now": noon}
        therapy = Therapy.objects.get(slug=medicine)
        return actions.add_course(member=member, therapy=therapy, started_on=started_on, **{**usual, **more})

    return add


@pytest.fixture
def full(treat: Callable[..., Course], noon: datetime) -> Callable[[Member], Course]:
    """Let somebody have some of everything: `course = full(ana)`."""

    def fill(member: Member) -> Course:
        today = noon.date()
        course = treat(member, "ocrelizumab", date(2025, 1, 13), last_given_on=date(2026, 1, 20), place="Harbor clinic")
        treat(member, "glatiramer_acetate", date(2020, 5, 1), time_zone="Europe/Madrid")
        coming = course.infusions.filter(given_on=None).order_by("number")[0]
        actions.move_infusion(
            infusion=coming, by=member, to=coming.due_on + timedelta(days=9), now=noon, because="center",
            hour=time(9, 30), lasts_minutes=240, place="Second floor",
        )  # fmt: skip
        actions.note_step(
            infusion=coming, kind=Kind.AUTHORISATION, by=member, answer="done", now=noon, who="Sam", reference="A-17"
        )
        actions.add_step(infusion=coming, by=member, title="Water the plants", owner=Owner.ME, days_before=2, now=noon)
        _results(course, member, noon)
        _records(member, noon)
        measured = {today: {"steps": 4_210, "sleep": 431, "resting_heart_rate": 61}}
        actions.keep_measures(member=member, days=measured, today=today, now=noon)
        fatigue = Symptom.objects.get(slug="fatigue")
        actions.follow_symptoms(member=member, symptoms=[fatigue], now=noon)
        actions.name_symptoms(member=member, words={"fatigue": "The lead coat"})
        for back in range(5):
            actions.save_day(
                member=member, day=today - timedelta(days=back), today=today, now=noon, mood="okay", energy=back,
                sleep=None if back == 2 else 7, symptoms={"fatigue": back}, note="A walk by the sea" if back else "",
            )  # fmt: skip
        return course

    return fill


def _results(course: Course, member: Member, noon: datetime) -> None:
    test = BaselineTest.objects.get(slug="hepatitis_b")
    counted = [
        {"name": "Hepatitis B virus surface Ag", "code": "5196-1", "value": "negative", "unit": ""},
        {"name": "Something else", "value": "4,50", "unit": "g/L", "low": "3.5", "high": "5.0"},
        {"name": "In no unit of the list", "value": "12", "unit": "drops"},
    ]
    told = Told(
        ordered_on=date(2026, 5, 1), ordered_by="Dr. Reed", done_on=date(2026, 5, 4), is_cleared=True,
        repeat_on=date(2027, 5, 4), note="Left arm", measures=counted,
    )  # fmt: skip
    actions.note_result(course=course, test=test, by=member, told=told, now=noon)
    actions.note_result(course=course, test=test, by=member, told=Told(ordered_on=date(2026, 6, 2)), now=noon)


def _records(member: Member, noon: datetime) -> None:
    when = {"today": noon.date(), "now": noon}
    kind = Record.Kind
    told: list[tuple[Record.Kind, date, dict[str, Any]]] = [
        (kind.RELAPSE, date(2024, 3, 2), {"name": "Numb hand", "ended_on": date(2024, 3, 20), "values": {"steroids": "yes"}}),
        (kind.SIDE_EFFECT, date(2026, 1, 21), {"name": "Itch", "note": "On the arm"}),
        (kind.MRI, date(2026, 2, 2), {"values": {"new_lesions": 0}}),
        (kind.MEDICINE, date(2023, 1, 1), {"name": "Vitamin D", "values": {"dose": "1 drop", "schedule": "mornings"}}),
    ]  # fmt: skip
    for one, began_on, more in told:
        actions.note_record(member=member, kind=one, began_on=began_on, **when, **more)
