"""Give the invented people their treatments and diaries. Private, as everybody's: it shows to them alone."""

from __future__ import annotations

import calendar
import io
import math
import wave
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from myelin.companion import actions as companion
from myelin.companion.actions import courses, diary, reminders
from myelin.companion.actions.reminders import Wish
from myelin.companion.models import Course, DiaryEntry, Infusion, Mood, Reminder
from myelin.demo.calls import make_calls
from myelin.demo.diaries import Diary
from myelin.demo.script import Person
from myelin.demo.year import Year
from myelin.members.models import Member
from myelin.pack.models import Symptom
from myelin.therapies.models import Therapy

ABROAD = "EU"
AT_HOME = {"United States": "US"}
"""Whose label somebody's dates follow; the formulary knows these two best."""

SOON = 8
"""The member whose login is named for it has the next dose on the first Tuesday that is so many days away, or more."""
TUESDAY = 1

NINE, DEMO_CENTER = time(9), "Harbor Street infusion center (demo)"

MEASURED = 90
"""So many days back the phone of whoever keeps a diary told of sleep and steps."""

HEAVY = 0.35
"""From one day to the next a symptom keeps this share of how far it was from its level."""


def begin_courses(people: Sequence[Person], year: Year) -> None:
    """Add a course for everybody whose medicine is given by drip, with all doses up to today given on their days."""
    drips = {therapy.slug: therapy for therapy in Therapy.objects.current() if therapy.is_infusion}
    for person in people:
        if therapy := drips.get(person.medicine):
            _begin(person, therapy, year)


def _begin(person: Person, therapy: Therapy, year: Year) -> None:
    today = _today(year.cast[person.handle], year.now)
    soon = SOON + (TUESDAY - (today + timedelta(days=SOON)).weekday()) % 7
    ahead = soon if person.login == "on_ocrelizumab" else year.rng.randint(5, 60)
    course = courses.add_course(
        member=year.cast[person.handle],
        therapy=therapy,
        started_on=months_before(today, person.since_months) + timedelta(days=ahead),
        jurisdiction=AT_HOME.get(person.country, ABROAD),
        time_zone=person.time_zone,
        now=year.now,
    )
    _give_what_was_due(course, today, year.now)
    if person.login == "on_ocrelizumab":
        _set_the_hour(course, year.now)
        make_calls(course, year.now)


def _set_the_hour(course: Course, now: datetime) -> None:
    """Let the clinic say when the next dose is."""
    member = course.member
    coming = Infusion.objects.of(member).to_come()[0]
    companion.move_infusion(
        infusion=coming, by=member, to=coming.due_on, now=now, hour=NINE, lasts_minutes=300, place=DEMO_CENTER
    )


def _give_what_was_due(course: Course, today: date, now: datetime) -> None:
    past = list(course.infusions.filter(due_on__lt=today, is_optional=False))
    for infusion in past:
        infusion.given_on = infusion.due_on
        infusion.given_noted_at = min(now, datetime.combine(infusion.due_on, time(18), ZoneInfo(course.time_zone)))
    Infusion.objects.bulk_update(past, ["given_on", "given_noted_at"])
    courses.replan(course, now=now)


def set_reminders(diaries: Sequence[Diary], year: Year) -> None:
    """Let those who keep a diary be reminded of it in the evening, and of a dose a week and a day before."""
    for kept in diaries:
        member = year.cast[kept.by]
        own = Wish(kind=Reminder.Kind.OWN, times=[time(19, 30)], words=kept.reminder)
        before = Wish(kind=Reminder.Kind.DOSE, times=[time(9)], days_before=[7, 1])
        for wish in (own, before):
            reminders.set_reminder(member=member, wish=wish, now=year.now)


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def keep_diaries(diaries: Sequence[Diary], year: Year) -> None:
    """Write a year of days for some, with the gaps that real diaries have."""
    symptoms = {symptom.slug: symptom for symptom in Symptom.objects.current()}
    entries: list[DiaryEntry] = []
    for kept in diaries:
        member = year.cast[kept.by]
        diary.follow_symptoms(member=member, symptoms=[symptoms[slug] for slug in kept.level], now=member.joined_at)
        entries += _days(kept, member, year)
        _measure(member, year)
    DiaryEntry.objects.bulk_create(entries)
    if diaries:
        _speak(year.cast[diaries[0].by], year)


def _speak(member: Member, year: Year) -> None:
    """Keep a voice note of yesterday: nobody speaks in it, a soft tone stands for a voice."""
    today = _today(member, year.now)
    companion.keep_voice(
        member=member, day=today - timedelta(days=1), today=today, recording=_tone(), now=year.now,
        words="Walked to the corner and back. (Demo: a tone stands for a voice.)",
    )  # fmt: skip


def _tone() -> io.BytesIO:
    """Two seconds that swell and fade."""
    buffer, rate, seconds = io.BytesIO(), 8_000, 2
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 1, rate, 0, "NONE", ""))
        swell = [math.sin(math.pi * place / rate / seconds) for place in range(rate * seconds)]
        hum = (round(128 + 40 * loud * math.sin(math.tau * 220 * place / rate)) for place, loud in enumerate(swell))
        file.writeframes(bytes(hum))
    buffer.seek(0)
    return buffer


def _measure(member: Member, year: Year) -> None:
    """What their phone told of the last three months."""
    # Dice of its own, so that the rest of the community stays the same.
    rng, today = Random(member.handle), _today(member, year.now)  # noqa: S311 - no secrets in it
    days = {
        today - timedelta(days=back): {
            "sleep": round(rng.gauss(415, 45)),
            "steps": max(300, round(rng.gauss(4_200, 1_500))),
            "resting_heart_rate": round(rng.gauss(64, 2)),
        }
        for back in range(1, MEASURED)
    }
    companion.keep_measures(member=member, days=days, today=today, now=year.now)


def _days(kept: Diary, member: Member, year: Year) -> Iterator[DiaryEntry]:
    rng, today = year.rng, _today(member, year.now)
    first = max(today - timedelta(days=365), _today(member, member.joined_at))
    notes = list(kept.notes)
    rng.shuffle(notes)
    days = (today - first).days
    drift = dict.fromkeys(kept.level, 0.0)
    for day in (first + timedelta(days=place) for place in range(days)):
        drift = {slug: HEAVY * far + rng.gauss(0, 1.3) for slug, far in drift.items()}
        if rng.random() > kept.keeps and (today - day).days > kept.every_day:
            continue
        scores = {slug: _score(level + drift[slug]) for slug, level in kept.level.items()}
        energy = _score(10 - max(scores.values()) + rng.gauss(0, 1))
        yield DiaryEntry(
            member=member,
            day=day,
            values={"mood": _mood(scores, rng), "energy": energy, "symptoms": scores},  # type: ignore[misc]  # any JSON
            note=notes.pop() if notes and rng.random() < 2 * len(kept.notes) / days else "",
            saved_at=datetime.combine(day, time(20, 30), ZoneInfo(member.time_zone)),
        )


def _score(value: float) -> int:
    return min(10, max(0, round(value)))


def _mood(scores: dict[str, int], rng: Random) -> str:
    moods = [Mood.GOOD, Mood.OKAY, Mood.MIXED, Mood.LOW, Mood.ROUGH]
    weight = sum(scores.values()) / len(scores) / 2 + rng.gauss(0, 0.8)
    return moods[min(4, max(0, round(weight)))].value


def _today(member: Member, now: datetime) -> date:
    return now.astimezone(ZoneInfo(member.time_zone)).date()
