"""Keep today in a tap or three, from a page or from a phone that was offline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.companion.actions.diary import check_come, forget_scores
from myelin.companion.models import DiaryArrival, DiaryEntry
from myelin.members import actions as members
from myelin.members.models import Member, Purpose


class NothingToRepeat(Refused):
    """The day before was not kept, and gaps are never filled in."""


@transaction.atomic
def keep_moment(
    *,
    member: Member,
    key: UUID,
    day: date,
    today: date,
    written_at: datetime,
    now: datetime,
    told: Mapping[str, Any],
    same: bool = False,
) -> bool:
    """Add what was told to a day, once however often it is sent; says whether it was new.

    told: `values` of a day. What the day says besides stays; of two words for one thing, the later written one counts.
    same: as the day before.

    Raises NotAgreed without the member's yes, DayAhead when `day` lies after `today`, NothingToRepeat.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    check_come(day, today)
    _row, is_new = DiaryArrival.objects.get_or_create(member=member, key=key, defaults={"arrived_at": now})
    if not is_new:
        return False
    said = {**(_as_the_day_before(member, day) if same else {}), **told}
    entry, is_first = DiaryEntry.objects.select_for_update().get_or_create(
        member=member,
        day=day,
        defaults={"values": said, "saved_at": now},  # type: ignore[misc]  # a field of any JSON
    )
    if not is_first:
        earlier, later = entry.values, said
        if entry.saved_at > written_at:
            earlier, later = said, entry.values
        joined = _joined(earlier, later)
        if entry.symptoms != joined.get("symptoms", {}):
            forget_scores(member, [day])
        entry.values, entry.saved_at = joined, now
        entry.save(update_fields=["values", "saved_at"])
    return True


def _as_the_day_before(member: Member, day: date) -> dict[str, Any]:
    before = DiaryEntry.objects.of(member).filter(day=day - timedelta(days=1)).first()
    if before is None:
        raise NothingToRepeat(_("There is nothing on the day before to repeat. Gaps are fine."))
    return {**before.values, "same": True}


def _joined(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    symptoms = {**earlier.get("symptoms", {}), **later.get("symptoms", {})}
    return {**earlier, **later, **({"symptoms": symptoms} if symptoms else {})}
