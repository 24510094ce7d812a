"""Durations, rules and schedules in words."""

from datetime import date

import pytest

from myelin.facts.words import part, place_name
from myelin.therapies.durations import Duration
from myelin.therapies.regimens import Given, due_dates
from myelin.therapies.tests.formulary import SCHEDULES
from myelin.therapies.words import duration_words, steps, why_words

JANUARY = date(2027, 1, 11)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P6M", "6 months"),
        ("P12M", "1 year"),
        ("P24W", "24 weeks"),
        ("P14D", "2 weeks"),
        ("P7D", "7 days"),
        ("P28D", "4 weeks"),
        ("P1D", "1 day"),
        ("PT12H", "12 hours"),
        ("P1M3D", "1 month 3 days"),
        ("P0D", "the same day"),
    ],
)
def test_a_duration_is_said_as_people_say_it(text: str, words: str):
    assert duration_words(Duration.parse(text)) == words


def test_the_rule_behind_a_date_is_said():
    dues = due_dates(
        SCHEDULES["ocrelizumab/regimens/0"],
        anchor=JANUARY,
        until=date(2029, 1, 1),
        given=[Given(1, JANUARY), Given(2, date(2027, 4, 1))],
        moved={5: date(2028, 10, 1)},
    )
    assert [why_words(due) for due in dues] == [
        "The first dose.",
        "2 weeks after January 11, 2027.",
        "Held back, so that two doses do not come too close.",
        "6 months after September 1, 2027.",
        "The day that the clinic set.",
    ]


def test_a_schedule_is_drawn_in_a_few_steps():
    drawn = steps(SCHEDULES["ocrelizumab/regimens/0"])
    assert [(step.title, step.text) for step in drawn] == [
        ("Day 1", "300 mg"),
        ("2 weeks after day 1", "300 mg"),
        ("6 months after day 1", "600 mg, then again every 6 months"),
    ]


def test_what_is_taken_daily_is_not_drawn():
    assert steps(SCHEDULES["fingolimod/regimens/0"]) == []


@pytest.mark.parametrize(
    ("section", "words"),
    [("2.3,2.5", "part 2.3, 2.5"), ("ocrevus 2", "under “ocrevus 2”"), ("", "")],
)
def test_a_section_of_a_source_is_said(section: str, words: str):
    assert part(section) == words


def test_a_place_without_a_name_keeps_its_code():
    assert (place_name("EU"), place_name("XX")) == ("European Union", "XX")
