"""ISO 8601 durations on a calendar of days: months are calendar months, weeks and days are exact."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PARTS = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_DAYS_IN_A_MONTH_AT_LEAST = 28


class BadDuration(ValueError):
    """A text that is not an ISO 8601 duration which this calendar knows."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months, days and hours. "P6M" stays six months and "P24W" stays 168 days: neither becomes the other."""

    months: int = 0
    days: int = 0
    hours: int = 0

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read "P6M", "P24W", "P1Y", "P14D", "PT12H".

        Raises:
            BadDuration: the text says something else.
        """
        match = _PARTS.fullmatch(text)
        if match is None or not any(match.groups()) or match.group(6):
            raise BadDuration(f"“{text}” is not a duration such as P6M, P24W, P14D or PT12H.")
        years, months, weeks, days, hours = (int(part or 0) for part in match.groups()[:5])
        return cls(months=12 * years + months, days=7 * weeks + days, hours=hours)

    def times(self, number: int) -> "Duration":
        """The duration taken `number` times: whole, so that nothing is rounded on the way."""
        return Duration(self.months * number, self.days * number, self.hours * number)

    def plus(self, other: "Duration") -> "Duration":
        """Both, one after the other."""
        return Duration(self.months + other.months, self.days + other.days, self.hours + other.hours)

    def after(self, day: date) -> date:
        """The day this long after `day`: months first, clamped at the end of the month; then days."""
        return add_months(day, self.months) + timedelta(days=self.days + self.hours // 24)

    @property
    def is_months(self) -> bool:
        """Whether it is made of nothing but calendar months (or is no time at all)."""
        return not self.days and not self.hours

    @property
    def shortest_hours(self) -> int:
        """The fewest hours that it can last."""
        return 24 * (_DAYS_IN_A_MONTH_AT_LEAST * self.months + self.days) + self.hours

    def __str__(self) -> str:
        months, days = (f"{self.months}M" if self.months else ""), (f"{self.days}D" if self.days else "")
        hours = f"T{self.hours}H" if self.hours else ""
        return "P" + (months + days + hours or "0D")


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day where that month is shorter (31 August, 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
