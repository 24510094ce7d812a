"""Tap through an infusion day; keep what one brings along."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion.day import EVENINGS, Kind
from myelin.companion.models import Infusion, PackItem, Tap
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

MOST_TAPS = 300
MOST_ITEMS = 30
CLOCKS_DIFFER_BY = timedelta(minutes=10)
ARRIVES_WITHIN = timedelta(days=7)
"""How long a phone without a network may keep a tap."""


class TapAhead(Refused):
    """A tap tells what happened."""

    status = 422


class TapTooOld(Refused):
    """A tap that arrives much too late."""

    status = 422


class TooManyTaps(Refused):
    """More taps than a day has."""


class TooManyItems(Refused):
    """More things than one can carry."""


@transaction.atomic
def tap(
    *, infusion: Infusion, by: Member, uuid: UUID, kind: Kind, now: datetime, at: datetime | None = None, **said: str
) -> Tap:
    """Keep one thing that happened. The same `uuid` is kept once, however often and from wherever it arrives.

    at: when it happened; now when None. said: feeling, text, lot, day.

    Raises:
        TapAhead: `at` lies ahead by more than clocks differ.
        TapTooOld: `at` lies more than a week back.
        TooManyTaps: the day has 300 already.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    infusion = Infusion.objects.of(by).select_for_update(of=("self",)).get(pk=infusion.pk)
    kept = Tap.objects.of(by).filter(uuid=uuid).first()
    if kept is not None:
        return kept
    at = at or now
    if at > now + CLOCKS_DIFFER_BY:
        raise TapAhead(_("That moment is still to come. Is the clock of your device right?"))
    if at < now - ARRIVES_WITHIN:
        raise TapTooOld(_("That is more than a week ago. You can write it into the note of this dose."))
    if Tap.objects.of(by).filter(infusion=infusion).count() >= MOST_TAPS:
        raise TooManyTaps(_("This day is full. You can write the rest into the note of this dose."))
    told: dict[str, Any] = {key: value for key, value in said.items() if value}
    return Tap.objects.create(
        member=by, infusion=infusion, uuid=uuid, kind=kind, at=min(at, now), noted_at=now,
        said=told,  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip


@transaction.atomic
def undo_tap(*, infusion: Infusion, by: Member, uuid: UUID, now: datetime) -> bool:
    """Take a tap back; says whether there was one. Twice is safe, and sending it again does not bring it back."""
    mine = Tap.objects.of(by).filter(infusion=infusion, uuid=uuid)
    mine.filter(undone_at=None).update(undone_at=now)
    return mine.exists()


@transaction.atomic
def look_back(
    *, infusion: Infusion, by: Member, uuid: UUID, evening: int, today: date, now: datetime, feeling: str, text: str
) -> Tap | None:
    """Keep how an evening after a dose was; None when that evening is not, or no more, asked about."""
    given_on = infusion.given_on
    if given_on is None or not 0 <= evening <= min((today - given_on).days, EVENINGS - 1):
        return None
    return tap(
        infusion=infusion, by=by, uuid=uuid, kind=Kind.EVENING, now=now, feeling=feeling, text=text, day=str(evening)
    )


@transaction.atomic
def add_item(*, by: Member, words: str, now: datetime) -> PackItem:
    """Put a thing of one's own on every list of what to bring. The same words are kept once."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    Member.objects.select_for_update().get(pk=by.pk)
    mine = list(PackItem.objects.of(by))
    same = next((item for item in mine if item.words.casefold() == words.casefold()), None)
    if same is not None:
        return same
    if len(mine) >= MOST_ITEMS:
        raise TooManyItems(_("Thirty things are the most. You can take one off that you do not need."))
    item = PackItem.objects.create(member=by, words=words, added_at=now)
    audit.record(actor=by, action="pack_item.added", subject=item, now=now)
    return item


@transaction.atomic
def remove_item(*, item: PackItem, by: Member, now: datetime) -> None:
    """Take a thing off the lists to come. Twice is safe."""
    PackItem.objects.of(by).filter(pk=item.pk).update(removed_at=now)
