"""What each part of the page says of treatments, doses, records, tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from myelin.companion import queries as care
from myelin.companion.asked import Standing
from myelin.companion.day import Kind, Tapped, day_of
from myelin.companion.models import Infusion, Record, Result, Tap
from myelin.companion.queries import Measured
from myelin.companion.queries.days import EVENING_FEELINGS, FEELINGS
from myelin.visits.brief import Part, Row
from myelin.visits.queries.material import Material

RECORD = Record.Kind
SOON = timedelta(days=90)
"""Tests that are due within so many days of the visit are told."""

WAITING = {
    Standing.OVERDUE: gettext_lazy("was due on %(day)s"),
    Standing.DUE: gettext_lazy("due on %(day)s"),
    Standing.ORDERED: gettext_lazy("ordered, not done yet"),
    Standing.NOT_CLEARED: gettext_lazy("done, nobody said yet that it is clear"),
}


def questions(material: Material) -> Part:
    """What the member wants to talk about."""
    rows = [Row(f"question/{place}", words) for place, words in enumerate(material.visit.questions, 1)]
    return Part("questions", gettext("What I want to talk about"), rows)


def relapses(material: Material) -> Part:
    """Relapses since then."""
    return Part(
        "relapses", gettext("Relapses"), list(_records(material, {RECORD.RELAPSE})), gettext("None that I noted.")
    )


def treatments(material: Material) -> Part:
    """What is taken against the illness now, or was since then."""
    rows = []
    for course in material.courses:
        told = {"day": _day(course.started_on), "last": _day(course.ended_on) if course.ended_on else ""}
        words = gettext("from %(day)s to %(last)s") if course.ended_on else gettext("since %(day)s")
        rows.append(
            Row(f"course/{course.pk}", course.name, words % told, reverse("companion:course", args=[course.pk]))
        )
    return Part("treatments", gettext("Treatments"), rows)


def doses(material: Material) -> Part:
    """Doses that were given, how they went, and the next one."""
    rows = [_dose(dose, material.taps.get(dose.pk, [])) for dose in material.doses]
    if material.coming is not None:
        coming = material.coming
        is_past = coming.due_on < material.today
        name = gettext("Was due on %(day)s, and is not noted") if is_past else gettext("Next: %(day)s")
        name %= {"day": care.at_hour(_day(coming.due_on), None if is_past else coming.hour)}
        words = f"{care.medicine_and_dose(coming)}, {coming.dose}"
        rows.insert(0, Row(f"infusion/{coming.pk}", name, words, reverse("companion:infusion", args=[coming.pk])))
    empty = gettext("None in this time.") if material.courses else ""
    return Part("doses", gettext("Doses and how they went"), rows, empty)


def beside(material: Material) -> Part:
    """Side effects and other medicines."""
    return Part(
        "beside",
        gettext("Side effects, and what else I take"),
        list(_records(material, {RECORD.SIDE_EFFECT, RECORD.MEDICINE})),
    )


def tests(material: Material) -> Part:
    """Tests that wait, MRIs, and results."""
    soon = material.stretch.until + SOON
    rows = []
    for course, line in material.lines:
        day = line.asked.next_on
        if line.asked.standing not in WAITING or (line.asked.standing == Standing.DUE and (day is None or day > soon)):
            continue
        words = str(WAITING[line.asked.standing]) % {"day": _day(day) if day else ""}
        where = reverse("companion:tests", args=[course.pk])
        rows.append(Row(f"due/{course.pk}-{line.asked.test}-{line.asked.when}", line.name, words, where))
    rows += [*_records(material, {RECORD.MRI}), *(_result(result) for result in material.results)]
    return Part("tests", gettext("Tests and MRIs"), rows)


def _dose(dose: Infusion, taps: Sequence[Tap]) -> Row:
    name = f"{_day(dose.on)}, {care.dose_name(dose)}"
    told = [f"{dose.course.name}, {dose.dose}", *_pauses(taps), *_feelings(taps)]
    page = "companion:infusion_day" if taps else "companion:infusion"
    return Row(f"infusion/{dose.pk}", name, "; ".join(told), reverse(page, args=[dose.pk]))


def _pauses(taps: Sequence[Tap]) -> Iterator[str]:
    told = day_of([Tapped(tap.uuid, Kind(tap.kind), tap.at, tap.said) for tap in taps], watch_minutes=None)
    lasted = [tap.lasted for tap in told.taps if tap.kind == Kind.PAUSE and tap.lasted is not None]
    if lasted:
        minutes = max(round(sum(one.total_seconds() for one in lasted) / 60), 1)
        words = ngettext("one pause, %(minutes)d min", "%(number)d pauses, %(minutes)d min", len(lasted))
        yield words % {"number": len(lasted), "minutes": minutes}


def _feelings(taps: Sequence[Tap]) -> Iterator[str]:
    """What was felt on the day and on the evenings after; nothing when all was fine."""
    for kind, names in ((Kind.FEELING, FEELINGS), (Kind.EVENING, EVENING_FEELINGS)):
        felt = [tap.said for tap in taps if tap.kind == kind and tap.said.get("feeling") != "fine"]
        words = [_felt(said.get("text", ""), str(names.get(said.get("feeling", ""), ""))) for said in felt]
        told = ", ".join(dict.fromkeys(word for word in words if word))
        if told and kind == Kind.EVENING:
            yield gettext("after it: %(feeling)s") % {"feeling": told.lower()}
        elif told:
            yield told.lower()


def _felt(text: str, name: str) -> str:
    return f"{name} ({text})" if name and text else name or text


def _records(material: Material, kinds: set[Record.Kind]) -> Iterator[Row]:
    for record in material.records:
        if record.kind in kinds:
            yield _record(record)


def _record(record: Record) -> Row:
    days = _day(record.began_on)
    if record.ended_on is not None and record.ended_on != record.began_on:
        days = gettext("%(first)s to %(last)s") % {"first": days, "last": _day(record.ended_on)}
    told = [str(part) for part in (record.told("dose"), record.told("schedule"), *_of_kind(record)) if part]
    if record.kind == RECORD.MEDICINE:
        name = record.name
        told.append(gettext("since %(day)s") % {"day": days} if record.ended_on is None else days)
    else:
        name = days if record.kind == RECORD.RELAPSE else f"{record.get_kind_display()}, {days}"
        told.insert(0, record.name)
    words = "; ".join(part for part in told if part)
    return Row(f"record/{record.pk}", name, words, reverse("companion:record", args=[record.pk]))


def _of_kind(record: Record) -> Iterator[str]:
    if record.told("steroids") == "yes":
        yield gettext("steroids given")
    if record.told("told_team") == "no":
        yield gettext("not told to the team yet")
    if (lesions := record.told("new_lesions")) is not None:
        yield ngettext("%(number)d new lesion", "%(number)d new lesions", lesions) % {"number": lesions}


def _result(result: Result) -> Row:
    if result.done_on is None:
        name = gettext("%(test)s, ordered %(day)s") % {"test": result.test.name, "day": _day(result.ordered_on)}
    else:
        name = f"{result.test.name}, {_day(result.done_on)}"
    told = [_measure(one) for one in care.measured(result.measures)]
    if result.cleared_on is not None:
        told.append(gettext("clear"))
    if result.repeat_on is not None:
        told.append(gettext("again on %(day)s") % {"day": _day(result.repeat_on)})
    return Row(f"result/{result.pk}", name, "; ".join(told), reverse("companion:result", args=[result.pk]))


def _measure(one: Measured) -> str:
    """ "ALT 32 U/L (range 10 to 50)"."""
    told = f"{one.name} {one.value} {one.unit}".strip()
    return f"{told} ({gettext('range %(normal)s') % {'normal': one.normal}})" if one.normal else told


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day is not None else ""
