"""Somebody newly diagnosed joins, posts a picture, asks, is answered, and says what helped most."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from myelin.members.models import Member
from myelin.questions import actions as questions
from myelin.questions.models import Question
from myelin.updates.models import Update
from tests.journeys.conftest import code_in, newest_letter, picture_file
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
JUNO = "juno@example.org"


def test_somebody_newly_diagnosed_joins_posts_asks_and_is_answered(hands: Hands, pack_loaded, ben, cleo, tmp_path):
    _joins(hands)
    _posts_a_picture_only(hands, tmp_path)
    question = _asks(hands)
    for person, text in ((ben, "A blanket."), (cleo, "A book and warm socks.")):
        questions.answer_question(question=question, author=person, text=text, now=timezone.now())
    _says_what_helped_most(hands, question, ben, cleo)


def _joins(hands: Hands) -> None:
    hands.arrive("/")
    hands.follow("Join free")
    hands.look()
    hands.push("Continue")
    hands.sees("3 things to fix")
    hands.look()
    hands.write("What shall we call you?", "Juno")
    hands.write("Email", JUNO)
    hands.write("Password", "a river under the bridge")
    hands.push("Continue")
    hands.is_at("Look at your mail")
    hands.look()
    hands.write("Code", "WRONG1")
    hands.push("Continue")
    hands.sees("One thing to fix")
    hands.look()
    hands.write("Code", code_in(newest_letter(JUNO)))
    hands.push("Continue")

    hands.is_at("Good to have you, Juno")
    hands.look()
    hands.push("Come in")
    hands.sees("Without this we cannot keep what you write here.")
    hands.look()
    hands.choose("radio", "I care for someone with MS")
    hands.choose("radio", "I live with MS")
    hands.choose("checkbox", "You may keep the health details I add, to run my account. Nothing else.")
    hands.push("Come in")
    hands.sees("Welcome. This is your home.")
    hands.look()
    juno = Member.objects.get(email=JUNO)
    assert juno.welcomed_at is not None
    assert [row.purpose for row in juno.consents.standing()] == ["account"]


def _posts_a_picture_only(hands: Hands, tmp_path) -> None:
    hands.follow("More pictures, topics, groups")
    hands.look()
    hands.choose("radio", "Low")
    hands.pick("Who can see this", "My followers")
    hands.unfold("Topics and groups")
    hands.look()
    hands.push("Share", within="main")
    hands.sees("An update needs words or a picture.")
    expect(hands.find("radio", "Low", "main")).to_be_checked()
    expect(hands.field("Who can see this").locator("option:checked")).to_have_text("My followers")
    hands.look()
    hands.attach("Picture", picture_file(tmp_path))
    hands.write("What is in the picture?", "A window")
    hands.push("Share", within="main")
    expect(hands.page.get_by_alt_text("A window")).to_be_visible()
    hands.look()
    update = Update.objects.get()
    assert (update.text, update.mood) == ("", "low")


def _asks(hands: Hands) -> Question:
    hands.follow("Ask")
    hands.is_at("Questions")
    hands.look()
    hands.follow("Ask a question")
    hands.look()
    hands.push("Ask", within="main")
    hands.sees("One thing to fix")
    hands.look()
    hands.write("Your question", "What do you take along?")
    hands.push("Ask", within="main")
    hands.is_at("What do you take along?")
    hands.sees("No answer yet")
    hands.look()
    return Question.objects.get()


def _says_what_helped_most(hands: Hands, question: Question, ben: Member, cleo: Member) -> None:
    hands.follow("Home")
    hands.follow("News for you, some new")
    hands.look()
    hands.follow("Ben answered your question")
    hands.is_at(question.title)
    hands.push("This helped most", within=f"#answer-{question.answers.get(author=ben).pk}")
    hands.sees("Most helpful, says Juno")
    hands.look()
    question.refresh_from_db()
    assert question.best_answer is not None
    assert question.best_answer.author == ben
    hands.push("This helped most", within=f"#answer-{question.answers.get(author=cleo).pk}")
    question.refresh_from_db()
    assert question.best_answer is not None
    assert question.best_answer.author == cleo
    hands.push("Not the most helpful after all")
    question.refresh_from_db()
    assert question.best_answer is None
