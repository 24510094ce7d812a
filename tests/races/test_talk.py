"""Reacting, following, choosing what helped and sending one form, by 64 at once: counts are the rows they count."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from myelin.base.models import Once
from myelin.discussion import actions as discussion
from myelin.discussion.models import Comment, Reaction, TopicFollow
from myelin.members.models import Follow
from myelin.notifications.models import Notice
from myelin.pack.models import Topic
from myelin.people import actions as people
from myelin.questions import actions as questions
from myelin.questions.models import AnswerReaction, QuestionFollow
from myelin.updates import actions as updates
from myelin.updates.models import Update
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 64


def faults(given):
    return [one for one in given if isinstance(one, Exception)]


@pytest.fixture
def crowd(make_member):
    return [make_member(f"m{number}") for number in range(8)]


def test_giving_and_taking_back_at_once_leaves_the_count_right(crowd, ben, noon):
    thread = updates.post_update(author=ben, text="Hi", now=noon).thread

    def tap(number):
        member = crowd[number % 8]
        if number % 3:
            return discussion.react(thread=thread, member=member, kind=Reaction.Kind.HUG, now=noon)
        return discussion.take_reaction_back(thread=thread, member=member, kind=Reaction.Kind.HUG)

    assert faults(at_once(THREADS, tap)) == []
    thread.refresh_from_db()
    assert thread.hugs == Reaction.objects.filter(thread=thread).count() <= 8


def test_the_marks_of_an_answer_count_themselves(crowd, ana, ben, noon):
    question = questions.ask_question(author=ana, title="What?", now=noon)
    answer = questions.answer_question(question=question, author=ben, text="That", now=noon)

    def tap(number):
        member, kind = crowd[number % 8], AnswerReaction.Kind.HELPFUL
        if number % 3:
            return questions.react_to_answer(answer=answer, member=member, kind=kind, now=noon)
        return questions.take_answer_reaction_back(answer=answer, member=member, kind=kind)

    assert faults(at_once(THREADS, tap)) == []
    answer.refresh_from_db()
    assert answer.helpfuls == AnswerReaction.objects.filter(answer=answer).count() <= 8


def test_following_by_64_taps_is_following_once(ana, cleo, make_member, noon):
    dele = make_member("dele")
    topic = Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    question = questions.ask_question(author=dele, title="What?", now=noon)

    def tap(number):
        if number % 3 == 0:
            return people.follow(member=ana, person=dele, now=noon)
        if number % 3 == 1:
            return discussion.follow_topic(topic=topic, member=ana, now=noon)
        return questions.follow_question(question=question, member=ana, now=noon)

    assert faults(at_once(THREADS, tap)) == []
    assert Follow.objects.filter(follower=ana, followee=dele).count() == 1
    assert Notice.objects.filter(member=dele, kind="follow").count() == 1
    assert TopicFollow.objects.count() == 1 == QuestionFollow.objects.filter(member=ana).count()


def test_one_answer_helped_most_and_it_stands(ana, crowd, noon):
    question = questions.ask_question(author=ana, title="What?", now=noon)
    given = [questions.answer_question(question=question, author=one, text="That", now=noon) for one in crowd]

    def choose(number):
        answer = given[number % 8]
        if number % 8 == 7:
            return questions.withdraw_answer(answer=answer, by=crowd[7], now=noon)
        return questions.choose_best_answer(question=question, answer=answer, by=ana, now=noon)

    assert faults(at_once(THREADS, choose)) == []
    question.refresh_from_db()
    assert question.best_answer in given[:7]
    question.thread.refresh_from_db()
    assert question.thread.replies == question.answers.standing().count() == 7


def test_what_is_taken_back_while_it_is_chosen_is_not_the_best(ana, ben, noon):
    question = questions.ask_question(author=ana, title="What?", now=noon)
    answer = questions.answer_question(question=question, author=ben, text="That", now=noon)

    def do(number):
        if number % 2:
            return questions.withdraw_answer(answer=answer, by=ben, now=noon)
        return questions.choose_best_answer(question=question, answer=answer, by=ana, now=noon)

    kinds = {type(one) for one in faults(at_once(THREADS, do))}
    assert kinds <= {questions.NotThere}
    question.refresh_from_db()
    assert question.best_answer is None


def test_comments_are_counted(crowd, ben, noon):
    thread = updates.post_update(author=ben, text="Hi", now=noon).thread

    def talk(number):
        comment = discussion.write_comment(thread=thread, author=crowd[number % 8], text="Hi", now=noon)
        if number % 2:
            discussion.withdraw_comment(comment=comment, by=crowd[number % 8], now=noon)

    assert faults(at_once(THREADS, talk)) == []
    thread.refresh_from_db()
    assert thread.replies == Comment.objects.standing().filter(thread=thread).count() == 32


def test_one_form_sent_by_64_taps_is_one_update(ana):
    key = str(uuid4())

    def tap(_number):
        client = Client()
        client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
        return client.post("/updates/new/", {"text": "Once", "once": key})

    given = at_once(THREADS, tap)
    assert faults(given) == []
    update = Update.objects.get()
    assert {(one.status_code, one["Location"]) for one in given} == {(303, update.thread.url)}
    assert Once.objects.count() == 1
