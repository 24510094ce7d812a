"""A month of a diary in short lines, one a symptom: a sign for each day. Pure: no Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

SIGNS = "0123456789a"
"""The scores from 0 to 10; any other sign is a gap."""
GAP = "."
LONGEST = 31

type Told = tuple[list[int], list[int]]
"""The days (as ordinals) that tell of a symptom, and what each says."""


def lines_of(days: Iterable[tuple[int, Mapping[str, int]]], slugs: Iterable[str]) -> dict[str, str]:
    """Pack the days of one month: each is its number in the month and its scores. Symptoms without one have no line."""
    written = list(days)
    lines = {}
    for slug in slugs:
        signs = [GAP] * LONGEST
        for number, scores in written:
            if slug in scores:
                signs[number - 1] = SIGNS[scores[slug]]
        line = "".join(signs).rstrip(GAP)
        if line:
            lines[slug] = line
    return lines


def told_in(months: Iterable[tuple[date, Mapping[str, str]]], slug: str, *, since: date) -> Told:
    """Unpack what months in their order tell of a symptom, from a day on. Each month is named by its first day."""
    first, days, scores = since.toordinal(), [], []
    for month, lines in months:
        begins = month.toordinal()
        for day, sign in enumerate(lines.get(slug, ""), begins):
            if sign != GAP and day >= first:
                days.append(day)
                scores.append(SIGNS.index(sign))
    return days, scores
