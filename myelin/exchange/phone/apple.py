"""Apple Health's export.xml: one element for each measurement, millions of them, each forgotten once it was counted.

Source of the names: Apple's HealthKit documentation (HKQuantityTypeIdentifier, HKCategoryValueSleepAnalysis), 2026-11-26.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from myelin.exchange.fhir.opening import Unreadable
from myelin.exchange.phone.sums import BEATS, MOST_STEPS, Sums

ROOT = "HealthData"
STEPS = "HKQuantityTypeIdentifierStepCount"
RESTING = "HKQuantityTypeIdentifierRestingHeartRate"
HEART = "HKQuantityTypeIdentifierHeartRate"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
"""How the values begin that say asleep; in bed and awake are others."""
DEEPEST = 30
A_DAY = 24 * 3_600
CHECKED_EVERY = 100_000
"""Elements between two looks at how far it is."""


def read(file: IO[bytes], sums: Sums, *, skip: int) -> Iterator[int]:
    """Count all elements after the first `skip`; yields how many were gone through, now and then and at the end.

    Raises Unreadable for what is not such a file, or has entities in it.
    """
    number, root, depth = 0, None, 0
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_entities=True, forbid_external=True):
            if root is None:
                root = element
                if root.tag != ROOT:
                    raise _other()
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise _other()
            if event != "end":
                continue
            if element.tag == "Record":
                number += 1
                if number > skip:
                    _count(element, sums)
                if number % CHECKED_EVERY == 0:
                    yield number
            # What was read hangs on the root, so that is emptied, too.
            element.clear()
            root.clear()
    except (ParseError, DefusedXmlException):
        raise _other() from None
    if root is None:
        raise _other()
    yield number


def _count(record: Element, sums: Sums) -> None:
    kind, device = record.get("type"), record.get("sourceName", "")[:80]
    if kind == SLEEP:
        _sleep(record, device, sums)
    elif kind in (STEPS, RESTING, HEART):
        value, day = _number(record.get("value")), record.get("startDate", "")[:10]
        if value is None or not _is_day(day):
            return
        if kind == STEPS and 0 <= value <= MOST_STEPS:
            sums.add(day, "steps", device, value)
        elif kind != STEPS and round(value) in BEATS:
            sums.add(day, "resting_heart_rate" if kind == RESTING else "heart_rate", device, value)


def _sleep(record: Element, device: str, sums: Sums) -> None:
    """A stretch of sleep counts for the day on which it ends."""
    start, end = _moment(record.get("startDate")), _moment(record.get("endDate"))
    if start is None or end is None or not record.get("value", "").startswith(ASLEEP):
        return
    seconds = (end - start).total_seconds()
    if 0 < seconds <= A_DAY:
        sums.add(end.date().isoformat(), "sleep", device, seconds / 60)


def _moment(text: str | None) -> datetime | None:
    """Such as "2026-05-01 07:30:00 +0200", in the zone in which it was written."""
    try:
        return datetime.strptime(text or "", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _other() -> Unreadable:
    return Unreadable(_("This is not the health file of a phone that we know: Apple Health’s export, or Google Fit’s."))
