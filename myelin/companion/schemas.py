"""The shapes of the companion's JSON."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from ninja import Field, Schema

from myelin.companion.models import Course, DiaryEntry, VoiceNote


class CitedSource(Schema):
    """Where a fact was read."""

    title: str
    section: str


class CitedFact(Schema):
    """The fact behind a date or a test."""

    key: str
    value: str
    jurisdiction: str
    basis: str
    sources: list[CitedSource]


class CourseIn(Schema):
    """medicine: an id, a generic or a brand name. last_given_on: the last dose so far, if there was one."""

    medicine: str = Field(max_length=120)
    started_on: date
    jurisdiction: str = Field("US", max_length=10)
    time_zone: str = Field("", max_length=40)
    last_given_on: date | None = None
    place: str = Field("", max_length=120)


class CourseOut(Schema):
    """A treatment. `has_dates` is false when no rule for its dates may be shown; the team tells the days then."""

    id: int
    medicine: str
    name: str
    jurisdiction: str
    started_on: date
    ended_on: date | None
    time_zone: str
    place: str
    has_dates: bool
    is_daily: bool

    @staticmethod
    def resolve_medicine(course: Course) -> str:
        return course.therapy.slug

    @staticmethod
    def resolve_has_dates(course: Course) -> bool:
        return course.has_dates

    @staticmethod
    def resolve_is_daily(course: Course) -> bool:
        return course.is_daily


class DoseOut(Schema):
    """How much."""

    amount: float
    unit: str


class InfusionOut(Schema):
    """A dose; `id` is null for those too far ahead to be kept."""

    id: int | None
    number: int
    part: str | int
    due_on: date
    earliest_on: date | None
    hour: time | None = Field(description="By the clock where it is given; null while it is not known.")
    lasts_minutes: int | None
    place: str
    dose: DoseOut
    is_optional: bool
    given_on: date | None
    facts: list[CitedFact]


class CompletionIn(Schema):
    """A dose was given. amount: in the unit of the dose, when it was another amount than planned."""

    given_on: date
    note: str = ""
    amount: Decimal | None = None


class DateIn(Schema):
    """The day that the clinic set; null puts it back on the rule's own.

    hour: by the clock where it is given. When left out it stays as it was on the same day, and is forgotten on another.
    place: where this dose is given; stays as it was when left out.
    """

    due_on: date | None
    hour: time | None = None
    lasts_minutes: int | None = Field(None, ge=1, le=24 * 60)
    place: str | None = Field(None, max_length=120)


class TestOut(Schema):
    """A test; `due_on` is null when its source names no day."""

    test: str
    due_on: date | None
    when: str
    infusion: int | None = Field(description="The number of the dose it belongs to.")
    facts: list[CitedFact]


class TapIn(Schema):
    """One thing that happened on an infusion day. at: when, in ISO 8601; now when left out."""

    kind: str
    at: datetime | None = None
    feeling: str = ""
    text: str = ""
    lot: str = ""


class TapOut(Schema):
    """A tap that stands."""

    uuid: UUID
    kind: str
    at: datetime
    said: dict[str, str]


class DayIn(Schema):
    """A day of the diary; what is left out stays untold. Scores go from 0 to 10."""

    mood: str = ""
    energy: int | None = None
    sleep: int | None = None
    symptoms: dict[str, int] = {}
    note: str = ""


class VoiceOut(Schema):
    """A voice note; its sound is at `voices/{id}`."""

    id: int
    content_type: str
    size: int
    words: str
    kept_at: datetime


class DayOut(Schema):
    """A day of the diary."""

    day: date
    mood: str
    energy: int | None
    sleep: int | None
    symptoms: dict[str, int]
    note: str
    voices: list[VoiceOut]

    @staticmethod
    def resolve_voices(entry: DiaryEntry) -> list[VoiceNote]:
        return list(entry.voices.all())


class DaysOut(Schema):
    """Days of the diary, the latest first; `next` is the cursor of the page after it."""

    items: list[DayOut]
    next: str | None
