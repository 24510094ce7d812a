"""A member on Ocrevus adds it, gets ready, marks an infusion as given, moves another, and keeps a diary."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from myelin.companion.actions import save_day
from myelin.companion.models import Infusion
from myelin.members.models import Member
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ANYTHING = re.compile(".")


def test_a_member_on_ocrevus_adds_it_marks_one_and_moves_another(hands: Hands, pack_loaded, ana):
    today = timezone.localdate()
    log_in(hands, ana)
    _adds_it(hands, today - timedelta(days=20))
    first, second, third = ana.courses.get().infusions.order_by("number")[:3]
    hands.follow(_words(first.due_on), within="main")
    _marks_it_as_given(hands, first, today)
    _moves_it(hands, second)
    _gets_ready_from_home(hands, second, third)


def test_a_member_keeps_a_diary_and_sees_it_drawn(hands: Hands, pack_loaded, ana):
    today, now = timezone.localdate(), timezone.now()
    log_in(hands, ana)
    hands.follow("Care", within=".menu")
    hands.follow("All my charts")
    hands.sees("Nothing to draw yet")
    hands.look()
    hands.follow("Open my diary")
    hands.sees("Nothing noted yet.")
    hands.look()
    _chooses_what_to_note(hands)
    for days in range(1, 9):
        earlier = today - timedelta(days=days)
        save_day(member=ana, day=earlier, today=today, now=now, mood="okay", energy=days, symptoms={"fatigue": 3})
    _notes_today(hands, ana, today)
    hands.follow("My charts")
    hands.is_at("Your charts")
    hands.unfold("See the numbers as a table")
    expect(hands.page.locator("main table").first).to_be_visible()
    hands.look()
    hands.follow("Back to your care")
    hands.look()


def _adds_it(hands: Hands, started: date) -> None:
    hands.follow("Care", within=".menu")
    hands.sees("No treatment here yet")
    hands.look()
    hands.follow("Add a treatment", within="main")
    hands.look()
    hands.push("Save to my care")
    hands.sees("2 things to fix")
    hands.look()
    hands.choose("radio", "Ocrevus (ocrelizumab)")
    hands.set_day("Your first dose", started)
    hands.write("Where do you get it?", "River clinic")
    hands.push("Show the dates")
    hands.sees("Nothing is saved yet.")
    hands.look()
    hands.push("Save to my care")
    hands.sees("Saved to your care. Only you can see it.")
    hands.sees("The rule behind these days")
    hands.sees("Check for active infection on the day")
    hands.look()


def _marks_it_as_given(hands: Hands, infusion: Infusion, today: date) -> None:
    hands.sees("Was it given?")
    hands.look()
    hands.set_day("On which day was it given?", today + timedelta(days=1))
    hands.push("Mark as given")
    hands.sees("One thing to fix")
    hands.look()
    hands.set_day("On which day was it given?", infusion.due_on)
    hands.write("How did it go?", "Slept most of it.")
    hands.push("Mark as given")
    hands.sees("Noted. The days after it follow from there.")
    hands.look()
    infusion.refresh_from_db()
    assert (infusion.given_on, infusion.note) == (infusion.due_on, "Slept most of it.")


def _moves_it(hands: Hands, infusion: Infusion) -> None:
    infusion.refresh_from_db()
    later = infusion.due_on + timedelta(days=9)
    hands.follow("Care", within=".menu")
    hands.look()
    hands.follow("Day, time and place")
    hands.set_day("The day your clinic set", later)
    hands.push("Keep this appointment")
    hands.sees(f"It is on {_words(later)} now, and what follows moved along.")
    hands.look()
    infusion.refresh_from_db()
    assert infusion.due_on == later


def _gets_ready_from_home(hands: Hands, second: Infusion, third: Infusion) -> None:
    """Home leads to the dose that comes next, with what is still to do; once that was given, to the one after it."""
    hands.follow("Home", within=".menu")
    hands.look()
    hands.follow("Tell what happened" if second.due_on < timezone.localdate() else "Get ready")
    hands.is_at("Dose 1, part 2 of 2")
    hands.choose("checkbox", ANYTHING, within="form[action$='/checklist/']")
    hands.push("Save ticks")
    hands.sees("Your ticks are saved.")
    hands.look()
    assert second.ticks.count() == 1
    hands.set_day("On which day was it given?", timezone.localdate())
    hands.push("Mark as given")
    hands.follow("Home", within=".menu")
    third.refresh_from_db()
    expect(hands.page.locator("section:visible", has_text="Next infusion")).to_contain_text(f"{third.due_on:%B} ")
    hands.look()


def _chooses_what_to_note(hands: Hands) -> None:
    hands.follow("Choose what to note")
    hands.look()
    hands.choose("checkbox", "Fatigue")
    hands.push("Save")
    hands.sees("Your diary asks for these from now on.")
    hands.look()


def _notes_today(hands: Hands, ana: Member, today: date) -> None:
    hands.follow("Care", within=".menu")
    hands.choose("radio", "Good")
    hands.choose("radio", "7", within="main fieldset:has(legend:text-is('Energy'))")
    hands.write("Anything else?", "The garden.")
    hands.push("Save this day")
    hands.sees("Saved. Gaps are fine, and so is today.")
    hands.look()
    entry = ana.diary.get(day=today)
    assert (entry.mood, entry.energy, entry.note) == ("good", 7, "The garden.")


def _words(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"
