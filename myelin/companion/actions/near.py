"""How far from today a day of care may lie."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from myelin.base.errors import Refused

FARTHEST_BACK = timedelta(days=60 * 366)
FARTHEST_AHEAD = timedelta(days=5 * 366)
"""How far from today the first dose of a treatment may lie."""


class FarAway(Refused):
    """A day so far off that it must be a slip of the keyboard."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("This day is very far away. Could you check the year?"))


def check_near(day: date, *, now: datetime, ahead: timedelta) -> None:
    """Raise FarAway for a day more than 60 years back, or further ahead than that."""
    if not -FARTHEST_BACK <= day - now.date() <= ahead:
        raise FarAway
