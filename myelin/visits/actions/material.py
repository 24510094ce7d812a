"""Gather what the page for a visit is made from."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from myelin.base.errors import Refused
from myelin.companion import actions as care
from myelin.members.models import Member
from myelin.visits import queries
from myelin.visits.models import Visit
from myelin.visits.queries import Material


def gather(*, visit: Visit, by: Member, today: date) -> Material:
    """What the page is made from, with the looks at cycles that are due: those are kept."""
    found = queries.material_of(visit, by, today=today)
    if found.series is not None and found.cycles is not None:
        # Without a yes to keeping more, the page says what was seen before.
        with suppress(Refused):
            care.take_looks(member=by, series=found.series, rows=found.cycles)
    return found
