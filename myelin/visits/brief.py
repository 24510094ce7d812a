"""The page for a visit as plain parts: what is said, what is hidden, what fits on one sheet. Pure: no Django, no clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from math import ceil
from typing import Any

ACROSS = 98
"""So many letters fit on a line of the sheet: A4, 10 pt."""

LINES = 58
"""So many lines fit on the sheet."""

PLOT = 12
"""So many of them a drawing takes."""

MOST = (12, 8, 5, 3, 2, 1, 0)
"""How many rows a part tells of, from a roomy page to the fullest one; the last one draws nothing either."""

WHOLE = {"questions", "treatments"}
"""Parts that are never made shorter: they are few, and the visit is about them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. key: its model and number ("record/12"). entries: where the member finds what it was made from."""

    key: str
    name: str
    words: str = ""
    entries: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing: 1000 wide, 300 high, heights growing downwards. lines: kind, path, dash. The words tell it, too."""

    lines: list[tuple[str, str, str]]
    labels: list[str]
    under: str
    keys: list[tuple[str, str]]
    band: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with its rows. empty: what is said when there are none. more: how many rows are told of in a number."""

    key: str
    title: str
    rows: list[Row]
    empty: str = ""
    lead: str = ""
    entries: str = ""
    plot: Plot | None = None
    more: int = 0

    @property
    def is_there(self) -> bool:
        return bool(self.rows or self.empty or self.lead or self.more)


@dataclass(frozen=True, slots=True)
class Brief:
    """The page for a visit. left_out: how many parts the member hid; 0 as well when they do not want it told."""

    name: str
    eyebrow: str
    under: str
    note: str
    left_out: int
    parts: list[Part] = field(default_factory=list)

    @property
    def keys(self) -> frozenset[str]:
        """Everything that can be hidden: the parts and their rows."""
        return frozenset(key for part in self.parts for key in (part.key, *(row.key for row in part.rows)))


def without(brief: Brief, hidden: Collection[str], *, tells: bool) -> Brief:
    """The page without what was hidden: whole parts, and rows of the others. A part that lost all its rows says nothing.

    tells: whether it says how many parts are missing something.
    """
    parts, touched = [], 0
    for part in brief.parts:
        rows = [row for row in part.rows if row.key not in hidden]
        is_cut = part.key in hidden or len(rows) < len(part.rows)
        touched += is_cut
        if part.key not in hidden and (rows or not is_cut or part.plot):
            parts.append(replace(part, rows=rows))
    return replace(brief, parts=parts, left_out=touched if tells else 0)


def fitted(brief: Brief, *, at_least: int = 0) -> Brief:
    """The page as short as one sheet asks for: rows beyond are told of in a number, part by part; nothing is cut off.

    at_least: how short, when a sheet has shown that more was needed than was reckoned; a place of MOST.
    """
    for place in range(at_least, len(MOST)):
        short = _short(brief, MOST[place])
        if _lines(short) <= LINES:
            return short
    return _short(brief, 0)


def as_json(brief: Brief) -> dict[str, Any]:
    """The page to keep as it was, without the ways to its entries."""
    parts = [
        replace(part, entries="", rows=[replace(row, entries="") for row in part.rows]) for part in brief.parts
    ]  # fmt: skip
    return asdict(replace(brief, parts=parts))


def _short(brief: Brief, most: int) -> Brief:
    parts = []
    for part in brief.parts:
        rows = part.rows if part.key in WHOLE else part.rows[:most]
        plot = part.plot if most else None
        parts.append(replace(part, rows=rows, plot=plot, more=len(part.rows) - len(rows)))
    return replace(brief, parts=parts)


def _lines(brief: Brief) -> int:
    """How many lines a page takes, reckoned on the long side."""
    head = 4 + _wrapped(brief.note) + (2 if brief.note else 0) + bool(brief.left_out)
    return head + sum(_lines_of(part) for part in brief.parts)


def _lines_of(part: Part) -> int:
    told = sum(_wrapped(f"{row.name}: {row.words}") for row in part.rows)
    rest = bool(part.more) + _wrapped(part.lead) + (0 if part.rows or part.more else _wrapped(part.empty))
    return 2 + told + rest + (PLOT if part.plot else 0)


def _wrapped(text: str) -> int:
    return sum(ceil(len(line) / ACROSS) for line in text.splitlines())
