"""Give those who keep a diary results of tests, their papers, and a table that they brought. All invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw, ImageFont

from myelin.companion import actions as companion
from myelin.companion.actions import Told
from myelin.companion.models import Course, ResultLetter
from myelin.demo.diaries import Diary
from myelin.demo.year import Year
from myelin.exchange import actions as exchange
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.media.sealed import HELD
from myelin.members.models import Member
from myelin.therapies.models import BaselineTest, TherapyTest

MOST = 3
"""So many people have results."""
ROUNDS = (430, 245, 62)
"""So many days ago blood was drawn, the first time first."""
A4, INK, PAPER = (620, 877), (48, 56, 54), (253, 252, 248)
LAB = "Harbor Street laboratory (demo)"


class Measure(NamedTuple):
    """What a laboratory measures: its values in `ROUNDS`, and the range that stands beside it."""

    name: str
    values: tuple[str, str, str]
    unit: str
    low: str = ""
    high: str = ""


DRAWN = {
    "cbc": (
        Measure("Hemoglobin", ("13.4", "13.1", "13.6"), "g/dL", "12.0", "15.5"),
        Measure("White blood cells", ("5.9", "5.2", "5.6"), "10*9/L", "4.0", "10.5"),
        Measure("Lymphocytes", ("1.6", "1.3", "1.4"), "10*9/L", "1.0", "3.5"),
        Measure("Platelets", ("244", "251", "238"), "10*9/L", "150", "400"),
    ),
    "liver_panel": (
        Measure("ALT", ("22", "41", "27"), "U/L", "", "35"),
        Measure("AST", ("19", "30", "24"), "U/L", "", "35"),
    ),
    "immunoglobulins": (Measure("IgG", ("9.8", "9.1", "8.7"), "g/L", "7.0", "16.0"),),
}
"""By the test that the pack names so."""
BY_PDF = "liver_panel"
"""The test whose paper came as a PDF; of the others there is a photo."""


def note_results(diaries: Sequence[Diary], year: Year) -> None:
    """Let a few people on treatment note what their laboratory wrote, with its paper, and bring a table from before."""
    running = (Course.objects.of(year.cast[kept.by]).running().for_page().first() for kept in diaries)
    asked = ((course, _asked(course)) for course in running if course is not None)
    with_tests = [(course, tests) for course, tests in asked if tests]
    for course, tests in with_tests[:MOST]:
        _note(course, tests, year)
        _bring_a_table(course.member, year)


def _asked(course: Course) -> dict[str, BaselineTest]:
    """Those of the tests below that its medicine asks for."""
    rows = TherapyTest.objects.for_course(course.therapy, course.jurisdiction)
    return {row.test.slug: row.test for row in rows if row.test.slug in DRAWN}


def _note(course: Course, tests: dict[str, BaselineTest], year: Year) -> None:
    member, today = course.member, course.today(year.now)
    for place, back in enumerate(ROUNDS):
        day = today - timedelta(days=back)
        for slug, test in tests.items():
            if day < course.started_on:
                continue
            is_last = place == len(ROUNDS) - 1
            said = Told(
                ordered_on=day - timedelta(days=6), ordered_by="Dr. Lind (demo)", done_on=day, is_cleared=True,
                cleared_on=day + timedelta(days=4), repeat_on=today + timedelta(days=120) if is_last else None,
                note="Invented for the demo.", measures=[_measured(one, place) for one in DRAWN[slug]],
                papers=[_photo(member, slug, day, year)] if is_last and slug != BY_PDF else [],
                letters=[_letter(member, slug, day, year)] if is_last and slug == BY_PDF else [],
            )  # fmt: skip
            companion.note_result(course=course, test=test, by=member, told=said, now=year.now)


def _measured(one: Measure, place: int) -> dict[str, str]:
    told = {"name": one.name, "value": one.values[place], "unit": one.unit}
    return told | {end: value for end, value in (("low", one.low), ("high", one.high)) if value}


def _photo(member: Member, slug: str, day: date, year: Year) -> Picture:
    words = f"A laboratory sheet of {day:%B %-d, %Y} with its values and their ranges. It is invented for the demo."
    return media.take_picture(owner=member, upload=_drawn(slug, day, "JPEG"), alt=words, now=year.now)


def _letter(member: Member, slug: str, day: date, year: Year) -> ResultLetter:
    return companion.take_letter(owner=member, upload=_drawn(slug, day, "PDF"), now=year.now)


def _drawn(slug: str, day: date, kind: str) -> io.BytesIO:
    """A sheet as laboratories print them, as a picture or as a PDF."""
    sheet = Image.new("RGB", A4, PAPER)
    pen = ImageDraw.Draw(sheet)
    large, small = ImageFont.load_default(28), ImageFont.load_default(17)
    pen.text((60, 60), LAB, fill=INK, font=large)
    pen.text((60, 108), f"Drawn on {day:%B %-d, %Y}. Nobody's blood: this sheet is invented.", fill=INK, font=small)
    for line, one in enumerate(DRAWN[slug]):
        height = 190 + 46 * line
        pen.line((60, height - 12, 560, height - 12), fill=(214, 210, 200), width=1)
        for left, words in ((60, one.name), (250, f"{one.values[-1]} {one.unit}"), (420, _range(one))):
            pen.text((left, height), words, fill=INK, font=small)
    pen.text((60, 780), "DEMO", fill=(196, 160, 104), font=ImageFont.load_default(52))
    kept = io.BytesIO()
    sheet.save(kept, kind)
    kept.seek(0)
    return kept


def _range(one: Measure) -> str:
    return f"{one.low} to {one.high}" if one.low else f"up to {one.high}"


def _bring_a_table(member: Member, year: Year) -> None:
    """Six weeks of another diary, from before this one: read, and nothing of it is taken yet."""
    today = year.now.astimezone(ZoneInfo(member.time_zone)).date()
    first = today - timedelta(days=420)
    days = [f"{first + timedelta(days=n)},{(n * 7) % 5 + 3},{(n * 3) % 6 + 2},\n" for n in range(42)]
    name = HELD.keep([b"day,energy,fatigue,weather\n", "".join(days).encode()])
    reading = exchange.bring(member=member, name=name, now=year.now)
    exchange.read_on(number=reading.pk, now=year.now)
