"""What is close to a question: shown while it is typed, and at once after it was asked."""

from __future__ import annotations

import pytest

from myelin.members.models import Audience
from myelin.questions import actions
from myelin.questions.models import Question
from myelin.search import actions as search


@pytest.fixture
def answered(ben, ito, noon):
    question = actions.ask_question(author=ben, title="Is it normal to feel cold during the infusion?", now=noon)
    actions.answer_question(question=question, author=ito, text="A blanket helps.", now=noon)
    return question


@pytest.fixture
def unanswered(ito, noon):
    return actions.ask_question(author=ito, title="Who else feels cold after an infusion?", now=noon)


@pytest.fixture
def guide(db, noon):
    search.put(
        ref="article:1", kind="article", title="Your infusion day", body="Feeling cold is common. Bring a blanket.",
        audience=Audience.PUBLIC, author_id=None, url="/library/your-infusion-day/", excerpt="A guide", posted_at=noon,
    )  # fmt: skip


TYPED = {"title": "Why am I cold in the infusion?", "text": "All the rest", "audience": "4", "context_line": "1st year"}


def test_without_a_script_a_button_shows_them_with_nothing_lost(member_client, ana, answered, unanswered, guide):
    response = member_client(ana).post("/questions/new/", {**TYPED, "look": "1"})
    assert response.status_code == 200
    for words in (
        answered.title,
        "Your infusion day",
        "Medically reviewed",
        *[TYPED[name] for name in ("title", "text")],
    ):
        assert words in response.text
    assert unanswered.title not in response.text
    assert 'value="4" checked' in response.text or 'value="4" selected' in response.text
    assert Question.objects.filter(thread__author=ana).count() == 0


def test_a_script_asks_for_the_piece_alone(member_client, ana, answered, guide):
    piece = member_client(ana).post("/questions/similar/", TYPED).text
    assert answered.title in piece
    assert "<html" not in piece


def test_nothing_close_is_said_so(member_client, ana):
    assert "Nothing close to it yet" in member_client(ana).post("/questions/similar/", {"title": "Xyzzy"}).text


def test_after_asking_they_are_there_at_once_for_the_asker_until_an_answer(
    member_client, ana, ito, answered, guide, noon
):
    page = member_client(ana).post("/questions/new/", TYPED, follow=True).text
    assert "While you wait" in page
    assert "Your infusion day" in page
    assert "This is my question" in page
    question = Question.objects.get(thread__author=ana)
    assert "While you wait" not in member_client(ito).get(f"/questions/{question.pk}/").text
    actions.answer_question(question=question, author=ito, text="A blanket.", now=noon)
    assert "While you wait" not in member_client(ana).get(f"/questions/{question.pk}/").text


def test_it_is_within_the_readers_gate(member_client, ana, cleo, ito, noon):
    hers = actions.ask_question(author=cleo, title="Is it normal to feel cold during the infusion?", now=noon)
    actions.answer_question(question=hers, author=ito, text="Yes.", now=noon)
    assert hers.title not in member_client(ana).post("/questions/similar/", TYPED).text


def test_a_refused_form_keeps_what_was_typed(member_client, ana):
    response = member_client(ana).post("/questions/new/", {**TYPED, "title": " "})
    assert response.status_code == 422
    assert "1st year" in response.text
