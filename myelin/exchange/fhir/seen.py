"""The fields of each kind of resource, as the companion's actions take them. Raises Odd for what cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from myelin.companion.models import Mood, Record
from myelin.companion.models.measures import UNITS
from myelin.companion.steps import NOT_TO_TICK, Kind
from myelin.exchange.fhir.values import Days, Odd, amount, called, first, note_of, words
from myelin.exchange.fhir.words import Resource, said_by
from myelin.exchange.words import Why
from myelin.therapies.models import Therapy

KIND = Record.Kind
HIGHEST = 10
LONG, NOTE, STORY = 200, 2_000, 5_000


def course(resource: Resource, said: Mapping[str, str], therapy: Therapy, days: Days) -> dict[str, Any]:
    """A treatment with a medicine of the formulary."""
    start, end = _stretch(resource, days)
    return {
        "medicine": therapy.slug,
        "started_on": _iso(start),
        "ended_on": _iso(end),
        "jurisdiction": said.get("jurisdiction", ""),
        "zone": said.get("zone", ""),
        "place": words(said.get("place"), 120),
        "rule": said.get("rule", "") if said else None,
        "ordered": [day for day in said.get("ordered", "").split(",") if day],
        "own_interval_days": _number(said.get("own_interval_days")),
        "own_interval_from": _number(said.get("own_interval_from")),
        "received_before": said.get("received_before", ""),
    }


def medicine(resource: Resource, said: Mapping[str, str], name: str, days: Days) -> dict[str, Any]:
    """A medicine beside."""
    start, end = _stretch(resource, days)
    if start > days.today:
        raise Odd(Why.AHEAD)
    told = words(first(resource.get("dosage") or resource.get("dosageInstruction")).get("text"), 120)
    values = {"dose": said.get("dose"), "schedule": said.get("schedule") if said else told}
    return _record(KIND.MEDICINE, start, end, words(name, 200), note_of(resource, STORY), values)


def dose(resource: Resource, said: Mapping[str, str], days: Days) -> dict[str, Any]:
    """A dose that was given."""
    when = resource.get("effectiveDateTime") or (resource.get("effectivePeriod") or {}).get("start")
    value, unit = amount((resource.get("dosage") or {}).get("dose"))
    return {
        "number": _number(said.get("number")),
        "given_on": _iso(days.past(when)),
        "amount": said.get("amount", "") if said else value,
        "unit": unit,
        "note": note_of(resource, STORY),
    }


def result(resource: Resource, said: Mapping[str, str], parts: Sequence[Resource], days: Days) -> dict[str, Any]:
    """A test of ours with all that was measured."""
    told = {key: _iso(days.of(said.get(key))) for key in ("ordered", "done", "cleared", "repeat")}
    return {
        "test": said["test"],
        **{f"{key}_on": day for key, day in told.items()},
        "ordered_by": words(said.get("ordered_by"), 120),
        "note": note_of(resource, NOTE),
        "measures": [_measure(part) for part in parts],
    }


def finding(resource: Resource, test: str, code: str, days: Days) -> dict[str, Any]:
    """What somebody else's laboratory measured, with the range of its own paper."""
    when = resource.get("effectiveDateTime") or (resource.get("effectivePeriod") or {}).get("start")
    done = days.past(when or resource.get("issued"))
    nothing = dict.fromkeys(("ordered_on", "cleared_on", "repeat_on"))
    measure = _measure(resource) | ({"code": code} if code else {})
    return {
        "test": test, "done_on": _iso(done), **nothing, "ordered_by": "", "note": note_of(resource, NOTE),
        "measures": [measure],
    }  # fmt: skip


def condition(resource: Resource, said: Mapping[str, str], days: Days) -> dict[str, Any]:
    """A relapse or a side effect."""
    start = days.past(resource.get("onsetDateTime"))
    end = days.of(resource.get("abatementDateTime"))
    values = {key: said.get(key) for key in ("steroids", "told_team")}
    return _record(KIND(said["kind"]), start, end, words(said.get("name"), 200), note_of(resource, STORY), values)


def study(resource: Resource, said: Mapping[str, str], days: Days) -> dict[str, Any]:
    """An MRI. Of others only studies that say they are one."""
    modes = {str(one.get("code")) for one in resource.get("modality") or [] if isinstance(one, dict)}
    if said.get("kind") != "mri" and "MR" not in modes:
        raise Odd(Why.NO_PLACE)
    start = days.past(resource.get("started"))
    note = note_of(resource, STORY) or ("" if said else words(resource.get("description"), STORY))
    values = {"new_lesions": _number(said.get("new_lesions"))}
    return _record(KIND.MRI, start, days.of(said.get("ended")), words(said.get("name"), 200), note, values)


def day(resource: Resource, said: Mapping[str, str], days: Days) -> dict[str, Any]:
    """A day of a diary of ours."""
    told: dict[str, Any] = {
        "day": _iso(days.past(resource.get("effectiveDateTime"))),
        "note": note_of(resource, 10_000),
    }
    symptoms: dict[str, int] = {}
    own_words: dict[str, str] = {}
    for part in resource.get("component") or []:
        own = said_by(part)
        match own.get("key"):
            case "mood" if own.get("value") in Mood.values:
                told["mood"] = own["value"]
            case "energy" | "sleep" as key:
                told[key] = _score(part.get("valueInteger"))
            case "symptom":
                symptoms[own["symptom"]] = _score(part.get("valueInteger"))
                own_words |= {own["symptom"]: words(own["words"], 60)} if own.get("words") else {}
            case _:
                raise Odd(Why.ODD)
    rest = {"symptoms": symptoms, "own_words": own_words}
    return told | rest | {"bad": _number(said.get("bad")) or 0, "same": bool(said.get("same"))}


def measures(resource: Resource, days: Days) -> dict[str, Any]:
    """What a phone measured, in a file of ours."""
    told: dict[str, Any] = {"day": _iso(days.past(resource.get("effectiveDateTime")))}
    for part in resource.get("component") or []:
        what, value = said_by(part).get("key"), (part.get("valueQuantity") or {}).get("value")
        if what not in UNITS or not isinstance(value, int) or not 0 <= value <= 200_000:
            raise Odd(Why.ODD)
        told[what] = value
    return told


def steps(resource: Resource) -> list[dict[str, Any]]:
    """What was noted on the way to doses."""
    found = []
    for activity in resource.get("activity") or []:
        said = said_by(activity)
        if said.get("kind") not in set(Kind) - NOT_TO_TICK:
            continue
        found.append(
            {
                "kind": said["kind"],
                "number": int(said["number"]),
                "days_before": _number(said.get("days_before")),
                **{key: words(said.get(f"said_{key}"), NOTE) for key in ("answer", "who", "reference", "note")},
                "title": words(said.get("said_title"), 120),
                "owner": said.get("said_owner", "me"),
            }
        )
    return found


def _measure(part: Resource) -> dict[str, Any]:
    said = said_by(part)
    value, unit = amount(part.get("valueQuantity"))
    if not value:
        value = words(part.get("valueString") or called(part.get("valueCodeableConcept")), 60)
    if not value and isinstance(part.get("valueInteger"), int):
        value = str(part["valueInteger"])
    value = said.get("value") or value
    if not value:
        raise Odd(Why.NO_VALUE)
    paper = first(part.get("referenceRange"))
    ends = {end: said.get(end) or amount(paper.get(end))[0] for end in ("low", "high")}
    code = next(
        (
            one["code"]
            for one in (part.get("code") or {}).get("coding") or []
            if one.get("system") == "http://loinc.org"
        ),
        "",
    )
    told = {
        "name": words(called(part.get("code")), LONG),
        "value": words(value, 60),
        "unit": words(said.get("unit") or unit, 30),
    }
    return told | {end: told for end, told in ends.items() if told} | ({"code": code} if code and said else {})


def _record(
    kind: Record.Kind, start: date, end: date | None, name: str, note: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    if end is not None and end < start:
        raise Odd(Why.SWAPPED)
    told = {key: value for key, value in values.items() if value not in (None, "")}
    return {
        "kind": str(kind), "began_on": _iso(start), "ended_on": _iso(end), "name": name, "note": note, "values": told,
    }  # fmt: skip


def _stretch(resource: Resource, days: Days) -> tuple[date, date | None]:
    stretch = resource.get("effectivePeriod") or {}
    when = stretch.get("start") or resource.get("effectiveDateTime") or resource.get("authoredOn")
    start, end = days.any(when), days.of(stretch.get("end"))
    if end is not None and end < start:
        raise Odd(Why.SWAPPED)
    return start, end


def _score(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value <= HIGHEST:
        raise Odd(Why.SCORE)
    return value


def _number(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isdigit() else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
