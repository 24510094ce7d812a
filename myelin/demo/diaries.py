"""The diaries of the script: who keeps one, of what, and how well. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Diary:
    """How somebody keeps a diary: which symptoms at which usual level, which share of days, some notes, a reminder.

    every_day: how many of the last days have no gap.
    """

    by: str
    keeps: float
    every_day: int
    level: Mapping[str, float]
    notes: tuple[str, ...]
    reminder: str


def diaries(rows: Iterable[dict[str, Any]]) -> tuple[Diary, ...]:
    """Read them from the rows of the pack's file."""
    return tuple(
        Diary(row["by"], row["keeps"], row.get("every_day", 0), row["level"], tuple(row["notes"]), row["reminder"])
        for row in rows
    )
