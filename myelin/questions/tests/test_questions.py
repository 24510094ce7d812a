"""Asking, answering, and saying what helped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from myelin.discussion.models import Thread
from myelin.members.models import Audience, Member
from myelin.notifications.models import Notice
from myelin.questions import actions
from myelin.questions.models import Answer, AnswerReaction, Question
from myelin.questions.stamps import stamp_for_visitors


@pytest.fixture
def question(ana, noon):
    return actions.ask_question(author=ana, title="How many mornings off?", text="I bake.", now=noon)


@pytest.fixture
def answer(question, ben, noon):
    return actions.answer_question(question=question, author=ben, text="Three for me.", lived_this=True, now=noon)


def test_a_question_needs_its_line_and_loses_nothing(member_client, ana):
    response = member_client(ana).post("/questions/new/", {"title": " ", "text": "All the rest"})
    assert response.status_code == 422
    assert "Put your question in one line first." in response.text
    assert "All the rest" in response.text
    response = member_client(ana).post("/questions/new/", {"title": "One line?", "text": "All the rest"})
    assert response["Location"] == f"/questions/{Question.objects.get().pk}/"


def test_an_answer_reaches_the_asker(member_client, ana, ben, question):
    response = member_client(ben).post(f"/questions/{question.pk}/answers/", {"text": "Two.", "lived_this": "on"})
    answer = Answer.objects.get()
    assert response["Location"] == f"/questions/{question.pk}/#answer-{answer.pk}"
    assert Notice.objects.get().member == ana
    assert Thread.objects.get().replies == 1
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert "Two." in page
    assert "Lived this" in page


def test_an_empty_answer_is_refused_with_the_question_still_there(member_client, ben, question):
    response = member_client(ben).post(f"/questions/{question.pk}/answers/", {"text": ""})
    assert response.status_code == 422
    assert "Say what happened to you." in response.text
    assert question.title in response.text


def test_only_the_asker_says_what_helped_most_and_may_change_it(member_client, ana, ben, question, answer, noon):
    other = actions.answer_question(question=question, author=ben, text="Or five.", now=noon)
    path = f"/questions/{question.pk}/best-answer/"
    assert member_client(ben).post(path, {"answer": answer.pk}).status_code == 403
    for chosen in (answer, other):
        assert member_client(ana).post(path, {"answer": chosen.pk}).status_code == 303
        question.refresh_from_db()
        assert question.best_answer == chosen
    member_client(ana).post(path, {"none": "1"})
    question.refresh_from_db()
    assert question.best_answer is None


def test_an_answer_of_another_question_cannot_be_the_best(member_client, ana, ben, answer, noon):
    other = actions.ask_question(author=ana, title="Another?", now=noon)
    response = member_client(ana).post(f"/questions/{other.pk}/best-answer/", {"answer": answer.pk})
    assert response.status_code == 404


def test_the_most_helpful_answer_stands_first(member_client, ana, ben, question, answer, noon):
    last = actions.answer_question(question=question, author=ben, text="The last one.", now=noon.replace(hour=13))
    actions.choose_best_answer(question=question, answer=last, by=ana, now=noon)
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert page.index("The last one.") < page.index("Three for me.")
    assert "Most helpful, says Ana" in page


@pytest.mark.parametrize("kind", AnswerReaction.Kind)
def test_two_taps_are_one(member_client, ana, answer, kind):
    for _ in range(2):
        member_client(ana).post(f"/answers/{answer.pk}/reactions/", {"put": kind.value})
    answer.refresh_from_db()
    assert getattr(answer, AnswerReaction.COUNTERS[kind]) == 1


def test_a_blocked_member_sees_neither_question_nor_answer(member_client, ana, ben, cleo, question, noon):
    assert member_client(cleo).get(f"/questions/{question.pk}/").status_code == 404
    theirs = actions.ask_question(author=ben, title="Ben asks?", now=noon)
    actions.answer_question(question=theirs, author=ana, text="Ana answers", now=noon)
    assert "Ana answers" not in member_client(cleo).get(f"/questions/{theirs.pk}/").text


def test_a_visitor_reads_public_questions_only(client, ana, question, noon):
    public = actions.ask_question(author=ana, title="For all?", audience=Audience.PUBLIC, now=noon)
    assert client.get(f"/questions/{public.pk}/").status_code == 200
    assert client.get(f"/questions/{question.pk}/").status_code == 404
    listed = client.get("/questions/").text
    assert "For all?" in listed
    assert question.title not in listed


def test_a_withdrawn_answer_is_not_the_best_any_more(member_client, ana, ben, question, answer, noon):
    actions.choose_best_answer(question=question, answer=answer, by=ana, now=noon)
    for _ in range(2):
        actions.withdraw_answer(answer=answer, by=ben, now=noon)
    question.refresh_from_db()
    assert question.best_answer is None
    assert Thread.objects.get().replies == 0


def test_a_question_is_changed_and_withdrawn_by_its_asker_alone(member_client, ana, ben, question):
    assert member_client(ben).get(f"/questions/{question.pk}/edit/").status_code == 404
    assert member_client(ben).post(f"/questions/{question.pk}/withdrawal/").status_code == 404
    assert (
        member_client(ana).post(f"/questions/{question.pk}/edit/", {"title": "Changed?", "audience": "3"}).status_code
        == 303
    )
    assert "Changed?" in member_client(ben).get("/questions/").text
    assert member_client(ana).post(f"/questions/{question.pk}/withdrawal/").status_code == 303
    assert member_client(ben).get(f"/questions/{question.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_a_question_costs_the_same_for_one_answer_as_for_many(
    member_client, ana, ben, question, noon, number, django_assert_num_queries
):
    for _ in range(number):
        actions.answer_question(question=question, author=ben, text="Hm", now=noon)
    client = member_client(ana)
    # The session with its member, and all that the page shows; and what the reader began to write.
    with django_assert_num_queries(2):
        client.get(f"/questions/{question.pk}/")


def test_words_that_look_like_our_blanks_stay_words(member_client, ana, ben, question, noon):
    actions.answer_question(
        question=question, author=ben, text="[[token]] and [[asker]]", context_line="[[id]]", now=noon
    )
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert "<p>[[token]] and [[asker]]</p>" in page
    assert '<span class="chip">[[id]]</span>' in page


def test_visitors_meet_a_question_that_was_answered_well_when_everyone_may_read_it(
    client, ana, ben, question, answer, noon
):
    actions.choose_best_answer(question=question, answer=answer, by=ana, now=noon)
    assert question.title not in client.get("/").text, "only members may read it"
    asked = actions.ask_question(author=ana, title="Who drives you home?", text="", audience=Audience.PUBLIC, now=noon)
    told = actions.answer_question(question=asked, author=ben, text="My sister does.", now=noon)
    assert asked.title not in client.get("/").text, "nobody said yet that it helped"
    actions.choose_best_answer(question=asked, answer=told, by=ana, now=noon)
    page = client.get("/").text
    assert asked.title in page and "My sister does." in page


@pytest.fixture
def public(ana, noon):
    caches["pages"].clear()
    return actions.ask_question(author=ana, title="For all?", audience=Audience.PUBLIC, now=noon)


def test_a_visitor_costs_one_statement_and_nothing_when_nothing_changed(client, public, django_assert_num_queries):
    path = f"/questions/{public.pk}/"
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    for headers, status in (({}, 200), ({"If-None-Match": first["ETag"]}, 304)):
        with django_assert_num_queries(1):
            assert client.get(path, headers=headers).status_code == status


def test_a_visitor_sees_every_change_at_once(client, ana, ben, public, noon):
    path = f"/questions/{public.pk}/"

    def page():
        return client.get(path).text

    assert "No answer yet" in page()
    answer = actions.answer_question(question=public, author=ben, text="Two, for me.", now=noon)
    assert "Two, for me." in page()
    actions.choose_best_answer(question=public, answer=answer, by=ana, now=noon)
    assert "Most helpful, says Ana" in page()
    ben.name = "Benno"
    ben.save()
    assert "Benno" in page()
    Member.objects.filter(pk=ben.pk).update(suspended_at=noon)
    assert "Two, for me." not in page()
    actions.edit_question(
        question=public, by=ana, title="For all of you?", text="", audience=Audience.PUBLIC, topics=[], now=noon
    )
    assert "For all of you?" in page()
    actions.withdraw_question(question=public, by=ana, now=noon)
    assert client.get(path).status_code == 404


def test_words_about_the_time_are_never_old(public, noon):
    def stamp(**passed):
        return stamp_for_visitors(public.pk, now=noon + timedelta(**passed))

    assert stamp(minutes=5) != stamp(minutes=6)
    assert stamp(days=3, minutes=5) == stamp(days=3, minutes=6)
    assert stamp(days=3) != stamp(days=4)


def test_members_never_get_or_fill_the_page_of_visitors(client, member_client, ana, ben, public):
    theirs = member_client(ben).get(f"/questions/{public.pk}/")
    assert "Post answer" in theirs.text
    assert "public" not in theirs.headers.get("Cache-Control", "")
    assert "Post answer" not in Client().get(f"/questions/{public.pk}/").text
    assert "Post answer" in member_client(ben).get(f"/questions/{public.pk}/").text
