"""Days as people write them in tables. Whether the day or the month comes first is told by the table, or not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from myelin.exchange.fhir.values import Odd
from myelin.exchange.words import Why

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


class Dates:
    """The days of one table, which all follow one habit."""

    def __init__(self) -> None:
        self.day_first = self.month_first = False

    def look_at(self, texts: Iterable[str]) -> None:
        """Learn from some of them which comes first. All have to be looked at before the first is asked for."""
        for text in texts:
            if match := SLASHES.fullmatch(text.strip()):
                self.day_first |= int(match[1]) > 12
                self.month_first |= int(match[2]) > 12

    def of(self, text: str) -> str:
        """The day in ISO form; nothing for an empty cell."""
        text = text.strip()
        if not text:
            return ""
        if match := ISO.fullmatch(text):
            return self._day(*match.groups())
        if match := DOTS.fullmatch(text):
            day, month, year = match.groups()
            return self._day(year, month, day)
        if match := SLASHES.fullmatch(text):
            if self.day_first == self.month_first:
                raise Odd(Why.WHICH_DAY)
            first, second, year = match.groups()
            return self._day(year, second, first) if self.day_first else self._day(year, first, second)
        raise Odd(Why.NO_DAY)

    def _day(self, year: str, month: str, day: str) -> str:
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            raise Odd(Why.NO_DAY) from None
