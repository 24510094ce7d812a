"""The board: what waits, what an invitation says, and honest figures."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from myelin.base.tests.markup import bare
from myelin.helping import actions, board, queries
from myelin.helping.figures import likely_range
from myelin.helping.models import HelpInvitation, Tally
from myelin.members.models import Audience, Profile
from myelin.questions import actions as questions
from myelin.questions.models import Question

HOUR = timedelta(hours=1)


@pytest.fixture
def invitation(ana, ben, noon):
    Profile.objects.filter(member=ana).update(
        told_year=2025, about="kanari about", about_audience=Audience.ME, country="kanari country",
        country_audience=Audience.CIRCLE, context_line="1st year",
    )  # fmt: skip
    asked = questions.ask_question(author=ana, title="Cold for hours?", text="The text.", now=noon)
    actions.say_yes(member=ben, now=noon, quiet_from=time(3), quiet_to=time(3))
    actions.keep_the_clock(now=noon + 2 * HOUR)
    return HelpInvitation.objects.get(question=asked)


def test_an_invitation_says_the_question_and_nothing_that_is_not_for_all_members(member_client, ben, invitation):
    page = member_client(ben).get("/questions/waiting/").text
    assert "You might be able to help" in page
    assert "Cold for hours?" in page
    assert "1st year" in page
    for hidden in ("kanari", "2025", "Ana"):
        assert hidden not in bare(page)


def test_not_today_is_told_to_nobody(member_client, ana, ben, invitation):
    assert member_client(ana).post(f"/invitations/{invitation.pk}/not-today/").status_code == 404
    before = member_client(ana).get("/questions/waiting/").text
    for _tap in range(2):
        member_client(ben).post(f"/invitations/{invitation.pk}/not-today/")
    assert "You might be able to help" not in member_client(ben).get("/questions/waiting/").text
    assert member_client(ana).get("/questions/waiting/").text.count("member was asked") == before.count(
        "member was asked"
    )
    assert not ana.notices.exists()


def test_the_best_fitting_stands_before_the_board_and_the_others_are_folded_up(
    member_client, ana, ben, invitation, noon
):
    for hour, way in enumerate(HelpInvitation.Way.values):
        asked = questions.ask_question(author=ana, title=f"Asked as {way}?", now=noon + hour * HOUR)
        HelpInvitation.objects.create(question=asked, member=ben, way=way, asked_at=noon + 3 * HOUR)
    invitation.way = HelpInvitation.Way.VOLUNTEER
    invitation.save(update_fields=["way"])
    first, folded = member_client(ben).get("/questions/waiting/").text.split("2 more, if you have the energy")
    assert "Asked as fits?" in first and "Cold for hours?" not in first
    folded = folded.split("</details>")[0]
    assert folded.index("Cold for hours?") < folded.index("Asked as volunteer?")
    assert folded.count("/not-today/") == 2


def test_an_invitation_goes_when_somebody_answered(member_client, ben, ito, invitation, noon):
    questions.answer_question(question=invitation.question, author=ito, text="Yes.", now=noon)
    assert "You might be able to help" not in member_client(ben).get("/questions/waiting/").text


def test_visitors_see_public_questions_and_the_figures(client, ana, noon):
    questions.ask_question(author=ana, title="For members?", now=noon)
    questions.ask_question(author=ana, title="For all?", audience=Audience.PUBLIC, now=noon)
    page = client.get("/questions/waiting/").text
    assert "For all?" in page
    assert "For members?" not in page
    assert "How we are doing" in page


@pytest.mark.parametrize("number", [1, 15])
def test_the_board_costs_the_same_for_one_question_as_for_many(
    member_client, ana, ben, noon, number, django_assert_max_num_queries
):
    for hour in range(number):
        questions.ask_question(author=ana, title=f"Number {hour}?", now=noon + hour * HOUR)
    client = member_client(ben)
    with django_assert_max_num_queries(6):
        page = client.get("/questions/waiting/").text
    assert "Number 0?" in page


def test_it_goes_on_where_the_page_ended(member_client, ana, ben, noon):
    for hour in range(25):
        questions.ask_question(author=ana, title=f"Number {hour}?", now=noon + hour * HOUR)
    first = member_client(ben).get("/questions/waiting/")
    following = member_client(ben).get("/questions/waiting/", {"after": first.context["page"].next}).text
    assert "Number 20?" in following
    assert "Number 19?" not in following


def test_the_figures_count_who_waits_still(ana, ben, noon):
    for number in range(12):
        asked = questions.ask_question(author=ana, title=f"{number}?", now=noon - timedelta(days=3))
        if number < 8:
            late = timedelta(hours=1 if number < 6 else 30)
            Question.objects.filter(pk=asked.pk).update(first_answered_at=asked.asked_at + late)
    queries.count(now=noon)
    queries.count(now=noon)
    whole, weeks = board.figures()
    assert (whole.tally.questions, whole.tally.within_a_day, whole.tally.half_within_minutes) == (12, 6, 60)
    assert (whole.of_hundred, whole.half, len(weeks)) == (50, "1 hour", 4)
    assert Tally.objects.count() == 5


def test_of_a_few_questions_no_share_is_told(member_client, ana, noon):
    questions.ask_question(author=ana, title="One?", now=noon - timedelta(days=3))
    queries.count(now=noon)
    assert "Too few questions" in member_client(ana).get("/questions/waiting/").text


def test_half_of_all_and_not_of_the_lucky_ones(ana, noon):
    for number in range(11):
        asked = questions.ask_question(author=ana, title=f"{number}?", now=noon - timedelta(days=3))
        if number < 4:
            Question.objects.filter(pk=asked.pk).update(first_answered_at=asked.asked_at + HOUR)
    queries.count(now=noon)
    whole, _weeks = board.figures()
    assert whole.half == "Fewer than half had one"


@pytest.mark.parametrize(("part", "whole", "low", "high"), [(207, 214, 93, 98), (0, 10, 0, 28), (10, 10, 72, 100)])
def test_the_likely_range(part, whole, low, high):
    """Checked against the formula worked out by hand."""
    assert likely_range(part, whole) == (low, high)
