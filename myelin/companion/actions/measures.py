"""Keep what a phone measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.companion.actions.diary import DayAhead
from myelin.companion.models import DayMeasures
from myelin.companion.models.measures import UNITS
from myelin.members import actions as members
from myelin.members.models import Member, Purpose


@transaction.atomic
def keep_measures(
    *, member: Member, days: Mapping[date, Mapping[str, int]], today: date, now: datetime
) -> None:  # fmt: skip
    """Keep measured days, each as a whole: what one said before is replaced. The diary stays as it is.

    Raises NotAgreed without the member's yes, DayAhead when one lies after `today`.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    if any(day > today for day in days):
        raise DayAhead(_("That day is still to come. You can write about today and the days before."))
    rows = [
        DayMeasures(
            member=member, day=day, saved_at=now,
            values={what: values[what] for what in UNITS if what in values},  # type: ignore[misc]  # any JSON
        )
        for day, values in days.items()
    ]  # fmt: skip
    DayMeasures.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["member", "day"],
        update_fields=["values", "saved_at"],
        batch_size=500,
    )
