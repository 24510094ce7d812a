"""Ask without one's name: answers reach whoever asked, and nobody learns who that is."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from myelin.audit.models import Entry
from myelin.base.tests.markup import bare
from myelin.helping import actions as helping
from myelin.helping.models import HelpInvitation
from myelin.members import actions as members
from myelin.members.models import Audience, Profile
from myelin.notifications.lines import lines
from myelin.notifications.models import Notice
from myelin.questions import actions
from myelin.questions.models import Question, QuestionFollow
from myelin.questions.personal_data import export_for


@pytest.fixture
def asked(ana, noon):
    return actions.ask_question(author=ana, title="Who else lies about it?", without_name=True, now=noon)


def test_it_is_asked_by_the_page_and_names_nobody(member_client, ana, ben):
    Profile.objects.filter(member=ana).update(context_line="9th year, two children")
    page = member_client(ana).get("/questions/new/").text
    assert "Ask it without my name" in page
    sent = {"title": "Who else?", "without_name": "on", "audience": "4", "context_line": "9th year, two children"}
    answer = member_client(ana).post("/questions/new/", sent)
    question = Question.objects.select_related("thread").get()
    assert answer["Location"] == question.thread.url
    assert (question.thread.author, question.thread.audience, question.context_line) == (None, Audience.MEMBERS, "")
    assert not QuestionFollow.objects.exists()
    client = member_client(ben)
    for path in (question.thread.url, "/questions/", "/questions/waiting/", f"/api/v1/questions/{question.pk}"):
        page = client.get(path).text
        assert "Who else?" in page
        for trace in ("Ana", "/people/ana/", "two children"):
            assert trace not in bare(page)
    assert client.get(f"/api/v1/questions/{question.pk}").json()["author"] is None


def test_answers_reach_who_asked_and_they_say_what_helped_without_a_name(member_client, ana, ben, asked, noon):
    given = actions.answer_question(question=asked, author=ben, text="I did", now=noon)
    assert [(row.kind, row.actor) for row in Notice.objects.filter(member=ana)] == [("answer", ben)]
    asked.refresh_from_db()
    assert asked.first_answered_at == noon
    assert "This helped most" not in member_client(ben).get(asked.thread.url).text
    mine = member_client(ana)
    assert "This helped most" in mine.get(asked.thread.url).text
    mine.post(f"/questions/{asked.pk}/best-answer/", {"answer": given.pk})
    page = member_client(ben).get(asked.thread.url).text
    assert "Most helpful, says whoever asked" in page
    assert "Ana" not in bare(page)
    [line] = lines(Notice.objects.filter(member=ben))
    assert line.sentence == "Somebody says your answer helped most."
    assert Notice.objects.get(member=ben).actor is None


def test_who_asked_cannot_answer_with_their_name_by_mistake(member_client, ana, asked):
    client = member_client(ana)
    assert "Post answer" not in client.get(asked.thread.url).text
    answer = client.post(f"/questions/{asked.pk}/answers/", {"text": "Me again"})
    assert "an answer shows it" in answer.text
    assert not asked.answers.exists()


def test_who_asked_closes_it_without_a_name(ana, ben, asked, noon):
    actions.follow_question(question=asked, member=ben, now=noon)
    actions.close_question(question=asked, by=ana, because="Settled", now=noon)
    asked.refresh_from_db()
    assert (asked.closed_at, asked.closed_by) == (noon, None)
    assert not Entry.objects.filter(actor=ana).exists()
    actions.tell_followers(question_id=asked.pk, kind="closed", actor_id=ana.pk, now=noon)
    [line] = lines(Notice.objects.filter(member=ben))
    assert line.who == "Somebody"


def test_a_change_keeps_it_without_a_name(member_client, ana, ben, asked):
    client = member_client(ana)
    assert "line beside" not in client.get(f"/questions/{asked.pk}/edit/").text
    client.post(f"/questions/{asked.pk}/edit/", {"title": "Who else lied?", "audience": "4", "context_line": "Ana"})
    asked.refresh_from_db()
    asked.thread.refresh_from_db()
    assert (asked.title, asked.context_line, asked.thread.audience) == ("Who else lied?", "", Audience.MEMBERS)
    assert member_client(ben).get(f"/questions/{asked.pk}/edit/").status_code == 404


def test_people_are_asked_but_neither_the_asker_nor_whom_they_blocked(ana, ben, cleo, asked, noon):
    for helper in (ana, ben, cleo):
        helping.say_yes(member=helper, quiet_from=time(3), quiet_to=time(3), now=noon)
    helping.keep_the_clock(now=noon + timedelta(hours=2))
    assert [row.member for row in HelpInvitation.objects.filter(question=asked)] == [ben]


def test_the_answer_of_somebody_else_counts_as_the_first(ana, ben, asked, noon):
    given = actions.answer_question(question=asked, author=ben, text="I did", now=noon)
    actions.withdraw_answer(answer=given, by=ben, now=noon)
    asked.refresh_from_db()
    assert asked.first_answered_at is None
    actions.put_answer_back(answer=given, by=ben)
    asked.refresh_from_db()
    assert asked.first_answered_at == noon


def test_whom_the_asker_blocked_never_meets_it(member_client, cleo, asked):
    client = member_client(cleo)
    assert client.get(asked.thread.url).status_code == 404
    assert client.get(f"/api/v1/questions/{asked.pk}").status_code == 404
    for path in ("/questions/", "/questions/waiting/", "/search/?q=lies"):
        assert "Who else lies" not in client.get(path).text


def test_it_cannot_be_found_as_the_first_of_the_same_by_whom_the_asker_blocked(member_client, ben, cleo, asked, noon):
    again = actions.ask_question(author=ben, title="Who lies?", now=noon)
    actions.mark_duplicate(question=again, first=asked, by=ben, now=noon)
    assert "Who else lies" in member_client(ben).get(again.thread.url).text
    assert "Who else lies" not in member_client(cleo).get(again.thread.url).text


def test_the_take_out_holds_it(ana, ben, asked):
    [row] = export_for(ana)["questions"]
    assert (row["title"], row["without_name"]) == ("Who else lies about it?", True)
    assert export_for(ben)["questions"] == []


def test_a_later_block_takes_it_away_at_once(member_client, ana, ben, asked, noon):
    assert member_client(ben).get(asked.thread.url).status_code == 200
    members.block(member=ana, person=ben, now=noon)
    assert member_client(ben).get(asked.thread.url).status_code == 404
