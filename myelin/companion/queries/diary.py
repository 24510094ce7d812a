"""The diary, read behind the second wall: one day, the days before it, pages of days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Exists, Value, When

from myelin.base.fields import EncryptedTextField
from myelin.base.pages import Page, keyset
from myelin.base.wall import behind_the_wall
from myelin.companion.models import DiaryEntry, DiaryWishes, FollowedSymptom
from myelin.members.models import Member

LOOKS_BACK = timedelta(days=14)
"""A score of so many days ago is still what "the same" means."""


@dataclass(slots=True)
class Diary:
    """What pages about a day need: what is asked, that day and those before it (without notes), oldest first."""

    hides_charts: bool
    asked: list[FollowedSymptom]
    entry: DiaryEntry | None
    days: list[DiaryEntry] = field(default_factory=list)

    def before(self, day: date) -> DiaryEntry | None:
        """The day before, if it was kept."""
        return next((entry for entry in reversed(self.days) if (day - entry.day).days == 1), None)

    def last_score(self, slug: str, before: date) -> int | None:
        """What a symptom was when it was told last, if that is not long ago."""
        told = (entry.symptoms[slug] for entry in reversed(self.days) if entry.day < before and slug in entry.symptoms)
        return next(told, None)


def read_diary(member: Member, day: date, *, since: date | None = None) -> Diary:
    """A day, what is asked, and the days from `since` on (two weeks back when left out). Three statements at most."""
    # Of the other days the notes stay where they are; nothing of them is read.
    its_note = Case(When(day=day, then="note"), default=Value(""), output_field=EncryptedTextField())
    # No calendar goes back further than its first day.
    since = since or day - min(LOOKS_BACK, day - date.min)
    with behind_the_wall(member.pk):
        mine = DiaryEntry.objects.of(member).filter(day__gte=since, day__lte=day)
        wish = DiaryWishes.objects.of(member).filter(charts_hidden_at__isnull=False)
        rows = mine.order_by("day").defer("note").annotate(its_note=its_note, hides_charts=Exists(wish))
        days = list(rows)
        hides_charts = getattr(days[0], "hides_charts", False) if days else wish.exists()
        asked = list(_asked(member))
    entry = days[-1] if days and days[-1].day == day else None
    if entry is not None:
        entry.note = getattr(entry, "its_note", "")
    return Diary(hides_charts=hides_charts, asked=asked, entry=entry, days=days)


def days_page(member: Member, *, after: str | None, size: int) -> Page[DiaryEntry]:
    """Days that were kept, the latest first."""
    with behind_the_wall(member.pk):
        rows = DiaryEntry.objects.of(member).prefetch_related("voices")
        return keyset(rows, order=("-day", "-id"), after=after, size=size)


def asked(member: Member) -> list[FollowedSymptom]:
    """What the diary asks for, in the order of the pack."""
    with behind_the_wall(member.pk):
        return list(_asked(member))


def _asked(member: Member) -> list[FollowedSymptom]:
    rows = FollowedSymptom.objects.filter(member=member).select_related("symptom")
    return list(rows.order_by("symptom__position", "symptom_id"))
