"""The visits of the script: who prepares one, with what, and what they noted beside their days. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any


@dataclass(frozen=True, slots=True)
class Beside:
    """Something noted beside the days; `until` is how many days ago it ended."""

    kind: str
    name: str
    days_ago: int
    until: int | None
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A visit. `hides`: of the kinds of notes, those whose last one is left out. `asks_at`: when the diary asks before it."""

    by: str
    with_whom: str
    in_days: int
    asks_at: time | None
    since_days: int
    questions: tuple[str, ...]
    note: str
    hides: tuple[str, ...]
    notes: tuple[Beside, ...]


def meetings(rows: Iterable[dict[str, Any]]) -> tuple[Meeting, ...]:
    """Read them from the rows of the pack's file."""
    return tuple(_meeting(row) for row in rows)


def _meeting(row: dict[str, Any]) -> Meeting:
    return Meeting(
        by=row["by"],
        with_whom=row["with_whom"],
        in_days=row["in_days"],
        asks_at=time.fromisoformat(row["asks_at"]) if "asks_at" in row else None,
        since_days=row["since_days"],
        questions=tuple(row["questions"]),
        note=row["note"],
        hides=tuple(row["hides"]),
        notes=tuple(_beside(note) for note in row["notes"]),
    )


def _beside(row: dict[str, Any]) -> Beside:
    return Beside(row.pop("kind"), row.pop("name", ""), row.pop("days_ago"), row.pop("until", None), row)
