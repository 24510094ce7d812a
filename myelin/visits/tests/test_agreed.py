"""What was agreed on finds its place in the care: a step on the way to the next dose, a test that was ordered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from myelin.companion.models import Infusion, Owner, Reminder, Result, Step
from myelin.therapies.models import BaselineTest
from myelin.visits import actions
from myelin.visits.models import Agreed

LINE = {"words": "Ask for the slow drip", "owner": "center", "until": "2026-07-01"}


def test_a_line_is_noted_with_who_and_until_when(member_client, visit, ana, at_noon):
    client = member_client(ana)
    assert client.post(f"/care/visits/{visit.pk}/agreed/", LINE).status_code == 303
    page = client.get(f"/care/visits/{visit.pk}/agreed/").text
    assert "Ask for the slow drip" in page and "Infusion center" in page and "until July 1, 2026" in page


def test_it_becomes_a_step_on_the_way_to_the_next_dose(member_client, visit, a_year, ana):
    client = member_client(ana)
    client.post(f"/care/visits/{visit.pk}/agreed/", {**LINE, "until": "2026-12-01", "becomes": "step"})
    step, dose = Step.objects.of(ana).get(), Infusion.objects.of(ana).to_come()[0]
    assert (step.infusion, step.said) == (dose, {"title": "Ask for the slow drip", "owner": "center"})
    assert dose.on - timedelta(days=step.days_before) == date(2026, 12, 1)
    page = client.get(f"/care/visits/{visit.pk}/agreed/").text
    assert f"/care/infusions/{dose.pk}/runway/" in page
    assert "Ask for the slow drip" in client.get(f"/care/infusions/{dose.pk}/runway/").text


def test_it_becomes_a_test_that_was_ordered(member_client, visit, a_year, ana):
    test = BaselineTest.objects.filter(asked_by__therapy=a_year.therapy_id).order_by("position")[1]
    wish = f"test:{a_year.pk}:{test.slug}"
    client = member_client(ana)
    assert client.post(f"/care/visits/{visit.pk}/agreed/", {**LINE, "becomes": wish}).status_code == 303
    result = Result.objects.of(ana).get(test=test)
    assert (result.ordered_on, result.repeat_on, result.note) == (
        date(2026, 6, 15), date(2026, 7, 1), "Ask for the slow drip",
    )  # fmt: skip
    assert f"/care/courses/{a_year.pk}/tests/" in client.get(f"/care/visits/{visit.pk}/agreed/").text


def test_it_becomes_a_reminder_on_its_day(member_client, visit, ana, at_noon):
    client = member_client(ana)
    assert client.post(f"/care/visits/{visit.pk}/agreed/", {**LINE, "becomes": "reminder"}).status_code == 303
    reminder = Reminder.objects.of(ana).get()
    assert reminder.next_at.astimezone(ZoneInfo(ana.time_zone)) == datetime(
        2026, 7, 1, 9, tzinfo=ZoneInfo(ana.time_zone)
    )
    assert "It is a reminder" in client.get(f"/care/visits/{visit.pk}/agreed/").text


def test_a_reminder_needs_a_day(member_client, visit, ana, at_noon):
    sent = {**LINE, "until": "", "becomes": "reminder"}
    answer = member_client(ana).post(f"/care/visits/{visit.pk}/agreed/", sent)
    assert answer.status_code == 422 and "On which day should it remind you?" in answer.text
    assert not Agreed.objects.exists() and not Reminder.objects.exists()


def test_without_a_dose_ahead_there_is_no_way_to_put_it_on(visit, ana, noon):
    with pytest.raises(actions.NoDoseAhead):
        actions.agree(visit=visit, by=ana, words="Call", owner=Owner.ME, until=None, now=noon, on_the_way=True)
    assert not Agreed.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"words": ""}, "Please say what it is."),
        ({"until": "2026-06-01"}, "That day lies before the visit."),
        ({"words": "x" * 121}, "Could you make it shorter?"),
        ({"becomes": "test:1:nothing"}, "Please choose one of what stands here."),
    ],
)
def test_what_is_to_mend_is_told_and_nothing_is_lost(member_client, visit, ana, at_noon, sent, sentence):
    answer = member_client(ana).post(f"/care/visits/{visit.pk}/agreed/", {**LINE, **sent})
    assert answer.status_code == 422 and sentence in answer.text
    assert not Agreed.objects.exists()


def test_taking_a_line_away_leaves_the_step(member_client, visit, a_year, ana):
    client = member_client(ana)
    client.post(f"/care/visits/{visit.pk}/agreed/", {**LINE, "becomes": "step"})
    line = Agreed.objects.get()
    assert "Remove this line?" in client.get(f"/care/visits/{visit.pk}/agreed/{line.pk}/removal/").text
    client.post(f"/care/visits/{visit.pk}/agreed/{line.pk}/removal/")
    assert not Agreed.objects.exists() and Step.objects.of(ana).count() == 1


def test_nobody_else_takes_it_away(member_client, visit, ana, ben, noon):
    line = actions.agree(visit=visit, by=ana, words="Call", owner=Owner.ME, until=None, now=noon)
    assert member_client(ben).post(f"/care/visits/{visit.pk}/agreed/{line.pk}/removal/").status_code == 404
    assert Agreed.objects.exists()


def test_thirty_lines_are_the_most(visit, ana, noon):
    for number in range(30):
        actions.agree(visit=visit, by=ana, words=f"Line {number}", owner=Owner.ME, until=None, now=noon)
    with pytest.raises(actions.TooMuch):
        actions.agree(visit=visit, by=ana, words="One more", owner=Owner.ME, until=None, now=noon)
