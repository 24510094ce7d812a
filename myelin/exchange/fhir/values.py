"""Read single values of resources that others wrote: a day, words, a quantity. What is odd is said so, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from myelin.exchange.fhir.words import Resource
from myelin.exchange.words import Why

FARTHEST_BACK = timedelta(days=60 * 366)


class Odd(Exception):
    """The entry cannot be taken, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Days:
    """Days as the file tells them, in the member's zone."""

    def __init__(self, zone: str, now: datetime) -> None:
        self.zone = ZoneInfo(zone)
        self.today = now.astimezone(self.zone).date()

    def of(self, value: Any) -> date | None:
        """The day of a FHIR date or dateTime; None when there is none, or only a month or a year."""
        if not isinstance(value, str) or len(value) < len("2026-01-01"):
            return None
        try:
            if "T" not in value:
                return date.fromisoformat(value)
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise Odd(Why.ODD) from None
        return moment.astimezone(self.zone).date() if moment.tzinfo is not None else moment.date()

    def clock(self, value: Any) -> datetime | None:
        """What the clock shows there at a FHIR dateTime: as it is written, or in the member's zone if that is UTC.

        None for a day alone, which many files write as midnight.
        """
        if not isinstance(value, str) or "T" not in value:
            return None
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None and not moment.utcoffset():
            moment = moment.astimezone(self.zone)
        return moment.replace(tzinfo=None) if moment.time() != time.min else None

    def past(self, value: Any) -> date:
        """A day that was."""
        day = self.any(value)
        if day > self.today:
            raise Odd(Why.AHEAD)
        return day

    def any(self, value: Any) -> date:
        """A day, behind or ahead."""
        day = self.of(value)
        if day is None:
            raise Odd(Why.NO_DAY)
        if not -FARTHEST_BACK <= day - self.today <= timedelta(days=5 * 366):
            raise Odd(Why.FAR)
        return day


def words(value: Any, longest: int) -> str:
    """Text that fits."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > longest:
        raise Odd(Why.TOO_LONG)
    return text


def note_of(resource: Mapping[str, Any], longest: int) -> str:
    """All notes of an entry."""
    told = resource.get("note")
    texts = [one.get("text") for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return words("\n\n".join(text for text in texts if isinstance(text, str)), longest)


def codings(concept: Any) -> Iterator[tuple[str, str]]:
    """The codes of a concept: address of the terminology, and code."""
    told = concept.get("coding") if isinstance(concept, dict) else None
    for one in told if isinstance(told, list) else []:
        if isinstance(one, dict):
            yield str(one.get("system") or ""), str(one.get("code") or "")


def called(concept: Any) -> str:
    """What a concept is called: its text, or the first name that a code brings."""
    if not isinstance(concept, dict):
        return ""
    text = concept.get("text")
    if isinstance(text, str) and text.strip():
        return text.strip()
    told = concept.get("coding")
    names = [one.get("display") for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), "")


def reference(value: Any) -> str:
    return str(value.get("reference") or "") if isinstance(value, dict) else ""


def first(value: Any) -> Resource:
    """The first object of a list, or an empty one."""
    return next((one for one in value if isinstance(one, dict)), {}) if isinstance(value, list) else {}


def amount(value: Any) -> tuple[str, str]:
    """A quantity as one writes it, and its unit."""
    if not isinstance(value, dict) or not isinstance(value.get("value"), int | float):
        return "", ""
    unit = value.get("unit") or value.get("code") or ""
    return f"{value.get('comparator') or ''}{value['value']}", unit if isinstance(unit, str) else ""


type Lookup = Callable[[str], Resource | None]
"""Finds what a reference of the file points to."""


def lookup(resources: list[Resource]) -> Lookup:
    """By full address, by kind and id, or by id as "urn:uuid:…"."""
    found: dict[str, Resource] = {}
    for one in resources:
        name = one.get("id")
        keys = [one.get("_fullUrl"), f"{one['resourceType']}/{name}", f"urn:uuid:{name}"]
        found |= {key: one for key in keys if isinstance(key, str) and key and key not in found}
    return found.get
