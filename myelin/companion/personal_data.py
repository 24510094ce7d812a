"""What the companion holds of a member: all of it is theirs alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from myelin.companion.actions import remove_letters, remove_voices
from myelin.companion.models import (
    CalendarFeed,
    Contact,
    Course,
    CycleLook,
    DayMeasures,
    DiaryArrival,
    DiaryEntry,
    DiaryWishes,
    FollowedSymptom,
    Infusion,
    KeptScores,
    PackItem,
    Record,
    Reminder,
    Result,
    ResultLetter,
    ResultPicture,
    Step,
    Tap,
    VoiceNote,
    Watch,
)
from myelin.media import actions as media
from myelin.media.sealed import CARE
from myelin.media.serving import ENDINGS
from myelin.members.models import Member


def export_for(member: Member) -> dict[str, Any]:
    """Treatments with doses, ticks, results and steps, the diary and how it is looked at, reminders, calendar addresses."""
    courses = Course.objects.of(member).for_page().prefetch_related("infusions__ticks").order_by("started_on", "id")
    followed = FollowedSymptom.objects.filter(member=member).select_related("symptom").order_by("symptom__name")
    measured = DayMeasures.objects.of(member).order_by("day")
    return {
        "treatments": [_course(course) for course in courses],
        "results": [_result(row) for row in Result.objects.of(member).for_page().order_by("id")],
        "steps": [_step(row) for row in Step.objects.of(member).select_related("infusion", "picture").order_by("id")],
        "contacts": [{"who": row.owner, **row.said} for row in Contact.objects.of(member).order_by("id")],
        "infusion_days": [_tap(row) for row in Tap.objects.of(member).select_related("infusion").order_by("at", "id")],
        "own_things_to_bring": [item.words for item in PackItem.objects.filter(member=member).order_by("id")],
        "diary": [_day(entry) for entry in DiaryEntry.objects.of(member).order_by("day").prefetch_related("voices")],
        "measured_days": [{"day": row.day.isoformat(), **row.told} for row in measured],
        "followed_symptoms": [{"name": row.symptom.called, "own_words": row.own_words} for row in followed],
        "days_sent_by_devices": DiaryArrival.objects.filter(member=member).count(),
        "watched_symptoms": [_watch(row) for row in Watch.objects.of(member).select_related("symptom")],
        "looks_at_cycles": _looks(member),
        "charts_hidden_at": _hidden(member),
        "records": [_record(row) for row in Record.objects.of(member).order_by("began_on", "id")],
        "reminders": [_reminder(row) for row in Reminder.objects.of(member).for_page().order_by("id")],
        "calendar_addresses": [_feed(feed) for feed in CalendarFeed.objects.filter(member=member).order_by("id")],
    }


def files_for(member: Member) -> Iterator[tuple[str, bytes]]:
    """What was spoken, and letters with results, as files: where each lies in the archive, and what is in it."""
    for voice in VoiceNote.objects.of(member).order_by("id").iterator():
        with suppress(FileNotFoundError):
            yield _file_of(voice), CARE.read(voice.name)
    for letter in ResultLetter.objects.of(member).order_by("id").iterator():
        with suppress(FileNotFoundError):
            yield f"letters/{letter.name}.pdf", CARE.read(letter.name)


def erase_for(member: Member, *, now: datetime) -> None:
    """Delete all of it: nobody else's page needs any of it."""
    papers = ResultPicture.objects.filter(member=member).select_related("picture")
    letters = Step.objects.of(member).filter(picture__isnull=False).select_related("picture")
    media.remove_pictures([paper.picture for paper in papers])
    media.remove_pictures([step.picture for step in letters if step.picture is not None])
    Step.objects.of(member).delete()
    Contact.objects.of(member).delete()
    Tap.objects.of(member).delete()
    PackItem.objects.filter(member=member).delete()
    remove_letters(ResultLetter.objects.of(member))
    Result.objects.of(member).delete()
    Course.objects.of(member).delete()
    remove_voices(VoiceNote.objects.of(member))
    DiaryEntry.objects.of(member).delete()
    DiaryArrival.objects.filter(member=member).delete()
    DayMeasures.objects.of(member).delete()
    FollowedSymptom.objects.filter(member=member).delete()
    CycleLook.objects.of(member).delete()
    KeptScores.objects.of(member).delete()
    Reminder.objects.of(member).delete()
    Record.objects.of(member).delete()
    Watch.objects.of(member).delete()
    DiaryWishes.objects.of(member).delete()
    CalendarFeed.objects.filter(member=member).delete()


def _course(course: Course) -> dict[str, Any]:
    return {
        "medicine": course.therapy.name,
        "name": course.name,
        "label": course.jurisdiction,
        "rule": course.regimen.fact.value if course.regimen is not None else None,
        "first_dose_on": course.started_on.isoformat(),
        "ended_on": course.ended_on.isoformat() if course.ended_on else None,
        "time_zone": course.time_zone,
        "place": course.place,
        "own_interval_days": course.own_interval_days,
        "ordered_parts_on": [day.isoformat() for day in course.ordered_on or []],
        "received_before": course.received_before,
        "added_at": course.added_at.isoformat(),
        "doses": [_dose(dose) for dose in sorted(course.infusions.all(), key=lambda dose: dose.number)],
    }


def _dose(dose: Infusion) -> dict[str, Any]:
    return {
        "number": dose.number,
        "due_on": dose.due_on.isoformat(),
        "time": dose.hour.isoformat("minutes") if dose.hour else None,
        "lasts_minutes": dose.lasts_minutes,
        "own_place": dose.own_place,
        "moved_because": dose.moved_because or None,
        "moved_to": dose.moved_to.isoformat() if dose.moved_to else None,
        "dose": dose.dose,
        "given_on": dose.given_on.isoformat() if dose.given_on else None,
        "amount_given": dose.amount_given,
        "note": dose.note,
        "ticked": [{"what": tick.key, "at": tick.ticked_at.isoformat()} for tick in dose.ticks.all()],
    }


def _result(result: Result) -> dict[str, Any]:
    days = {"ordered_on": result.ordered_on, "done_on": result.done_on, "cleared_on": result.cleared_on}
    told = {name: day.isoformat() if day else None for name, day in (days | {"repeat_on": result.repeat_on}).items()}
    photos = [f"{paper.picture.name}.webp" for paper in result.pictures.all()]
    letters = [f"letters/{letter.name}.pdf" for letter in result.letters.all()]
    names = {"test": result.test.name, "medicine": result.course.therapy.name}
    return {**names, **told, **result.values, "photos": photos, "letters": letters}


def _step(step: Step) -> dict[str, Any]:
    return {
        "for_dose": step.infusion.number,
        "step": step.kind,
        "days_before": step.days_before,
        "done_at": step.done_at.isoformat() if step.done_at else None,
        "not_needed_at": step.not_needed_at.isoformat() if step.not_needed_at else None,
        "noted_at": step.noted_at.isoformat(),
        "photo": f"{step.picture.name}.webp" if step.picture else None,
        **step.said,
    }


def _tap(tap: Tap) -> dict[str, Any]:
    return {
        "dose": tap.infusion.number,
        "what": tap.kind,
        "at": tap.at.isoformat(),
        "taken_back_at": tap.undone_at.isoformat() if tap.undone_at else None,
        **tap.said,
    }


def _day(entry: DiaryEntry) -> dict[str, Any]:
    return {
        "day": entry.day.isoformat(),
        "mood": entry.mood or None,
        "energy": entry.energy,
        "sleep": entry.sleep,
        "bad_day": entry.bad or None,
        "same_as_the_day_before": entry.is_same,
        "symptoms": entry.symptoms,
        "note": entry.note,
        "saved_at": entry.saved_at.isoformat(),
        "voice_notes": [_voice(voice) for voice in entry.voices.all()],
    }


def _voice(voice: VoiceNote) -> dict[str, Any]:
    return {"file": _file_of(voice), "words": voice.words, "kept_at": voice.kept_at.isoformat()}


def _file_of(voice: VoiceNote) -> str:
    return f"voices/{voice.name}.{ENDINGS[voice.content_type]}"


def _record(row: Record) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "began_on": row.began_on.isoformat(),
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "name": row.name,
        "note": row.note,
        **row.values,
    }


def _reminder(row: Reminder) -> dict[str, Any]:
    times = {"next_at": row.next_at, "told_at": row.told_at, "paused_at": row.paused_at, "made_at": row.made_at}
    return {
        "kind": row.kind,
        "medicine": row.record.name if row.record is not None else None,
        **row.said,
        "by_mail": row.by_mail,
        "on_devices": row.on_devices,
        "in_quiet_hours": row.in_quiet_hours,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def _watch(row: Watch) -> dict[str, Any]:
    return {"symptom": row.symptom.called, "from": row.named_on.isoformat()}


def _looks(member: Member) -> list[dict[str, Any]]:
    """The looks that were taken; nothing of them when they asked to see no charts."""
    if DiaryWishes.objects.of(member).filter(charts_hidden_at__isnull=False).exists():
        return []
    rows = CycleLook.objects.of(member).select_related("symptom", "course").order_by("course", "symptom", "cycles")
    return [
        {
            "symptom": row.symptom.called,
            "treatment": row.course.name,
            "cycles": row.cycles,
            "looked_on": row.looked_on.isoformat(),
            "reading": row.values["reading"],
        }
        for row in rows
    ]


def _hidden(member: Member) -> str | None:
    wishes = DiaryWishes.objects.of(member).first()
    return wishes.charts_hidden_at.isoformat() if wishes is not None and wishes.charts_hidden_at else None


def _feed(feed: CalendarFeed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "shows_detail": feed.shows_detail,
        "made_at": feed.made_at.isoformat(),
        "last_read_on": feed.last_read_on.isoformat() if feed.last_read_on else None,
        "revoked_at": feed.revoked_at.isoformat() if feed.revoked_at else None,
    }
