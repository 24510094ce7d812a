from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from myelin.companion import actions as care
from myelin.companion.day import Kind
from myelin.companion.models import Course, DiaryEntry, Infusion, Record
from myelin.members.models import Member
from myelin.pack.models import Symptom
from myelin.therapies.models import BaselineTest, Therapy
from myelin.visits import actions
from myelin.visits.models import Visit

SPAN = 365
"""Days of the year that `a_year` tells of, up to noon's day."""


@pytest.fixture
def visit(ana: Member, noon: datetime) -> Visit:
    """A visit of ana's, a week ahead; its page begins half a year ago."""
    today = noon.date()
    return actions.make_visit(
        member=ana, on=today + timedelta(days=7), with_whom="Dr. Lind", since=today - timedelta(days=182), now=noon
    )


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> datetime:
    """Pages read this clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return noon


@pytest.fixture
def a_year(pack_loaded: None, ana: Member, noon: datetime, at_noon: datetime) -> Course:
    """Twelve months of ana's: days with gaps, five infusions and a day with a reaction, records, a result."""
    today = noon.date()
    therapy = Therapy.objects.get(slug="ocrelizumab")
    course = care.add_course(
        member=ana, therapy=therapy, started_on=today - timedelta(days=2 * SPAN), jurisdiction="US", time_zone="UTC",
        last_given_on=today - timedelta(days=4), now=noon,
    )  # fmt: skip
    keep_days(ana, noon, names=("fatigue", "numbness"))
    dose = Infusion.objects.of(ana).given()[0]
    for minutes, kind, said in (
        (0, Kind.START, {}), (20, Kind.FEELING, {"feeling": "itchy"}), (21, Kind.PAUSE, {}), (27, Kind.RESUME, {}),
    ):  # fmt: skip
        tap(dose, ana, noon, minutes, kind, said)
    note(ana, noon, Record.Kind.RELAPSE, 100, name="Left eye", values={"steroids": "yes"})
    note(ana, noon, Record.Kind.MEDICINE, 400, name="Vitamin D", values={"dose": "1000 IU"})
    note(ana, noon, Record.Kind.MRI, 60, values={"new_lesions": 1})
    test = BaselineTest.objects.filter(asked_by__therapy=therapy).order_by("position")[0]
    told = care.Told(
        done_on=today - timedelta(days=20), measures=[{"name": "Leukocytes", "value": "5.1", "unit": "10*9/L"}]
    )
    care.note_result(course=course, test=test, by=ana, told=told, now=noon)
    return course


def keep_days(member: Member, noon: datetime, *, names: tuple[str, ...], days: int = SPAN) -> None:
    """Two days of three; the first symptom is worse in the second half of the year, the second one is new in it."""
    today = noon.date()
    symptoms = {row.slug: row for row in Symptom.objects.named(names)}
    care.follow_symptoms(member=member, symptoms=list(symptoms.values())[:6], now=noon)
    entries = []
    for ago in range(days):
        if ago % 3 == 2:
            continue
        late = ago <= 182
        scores = {name: 3 + place % 4 + (3 if late else 0) for place, name in enumerate(names) if late or place == 0}
        values: Any = {"mood": "okay", "energy": 4 if late else 6, "symptoms": scores}
        entries.append(DiaryEntry(member=member, day=today - timedelta(days=ago), values=values, saved_at=noon))
    DiaryEntry.objects.bulk_create(entries)


def tap(dose: Infusion, member: Member, noon: datetime, minutes: int, kind: Kind, said: dict[str, str]) -> None:
    """One tap of an infusion day."""
    begun = noon - timedelta(days=4)
    care.tap(
        infusion=dose, by=member, uuid=uuid4(), kind=kind, at=begun + timedelta(minutes=minutes), now=noon, **said
    )  # fmt: skip


def note(member: Member, noon: datetime, kind: Record.Kind, ago: int, **told: Any) -> Record:
    """Something beside the days, so many days ago."""
    began: date = noon.date() - timedelta(days=ago)
    return care.note_record(member=member, kind=kind, began_on=began, today=noon.date(), now=noon, **told)


@pytest.fixture
def written(visit: Visit, ana: Member, noon: datetime) -> Callable[..., Visit]:
    """Let ana write on her page: `written(note="…")`."""

    def write(**told: Any) -> Visit:
        usual = {
            "on": visit.on, "since": visit.since, "with_whom": visit.with_whom, "questions": [], "note": "",
            "tells_hidden": False, "draws": False,
        }  # fmt: skip
        return actions.write_visit(visit=visit, by=ana, now=noon, **{**usual, **told})

    return write
