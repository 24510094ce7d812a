"""Keep a day of the diary; choose which symptoms it asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.companion.actions.near import FARTHEST_BACK, FarAway
from myelin.companion.models import DiaryEntry, FollowedSymptom, KeptScores, VoiceNote
from myelin.media.sealed import CARE
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.pack.models import Symptom

MOST_FOLLOWED = 6


class DayAhead(Refused):
    """A diary tells what was."""


class TooMany(Refused):
    """More symptoms than a tired person should be asked for."""


@transaction.atomic
def save_day(
    *,
    member: Member,
    day: date,
    today: date,
    now: datetime,
    mood: str = "",
    energy: int | None = None,
    sleep: int | None = None,
    symptoms: Mapping[str, int] | None = None,
    note: str = "",
) -> DiaryEntry:
    """Keep one day; saving it again replaces what it said, but for the word that it was a bad day.

    energy, sleep, symptoms: 0–10; what was not told stays absent, never 0.

    Raises NotAgreed without the member's yes, DayAhead when `day` lies after `today`.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    check_come(day, today)
    values: dict[str, Any] = {}
    if mood:
        values["mood"] = mood
    if energy is not None:
        values["energy"] = energy
    if sleep is not None:
        values["sleep"] = sleep
    if symptoms:
        values["symptoms"] = dict(symptoms)
    before = DiaryEntry.objects.of(member).select_for_update().filter(day=day).first()
    if before is not None and before.bad:
        values["bad"] = before.bad
    if before is not None and before.symptoms != values.get("symptoms", {}):
        forget_scores(member, [day])
    entry, _made = DiaryEntry.objects.update_or_create(
        member=member,
        day=day,
        defaults={"values": values, "note": note, "saved_at": now},  # type: ignore[misc]  # a field of any JSON
    )
    return entry


@transaction.atomic
def keep_days(
    *, member: Member, days: Mapping[date, tuple[Mapping[str, Any], str]], today: date, now: datetime
) -> None:  # fmt: skip
    """Keep many days at once, as a file tells them: `values` and note of each. What those days said before is replaced.

    Raises NotAgreed without the member's yes, DayAhead when one lies after `today`.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    for day in days:
        check_come(day, today)
    forget_scores(member, days)
    rows = [
        DiaryEntry(member=member, day=day, values=dict(values), note=note, saved_at=now)  # type: ignore[misc]  # any JSON
        for day, (values, note) in days.items()
    ]
    DiaryEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["member", "day"], update_fields=["values", "note", "saved_at"],
        batch_size=500,
    )  # fmt: skip


@transaction.atomic
def remove_day(*, member: Member, day: date) -> None:
    """Take a day out of the diary, with what was spoken about it and what was kept of it for the cycle page."""
    forget_scores(member, [day])
    remove_voices(VoiceNote.objects.of(member).filter(entry__day=day))
    DiaryEntry.objects.of(member).filter(day=day).delete()


def forget_scores(member: Member, days: Iterable[date]) -> None:
    """Let go of what was kept packed of the months of some days, so that nothing that was overwritten stays behind.

    Call it inside the transaction that writes, before it writes: the cycle page keeps what it read only while it holds the
    same row, and looks once more whether that still stands. It opens those months again.
    """
    kept = KeptScores.objects.locked_for(member)
    gone = {str(day.replace(day=1)) for day in days}
    if gone.isdisjoint(kept.months):
        return
    months = {month: told for month, told in kept.months.items() if month not in gone}
    kept.values = {"symptoms": kept.symptoms, "months": months}
    kept.save(update_fields=["values"])


@transaction.atomic
def remove_voices(voices: Iterable[VoiceNote]) -> None:
    """Take voice notes away for good; the files go once the rows are gone."""
    for voice in voices:
        voice.delete()
        transaction.on_commit(partial(CARE.remove, voice.name))


@transaction.atomic
def follow_symptoms(*, member: Member, symptoms: Collection[Symptom], now: datetime) -> None:
    """Choose the symptoms that the diary asks for; days already kept stay as they are. Raises TooMany above six."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    if len(symptoms) > MOST_FOLLOWED:
        raise TooMany(_("Six symptoms are the most. Fewer are easier to keep up on a bad day."))
    FollowedSymptom.objects.filter(member=member).exclude(symptom__in=symptoms).delete()
    FollowedSymptom.objects.bulk_create(
        [FollowedSymptom(member=member, symptom=symptom, followed_at=now) for symptom in symptoms],
        ignore_conflicts=True,
    )


@transaction.atomic
def name_symptoms(*, member: Member, words: Mapping[str, str]) -> None:
    """Call followed symptoms in one's own words, by slug; no words bring the pack's name back."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    rows = FollowedSymptom.objects.filter(member=member).select_for_update(of=("self",)).select_related("symptom")
    for row in rows:
        own = words.get(row.symptom.slug, row.own_words).strip()
        if own != row.own_words:
            row.own_words = own
            row.save(update_fields=["own_words"])


def check_come(day: date, today: date) -> None:
    """Raise DayAhead for a day that is still to come, FarAway for one more than 60 years back."""
    if today - day > FARTHEST_BACK:
        raise FarAway
    if day > today:
        raise DayAhead(_("That day is still to come. You can write about today and the days before."))
