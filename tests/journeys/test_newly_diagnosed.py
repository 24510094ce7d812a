"""Somebody told two weeks ago: reads a guide, joins behind a pseudonym and a gentle lens, shares, asks, is answered.

What they told of their health stays with them: a stranger sees the pseudonym. Then the diary asks for two weeks, and three
questions go along to the visit, on paper.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from myelin.companion.models import Reminder
from myelin.discussion import actions as discussion
from myelin.library import actions as library
from myelin.library.models import ArticlePage
from myelin.members.models import Member
from myelin.questions import actions as questions
from myelin.questions.models import Question
from myelin.updates import actions as updates
from myelin.updates.models import Update
from tests.journeys.conftest import code_in, newest_letter, picture_file
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LINDEN = "linden@example.org"
GUIDE = "questions-for-your-neurologist"


def test_somebody_told_two_weeks_ago(hands: Hands, pack_loaded, ito, ben, noor, tmp_path):
    guide = ArticlePage.objects.get(slug=GUIDE)
    library.sign_article(article=guide, reviewer=ito, next_review_on=None, now=timezone.now())
    _reads_a_guide_that_a_search_engine_found(hands, guide)
    _joins_with_a_gentle_lens(hands)
    linden = Member.objects.get(email=LINDEN)
    heavy = updates.post_update(author=ben, text="On getting worse, and progression.", now=timezone.now())
    discussion.write_comment(thread=heavy.thread, author=noor, text="Kind words.", now=timezone.now())
    _meets_what_is_heavy_only_when_she_asks(hands)
    _tells_her_type_to_herself(hands, linden)
    _posts_a_picture_only(hands, tmp_path)
    question = _asks_and_gets_reviewed_pages_at_once(hands, guide)
    questions.answer_question(question=question, author=ben, text="I wrote three things on a card.", now=timezone.now())
    hands.follow("Home")
    hands.follow("News for you, some new")
    hands.follow("Ben answered your question")
    hands.sees("I wrote three things on a card.")
    _sees_her_page_as_a_stranger_does(hands)
    _a_stranger_sees_a_pseudonym(linden, noor)
    visit_on = timezone.localdate() + timedelta(days=15)
    _lets_the_diary_ask_for_two_weeks(hands, linden, visit_on)
    _prints_three_questions_for_the_visit(hands, visit_on)


def _reads_a_guide_that_a_search_engine_found(hands: Hands, guide: ArticlePage) -> None:
    hands.arrive(f"/library/{guide.slug}/")
    hands.is_at(guide.title)
    hands.sees("Medically reviewed")
    hands.sees("Ito")
    expect(hands.page.get_by_text("Sponsored")).to_have_count(0)
    hands.unfold("Words explained")
    expect(hands.page.locator("dl.words dd").first).to_be_visible()
    hands.look()
    hands.follow("Join", within="main")


def _joins_with_a_gentle_lens(hands: Hands) -> None:
    hands.write("What shall we call you?", "Linden")
    hands.write("Email", LINDEN)
    hands.write("Password", "a river under the bridge")
    hands.push("Continue")
    hands.write("Code", code_in(newest_letter(LINDEN)))
    hands.push("Continue")
    hands.is_at("Good to have you, Linden")
    hands.choose("radio", "I live with MS")
    hands.choose("checkbox", "You may keep the health details I add, to run my account. Nothing else.")
    hands.choose("checkbox", "Progression")
    hands.look()
    hands.push("Come in")
    hands.sees("Welcome. This is your home.")


def _meets_what_is_heavy_only_when_she_asks(hands: Hands) -> None:
    hands.follow("Home")
    hands.sees("A post about progression, covered as you asked")
    expect(hands.page.get_by_text("getting worse")).to_have_count(0)
    hands.follow("Show it")
    hands.sees("On getting worse, and progression.")


def _tells_her_type_to_herself(hands: Hands, linden: Member) -> None:
    hands.follow("You")
    hands.follow("Change my lines")
    hands.pick("Type of MS", "Not sure yet")
    hands.write("Year I was told", str(timezone.now().year))
    hands.push("Save", within="main")
    hands.sees("Saved.")
    hands.look()
    told = linden.profile
    told.refresh_from_db()
    assert (told.ms_type, told.ms_type_audience, told.told_year_audience) == ("not_sure", 0, 0)


def _posts_a_picture_only(hands: Hands, tmp_path) -> None:
    hands.follow("Home")
    hands.follow("More pictures, topics, groups")
    hands.push("Share", within="main")
    hands.sees("An update needs words or a picture.")
    hands.attach("Picture", picture_file(tmp_path))
    hands.write("What is in the picture?", "A window")
    hands.push("Share", within="main")
    expect(hands.page.get_by_alt_text("A window")).to_be_visible()
    assert Update.objects.get(thread__author__email=LINDEN).text == ""


def _asks_and_gets_reviewed_pages_at_once(hands: Hands, guide: ArticlePage) -> Question:
    hands.follow("Ask")
    hands.follow("Ask a question")
    hands.write("Your question", "What questions should I bring to my neurologist?")
    hands.push("Ask", within="main")
    hands.sees("While you wait")
    expect(hands.page.get_by_role("link", name=guide.title).first).to_be_visible()
    hands.look()
    return Question.objects.get()


def _sees_her_page_as_a_stranger_does(hands: Hands) -> None:
    hands.follow("You")
    hands.sees("Not sure yet")
    hands.follow("See my page as others do")
    hands.is_at("Linden")
    expect(hands.page.get_by_text("Not sure yet")).to_have_count(0)
    hands.look()
    hands.follow("Visitors")
    hands.sees("Search engines find no more than they do.")
    hands.look()


def _a_stranger_sees_a_pseudonym(linden: Member, noor: Member) -> None:
    browser = Client()
    browser.force_login(noor, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/people/{linden.handle}/").text
    assert "Linden" in page
    for told in ("Not sure yet", LINDEN, f"told in {timezone.now().year}"):
        assert told not in page


def _lets_the_diary_ask_for_two_weeks(hands: Hands, linden: Member, visit_on: date) -> None:
    hands.follow("Care", within=".menu")
    hands.follow("My diary")
    hands.follow("Ask me for a few days")
    hands.choose("radio", "The two weeks before a visit")
    hands.set_day("On which day is the visit?", visit_on)
    hands.push("Ask on these days")
    hands.sees("Kept. After these days the diary is silent again.")
    assert Reminder.objects.of(linden).get().kind == Reminder.Kind.CAMPAIGN


def _prints_three_questions_for_the_visit(hands: Hands, visit_on: date) -> None:
    asked = {"First": "What does not sure yet mean?", "Second": "What can I do now?", "Third": "Whom may I call?"}
    hands.follow("Care", within=".menu")
    hands.follow("A page for my visit")
    hands.set_day("When is it?", visit_on)
    hands.push("Make the page")
    hands.is_at("My questions and words")
    for place, words in asked.items():
        hands.write(f"{place} question", words)
    hands.push("Save and see the page")
    hands.is_at("Page for my visit")
    hands.page.emulate_media(media="print")
    for words in asked.values():
        hands.sees(words)
    expect(hands.page.locator(".menu, .topbar, .noprint").locator("visible=true")).to_have_count(0)
