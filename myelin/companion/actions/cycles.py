"""Take the looks that are due, name the symptom to watch, hide the charts."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.companion import cycles, queries
from myelin.companion.models import CycleLook, DiaryWishes, FollowedSymptom, KeptScores, Watch
from myelin.companion.queries.cycles import CycleRows, Series
from myelin.companion.queries.scores import Scores, still_standing
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.pack.models import Symptom


class NotFollowed(Refused):
    """Only a symptom that the diary asks for can be watched."""


@transaction.atomic
def watch_symptom(*, member: Member, symptom: Symptom, today: date) -> Watch:
    """Name the one symptom that is looked at first. Another one counts from the next cycle on.

    Raises NotAgreed without the member's yes, NotFollowed when the diary does not ask for it.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    if not FollowedSymptom.objects.filter(member=member, symptom=symptom).exists():
        raise NotFollowed(_("Your diary does not ask for this one. Choose it there first."))
    row, _made = Watch.objects.update_or_create(member=member, named_on=today, defaults={"symptom": symptom})
    return row


@transaction.atomic
def hide_charts(*, member: Member, now: datetime) -> None:
    """Draw and tell nothing of the diary from now on; it goes on being kept. Twice is safe."""
    DiaryWishes.objects.update_or_create(member=member, defaults={"charts_hidden_at": now})


@transaction.atomic
def show_charts(*, member: Member) -> None:
    """Draw again. Twice is safe."""
    DiaryWishes.objects.of(member).update(charts_hidden_at=None)


@transaction.atomic
def take_looks(*, member: Member, series: Series, rows: CycleRows) -> None:
    """Look at each followed symptom as often as is due, and keep in `rows.looks` and the database what was found.

    A look that was taken stays what it was; only when an entry or an infusion of its cycles was changed is the same
    look computed again, with the share of the alpha that it had.
    """
    if not series.look or rows.hides_charts:
        return
    _keep_scores(member, rows.scores)
    complete = series.cycles[: series.look]
    last = complete[-1]
    over = Series(series.course, series.phase, series.first, series.given[: series.look + 1])
    watched = rows.watched_on(date.fromordinal(last.began))
    for symptom in (row.symptom for row in rows.asked):
        days, scores = _until(rows.scores.of(symptom.slug), last.began + last.length)
        mark, kept = queries.fingerprint(days, scores, over), rows.looks.get((symptom.pk, series.look))
        if kept is not None and kept.values["fingerprint"] == mark:
            continue
        members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
        share = kept.values["share"] if kept is not None else _share(symptom.pk, watched, len(rows.followed))
        reading = cycles.compare(days, scores, complete, share=share)
        values: dict[str, Any] = {"fingerprint": mark, "share": share, "reading": asdict(reading)}
        rows.looks[symptom.pk, series.look], _made = CycleLook.objects.update_or_create(
            course=series.course, symptom=symptom, first=series.first, cycles=series.look,
            defaults={"member": member, "looked_on": over.given[-1], "values": values},  # type: ignore[misc]
        )  # fmt: skip


def _keep_scores(member: Member, scores: Scores) -> None:
    """Keep what was opened, but for months that were written to meanwhile: nothing that was overwritten comes back.

    Without a yes to keeping more, it is opened again the next time.
    """
    if scores.unkept is None:
        return
    with suppress(members.NotAgreed):
        members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
        kept = KeptScores.objects.locked_for(member)
        kept.values = still_standing(member, scores.unkept)
        kept.save(update_fields=["values"])


def _share(symptom: int, watched: int | None, followed: int) -> float:
    """The part of the alpha: whole for the watched symptom, and once more for all the others together."""
    return 1.0 if symptom == watched else 1 / max(followed - 1, 1)


def _until(told: tuple[list[int], list[int]], end: int) -> tuple[list[int], list[int]]:
    days, scores = told
    kept = bisect_left(days, end)
    return days[:kept], scores[:kept]
