"""Tick what is wanted of a file."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from myelin.exchange.models import CHOSEN_FROM, Found, Reading
from myelin.media.sealed import HELD
from myelin.members.models import Member


@transaction.atomic
def choose(*, reading: Reading, by: Member, shown: Collection[int], chosen: Collection[int]) -> None:
    """Keep the ticks of the entries that a page showed; those of other pages stay. Twice is safe.

    What waits to be taken already stays as it was ticked.
    """
    if Reading.objects.of(by).select_for_update().get(pk=reading.pk).wanted_at is not None:
        return
    mine = Found.objects.of(by).filter(reading=reading, standing__in=CHOSEN_FROM, pk__in=shown)
    mine.filter(pk__in=chosen).update(chosen=True)
    mine.exclude(pk__in=chosen).update(chosen=False)


@transaction.atomic
def put_aside(*, reading: Reading, by: Member) -> None:
    """Forget a file that was brought. What was taken of it stays. Twice is safe."""
    for row in Reading.objects.of(by).filter(pk=reading.pk):
        row.delete()
        HELD.remove(row.held)
