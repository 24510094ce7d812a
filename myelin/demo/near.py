"""The circles of the script: who cares for whom, what would help, what was noted. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that would help; `taken` is "carer", or the name of somebody with the link."""

    title: str
    place: str
    in_days: int
    at: time | None
    taken: str


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody who cares for somebody. `takes` is the step of the plan that they do."""

    of: str
    carer: str
    called: str
    may: tuple[str, ...]
    tasks: tuple[Wanted, ...]
    takes: str
    notes: tuple[tuple[int, str], ...]


def circle(rows: Iterable[dict[str, Any]]) -> tuple[Near, ...]:
    """Read them from the rows of the pack's file."""
    return tuple(
        Near(
            of=row["of"],
            carer=row["carer"],
            called=row["called"],
            may=tuple(row["may"]),
            tasks=tuple(_wanted(task) for task in row["tasks"]),
            takes=row.get("takes", ""),
            notes=tuple((note["days_ago"], note["text"]) for note in row["notes"]),
        )
        for row in rows
    )


def _wanted(row: dict[str, Any]) -> Wanted:
    at = time.fromisoformat(row["at"]) if "at" in row else None
    return Wanted(row["title"], row.get("place", ""), row["in_days"], at, row.get("taken", ""))
