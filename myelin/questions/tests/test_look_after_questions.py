"""Following, closing, moving, marking as asked before; and how things read before they were changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from myelin.audit.models import Entry
from myelin.members.models import Audience, Profile
from myelin.notifications.models import Notice
from myelin.pack.models import Topic
from myelin.questions import actions
from myelin.questions.models import Answer, Question, QuestionFollow


@pytest.fixture
def question(ana, noon):
    return actions.ask_question(author=ana, title="How many mornings off?", text="I bake.", now=noon)


@pytest.fixture
def first(ben, noon):
    return actions.ask_question(author=ben, title="Days off after the drip?", now=noon)


def tell(question, kind, noon, **who):
    return actions.tell_followers(question_id=question.pk, kind=kind, now=noon, **who)


def test_whoever_asks_follows_and_may_stop(member_client, ana, ben, question, noon):
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert "Following" in page
    member_client(ana).post(f"/questions/{question.pk}/follow/", {"stop": "1"})
    actions.answer_question(question=question, author=ben, text="Three.", now=noon)
    assert not Notice.objects.filter(member=ana).exists()


def test_followers_hear_of_an_answer_once(member_client, ana, ben, ito, question, noon):
    for _tap in range(2):
        member_client(ito).post(f"/questions/{question.pk}/follow/")
    assert QuestionFollow.objects.filter(member=ito).count() == 1
    answer = actions.answer_question(question=question, author=ben, text="Three.", now=noon)
    assert tell(question, "followed_answer", noon, answer_id=answer.pk) == 1
    assert tell(question, "followed_answer", noon, answer_id=answer.pk) == 0
    assert [(row.member, row.kind) for row in Notice.objects.order_by("pk")] == [
        (ana, "answer"),
        (ito, "followed_answer"),
    ]


def test_a_follower_who_may_not_see_it_any_more_hears_nothing(ana, ben, ito, question, noon):
    actions.follow_question(question=question, member=ito, now=noon)
    answer = actions.answer_question(question=question, author=ben, text="Three.", now=noon)
    question.thread.audience = Audience.ME
    question.thread.save()
    assert tell(question, "followed_answer", noon, answer_id=answer.pk) == 0


def test_closing_asks_for_a_reason_and_takes_no_more_answers(member_client, ana, ben, question):
    path = f"/questions/{question.pk}/"
    refused = member_client(ana).post(f"{path}closing/", {"because": " "})
    assert refused.status_code == 422
    assert "Say in a few words why it is closed." in refused.text
    member_client(ana).post(f"{path}closing/", {"because": "I know enough now, thank you."})
    page = member_client(ben).get(path).text
    assert "I know enough now, thank you." in page
    assert "Post answer" not in page
    late = member_client(ben).post(f"{path}answers/", {"text": "My long story"})
    assert late.status_code == 422
    assert "This question takes no more answers." in late.text
    assert member_client(ana).post(f"{path}opening/").status_code == 303
    assert member_client(ben).post(f"{path}answers/", {"text": "My long story"}).status_code == 303


def test_a_moderator_closes_too_and_the_record_says_so(member_client, noor, ben, question):
    assert member_client(ben).post(f"/questions/{question.pk}/closing/", {"because": "No"}).status_code == 404
    member_client(noor).post(f"/questions/{question.pk}/closing/", {"because": "Please call your team."})
    assert Entry.objects.get(action="question.closed").actor == noor


def test_a_question_is_not_closed_without_a_reason_in_the_database(question, noon):
    with pytest.raises(IntegrityError, match="question_closed_with_reason"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(closed_at=noon)


def test_a_moderator_moves_it_and_its_words_stay_unchanged(member_client, noor, question):
    Topic.objects.create(slug="work", name="Work", about="Work", group="Life", position=0)
    member_client(noor).post(f"/questions/{question.pk}/topics/", {"topics": ["work"]})
    question.thread.refresh_from_db()
    assert [topic.slug for topic in question.thread.topics.all()] == ["work"]
    assert question.thread.edited_at is None
    assert "I bake." in question.thread.card


def test_the_asker_accepts_that_it_was_asked_before(member_client, ana, ben, ito, question, first, noon):
    actions.follow_question(question=question, member=ito, now=noon)
    path = f"/questions/{question.pk}/"
    member_client(ana).post(f"{path}duplicate/", {"first": first.pk})
    page = member_client(ito).get(path).text
    assert "This was asked before" in page
    assert f'href="/questions/{first.pk}/"' in page
    assert tell(question, "duplicate", noon, actor_id=ana.pk) == 1
    member_client(ana).post(f"{path}duplicate/", {"none": "1"})
    assert "This was asked before" not in member_client(ito).get(path).text


def test_a_chain_leads_to_the_very_first(ana, ben, noor, question, first, noon):
    other = actions.ask_question(author=ben, title="Again?", now=noon)
    actions.mark_duplicate(question=other, first=question, by=noor, now=noon)
    actions.mark_duplicate(question=question, first=first, by=noor, now=noon)
    other.refresh_from_db()
    assert other.duplicate_of == first
    with pytest.raises(actions.NotTheFirst):
        actions.mark_duplicate(question=first, first=other, by=noor, now=noon)


def test_nobody_is_led_to_what_they_cannot_read(member_client, ana, ben, cleo, question, first, noon):
    wide = actions.ask_question(author=ana, title="Open to all?", audience=Audience.PUBLIC, now=noon)
    refused = member_client(ana).post(f"/questions/{wide.pk}/duplicate/", {"first": first.pk})
    assert refused.status_code == 422
    assert "Fewer people can read that question" in refused.text
    hers = actions.ask_question(author=cleo, title="Cleo asks?", now=noon)
    missing = member_client(ana).post(f"/questions/{question.pk}/duplicate/", {"first": hers.pk})
    assert missing.status_code == 422
    assert "There is no such question here." in missing.text
    assert "Cleo asks?" not in missing.text


def test_the_first_is_not_named_to_whom_it_does_not_exist_for(member_client, ana, ben, cleo, noor, question, noon):
    hers = actions.ask_question(author=cleo, title="Cleo asks?", now=noon)
    actions.mark_duplicate(question=question, first=hers, by=noor, now=noon)
    assert "Cleo asks?" not in member_client(ana).get(f"/questions/{question.pk}/").text
    assert "Cleo asks?" in member_client(ben).get(f"/questions/{question.pk}/").text


def test_how_a_question_read_before_stays(member_client, ana, ben, question):
    form = {"title": "How many days off?", "text": "I bake."}
    member_client(ana).post(f"/questions/{question.pk}/edit/", form)
    assert "Changed since" in member_client(ben).get(f"/questions/{question.pk}/").text
    assert "How many mornings off?" in member_client(ben).get(f"/questions/{question.pk}/history/").text


def test_an_answer_is_changed_and_its_first_words_stay(member_client, ana, ben, question, noon):
    answer = actions.answer_question(question=question, author=ben, text="Three.", now=noon)
    assert member_client(ana).get(f"/answers/{answer.pk}/edit/").status_code == 404
    member_client(ben).post(f"/answers/{answer.pk}/edit/", {"text": "Four.", "lived_this": "on"})
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert "Four." in page
    assert "Changed since" in page
    assert "Three." in member_client(ana).get(f"/answers/{answer.pk}/history/").text
    assert member_client(ben).post(f"/answers/{answer.pk}/edit/", {"text": " "}).status_code == 422


def test_an_answer_is_taken_back_and_put_back(member_client, ana, ben, question, noon):
    answer = actions.answer_question(question=question, author=ben, text="Three.", now=noon)
    path = f"/questions/{question.pk}/"
    member_client(ben).post(f"/answers/{answer.pk}/withdrawal/")
    question.refresh_from_db()
    assert question.first_answered_at is None
    assert "Put it back" in member_client(ben).get(path).text
    assert "Three." not in member_client(ben).get(path).text
    assert "Put it back" not in member_client(ana).get(path).text
    assert member_client(ana).post(f"/answers/{answer.pk}/withdrawal/undo/").status_code == 404
    for _tap in range(2):
        member_client(ben).post(f"/answers/{answer.pk}/withdrawal/undo/")
    question.refresh_from_db()
    question.thread.refresh_from_db()
    assert (question.first_answered_at, question.thread.replies) == (noon, 1)
    assert "Three." in member_client(ana).get(path).text


def test_the_askers_own_answer_does_not_end_the_waiting(ana, ben, question, noon):
    actions.answer_question(question=question, author=ana, text="I found out.", now=noon)
    question.refresh_from_db()
    assert question.first_answered_at is None
    actions.answer_question(question=question, author=ben, text="Three.", now=noon)
    question.refresh_from_db()
    assert question.first_answered_at == noon


def test_the_line_stays_as_it_was_chosen(member_client, ana, ben, question):
    Profile.objects.filter(member=ben).update(context_line="2nd year")
    ben.profile.refresh_from_db()
    form = member_client(ben).get(f"/questions/{question.pk}/").text
    assert 'value="2nd year"' in form
    member_client(ben).post(
        f"/questions/{question.pk}/answers/", {"text": "Three.", "context_line": "2nd year · pills"}
    )
    Profile.objects.filter(member=ben).update(context_line="3rd year")
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert "2nd year · pills" in page
    assert "3rd year" not in page
    assert Answer.objects.get().context_line == "2nd year · pills"


def test_same_for_me_is_said_of_a_question(member_client, ana, ben, question):
    member_client(ben).post(f"/threads/{question.pk}/reactions/", {"put": "me_too"})
    page = member_client(ana).get(f"/questions/{question.pk}/").text
    assert "1 said: same for me" in page
    assert "Same for me" in page
    assert "Me too" not in page
