"""How far a stream has been told: what its `id:` lines say, and what a browser sends back after a lost connection."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_LISTED = 100
"""While one transaction runs very long, what is told beyond it is listed up to here; after that one looks again."""
_WRITTEN = re.compile(r"(\d{1,12})-(\d{1,19})-((?:\d{1,19}(?:\.\d{1,19})*)?)", re.ASCII)


@dataclass(frozen=True)
class Position:
    """Told are all events of transactions below `horizon`, and beyond it those in `told`.

    at: second at which it was written, because events are kept for a while only.
    """

    at: int
    horizon: int
    told: frozenset[int]


def write(at: float, horizon: int, told: Iterable[int]) -> str:
    """The position as text; with too many events told beyond the horizon, one from which nothing can be resumed."""
    listed = list(told)
    if len(listed) > MOST_LISTED:
        return "0-0-"
    return f"{int(at)}-{horizon}-{'.'.join(map(str, listed))}"


def read(text: str) -> Position | None:
    """The position that `text` says; None when nobody wrote it."""
    if (found := _WRITTEN.fullmatch(text)) is None:
        return None
    at, horizon, told = found.groups()
    return Position(int(at), int(horizon), frozenset(int(number) for number in told.split(".") if number))
