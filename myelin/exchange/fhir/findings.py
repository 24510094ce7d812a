"""Results and days of the diary, as FHIR R4 calls them: Observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from myelin.companion.models import DayMeasures, DiaryEntry, Mood, Result
from myelin.companion.models.measures import UNITS
from myelin.exchange.codes import Codes
from myelin.exchange.fhir.ids import Naming
from myelin.exchange.fhir.words import Resource, concept, decimal, notes, number, of_fhir, ours, points_to, quantity


def result(row: Result, codes: Codes, name: Naming, patient: str, *, has_course: bool) -> Iterator[Resource]:
    """A test with what was measured, each in an Observation of its own that the test points to."""
    measures = [(f"{row.pk}/{place}", one) for place, one in enumerate(row.measures)]
    day = row.done_on or row.ordered_on
    assert day is not None
    yield {
        "resourceType": "Observation",
        "id": name("result", row.pk),
        **ours(
            kind="result", test=row.test.slug, ordered=row.ordered_on, done=row.done_on, cleared=row.cleared_on,
            repeat=row.repeat_on, ordered_by=row.ordered_by,
        ),
        **({"partOf": [points_to(name("course", row.course_id))]} if has_course else {}),
        "status": _standing(row),
        "code": concept(row.test.name),
        "subject": points_to(patient),
        "effectiveDateTime": day.isoformat(),
        **notes(row.note),
        **({"hasMember": [points_to(name("measure", key)) for key, _one in measures]} if measures else {}),
    }  # fmt: skip
    for key, one in measures:
        yield _measure(name("measure", key), one, codes, patient, day.isoformat())


def day(
    entry: DiaryEntry, called: Mapping[str, str], own: Mapping[str, str], codes: Codes, name: Naming, patient: str
) -> Resource:
    """A day of the diary: what was told, in the member's `own` words for it. What was not told is absent."""
    parts: list[Resource] = []
    if entry.mood:
        parts.append({**ours(key="mood", value=entry.mood), **_said(gettext("Mood"), str(Mood(entry.mood).label))})
    for key, word, score in (("energy", gettext("Energy"), entry.energy), ("sleep", gettext("Sleep"), entry.sleep)):
        if score is not None:
            parts.append({**ours(key=key), "code": concept(word), "valueInteger": score})
    for slug, score in entry.symptoms.items():
        code = concept(own.get(slug) or called.get(slug, slug), codes.symptoms.get(slug, ()))
        parts.append({**ours(key="symptom", symptom=slug, words=own.get(slug)), "code": code, "valueInteger": score})
    return {
        "resourceType": "Observation",
        "id": name("day", entry.pk),
        **ours(kind="day", bad=entry.bad or None, same="yes" if entry.is_same else None),
        "status": "final",
        "category": [of_fhir("observation-category", "survey")],
        "code": concept(gettext("A day of my diary")),
        "subject": points_to(patient),
        "effectiveDateTime": entry.day.isoformat(),
        **notes(entry.note),
        **({"component": parts} if parts else {}),
    }


def measures(row: DayMeasures, name: Naming, patient: str) -> Resource:
    """What a phone measured of a day. The pack has no verified code for any of it, so it is told in words."""
    words = {"sleep": gettext("Sleep"), "steps": gettext("Steps"), "resting_heart_rate": gettext("Resting heart rate")}
    words |= {"heart_rate": gettext("Heart rate")}
    return {
        "resourceType": "Observation",
        "id": name("measures", row.pk),
        **ours(kind="measures"),
        "status": "final",
        "category": [of_fhir("observation-category", "activity")],
        "code": concept(gettext("What my phone measured")),
        "subject": points_to(patient),
        "effectiveDateTime": row.day.isoformat(),
        "component": [
            {**ours(key=what), "code": concept(words[what]), "valueQuantity": quantity(Decimal(value), UNITS[what])}
            for what, value in row.told.items()
        ],
    }


def _standing(row: Result) -> str:
    """Only ordered, done but nobody has said that it is clear, or clear."""
    if row.done_on is None:
        return "registered"
    return "final" if row.cleared_on is not None else "preliminary"


def _measure(key: str, one: Mapping[str, Any], codes: Codes, patient: str, day: str) -> Resource:
    told = {word: str(one.get(word) or "") for word in ("name", "value", "unit", "low", "high", "code")}
    coding = codes.measured.get(told["code"])
    value = decimal(told["value"])
    as_written = told["value"] if value is None or str(number(value)) != told["value"] else ""
    ends = {end: quantity(limit, told["unit"]) for end in ("low", "high") if (limit := decimal(told[end])) is not None}
    return {
        "resourceType": "Observation",
        "id": key,
        **ours(
            kind="measure", value=as_written, low=told["low"], high=told["high"],
            unit=told["unit"] if value is None else None,
        ),
        "status": "final",
        "code": concept(told["name"], [coding] if coding is not None else []),
        "subject": points_to(patient),
        "effectiveDateTime": day,
        **({"valueQuantity": quantity(value, told["unit"])} if value is not None else {"valueString": told["value"]}),
        **({"referenceRange": [ends]} if ends else {}),
    }  # fmt: skip


def _said(word: str, value: str) -> Resource:
    return {"code": concept(word), "valueString": value}
