"""Google Fit's part of a Takeout: a table with a line for each day, and a small JSON file for each night."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from myelin.exchange.phone.sums import BEATS, MOST_STEPS, Sums

DAILY = re.compile(r"(?:^|/)Daily activity metrics\.csv$", re.IGNORECASE)
NIGHT = re.compile(r"_SLEEP\.json$", re.IGNORECASE)
LARGEST_NIGHT = 1_000_000
LARGEST_TABLE = 50_000_000
DEVICE = "fit"


def is_takeout(archive: zipfile.ZipFile) -> bool:
    """Whether an archive has days or nights of Google Fit in it."""
    return any(DAILY.search(name) or NIGHT.search(name) for name in archive.namelist())


def read(archive: zipfile.ZipFile, sums: Sums, zone: str, *, skip: int) -> Iterator[int]:
    """Count all files after the first `skip`; yields how many were gone through."""
    names = sorted(name for name in archive.namelist() if DAILY.search(name) or NIGHT.search(name))
    for number, name in enumerate(names[skip:], skip + 1):
        if DAILY.search(name):
            _days(archive.open(name).read(LARGEST_TABLE), sums)
        else:
            _night(archive.open(name).read(LARGEST_NIGHT), sums, ZoneInfo(zone))
        if number % 500 == 0:
            yield number
    yield len(names)


def _days(content: bytes, sums: Sums) -> None:
    for line in csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"))):
        day = (line.get("Date") or "").strip()
        try:
            datetime.strptime(day, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        steps, beats = _number(line.get("Step count")), _number(line.get("Average heart rate (bpm)"))
        if steps is not None and 0 <= steps <= MOST_STEPS:
            sums.add(day, "steps", DEVICE, steps)
        if beats is not None and round(beats) in BEATS:
            sums.add(day, "heart_rate", DEVICE, beats)


def _night(content: bytes, sums: Sums, zone: ZoneInfo) -> None:
    """A night counts for the day on which it ends, where the member lives: the file tells times in UTC."""
    try:
        told = json.loads(content)
        start, end = (datetime.fromisoformat(told[key]) for key in ("startTime", "endTime"))
        length = end - start
    except (ValueError, TypeError, KeyError, RecursionError):
        return
    if told.get("fitnessActivity") == "sleep" and end.tzinfo is not None and timedelta() < length <= timedelta(days=1):
        sums.add(end.astimezone(zone).date().isoformat(), "sleep", DEVICE, length.total_seconds() / 60)


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
