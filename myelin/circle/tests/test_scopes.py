"""Each part of a circle, both ways: with it on its page, its deeds and its feed; without it none of them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.circle import actions
from myelin.circle.actions import NotLetThrough
from myelin.circle.models import Carer, Scope
from myelin.companion import actions as companion
from myelin.companion.models import Course, Infusion
from myelin.members.models import Consent

PAGE = "/circle/ana/"


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def dose(treat, ana, noon):
    treat(ana, "ocrelizumab", date(2026, 6, 1), last_given_on=date(2026, 6, 15), place="Harbor Street")
    found = Infusion.objects.of(ana).to_come().first()
    assert found is not None
    return companion.move_infusion(
        infusion=found, by=ana, to=found.due_on, now=noon, hour=time(9), lasts_minutes=240, place="Third floor"
    )


MARKS = {
    "calendar": "Put them in my calendar",
    "runway": "Steps of the plan",
    "observer": "Did you notice something?",
    "tired": "Ana is tired today.",
}


@pytest.mark.parametrize("kind", [*MARKS, "nothing"])
def test_the_page_shows_what_is_let_through_and_nothing_else(dose, let, ana, ben, kind):
    let(ana, ben, kind) if kind in MARKS else let(ana, ben, nothing=True)
    actions.tell_tired(member=ana, now=timezone.now())
    page = browser_of(ben).get(PAGE)
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    assert {name for name, mark in MARKS.items() if mark in page.text} == ({kind} & MARKS.keys())
    assert ("9:00 AM" in page.text) == (kind in {"calendar", "runway"}), "the hour goes with the day"
    for word in ("Ocrevus", "ocrelizumab", "Harbor Street", "Third floor", "600 mg"):
        assert word not in page.text


@pytest.mark.parametrize("kind", [*MARKS, "nothing"])
def test_each_deed_asks_for_its_part(dose, let, ana, ben, kind):
    carer = let(ana, ben, kind) if kind in MARKS else let(ana, ben, nothing=True)
    client = browser_of(ben)
    deeds = {
        "calendar": lambda: client.post(f"{PAGE}calendar/"),
        "runway": lambda: client.post(f"{PAGE}steps/{dose.pk}/ride/taking/"),
        "observer": lambda: client.post(f"{PAGE}notes/", {"text": "Slept well."}),
    }
    for name, do in deeds.items():
        assert do().status_code == (303 if name == kind else 404)
    assert client.get(f"{PAGE}notes/").status_code == (200 if kind == "observer" else 404)
    now = timezone.now()
    if kind != "observer":
        with pytest.raises(NotLetThrough):
            actions.observe(carer=carer, text="x", day=now.date(), now=now)
    if kind != "runway":
        with pytest.raises(NotLetThrough):
            actions.take_step(carer=carer, infusion=dose, key="ride", now=now)
    if kind != "calendar":
        with pytest.raises(NotLetThrough):
            actions.open_feed(carer=carer, now=now)


def test_the_member_switches_each_part_with_its_days(let, ana, ben):
    let(ana, ben, "calendar", "tired")
    sent = {
        "runway": "on",
        "runway_until": "2099-12-10",
        "tired": "on",
        "observer": "on",
        "observer_since": "2099-01-01",
    }
    assert browser_of(ana).post("/care/circle/people/ben/", sent).status_code == 303
    rows = {scope.kind: scope for scope in Scope.objects.all()}
    assert set(rows) == {"runway", "tired", "observer"}
    assert rows["runway"].ends_at.isoformat() == "2099-12-11T00:00:00+00:00"
    assert rows["observer"].starts_at.isoformat() == "2099-01-01T00:00:00+00:00"
    page = browser_of(ana).get("/care/circle/").text
    assert "2099-12-10" in page and "2099-01-01" in page


def test_days_that_are_swapped_are_told_at_their_field(let, ana, ben):
    let(ana, ben, "calendar")
    sent = {"calendar": "on", "calendar_since": "2099-02-02", "calendar_until": "2099-02-01"}
    answer = browser_of(ana).post("/care/circle/people/ben/", sent)
    assert answer.status_code == 422 and "Could the two be swapped?" in answer.text and "2099-02-02" in answer.text
    assert Scope.objects.get().ends_at is None


def test_a_step_is_taken_once_and_the_member_sees_by_whom(dose, let, ana, ben, noor):
    let(ana, ben, "runway")
    other = let(ana, noor, "runway")
    path = f"{PAGE}steps/{dose.pk}/ride/taking/"
    assert browser_of(ben).post(path).status_code == 303
    with pytest.raises(actions.TakenAlready):
        actions.take_step(carer=other, infusion=dose, key="ride", now=timezone.now())
    page = browser_of(ana).get("/care/circle/").text
    assert "Ride there and back" in page and "Steps that somebody takes" in page
    assert "Ben" not in bare(browser_of(noor).get(PAGE).text)
    browser_of(ben).post(f"{path}undo/")
    assert "Steps that somebody takes" not in browser_of(ana).get("/care/circle/").text


@pytest.mark.parametrize("key", ["tests", "infusion", "own-999", "nonsense"])
def test_a_step_that_is_not_theirs_to_take_is_not_there(dose, let, ana, ben, key):
    let(ana, ben, "runway")
    status = browser_of(ben).post(f"{PAGE}steps/{dose.pk}/{key}/taking/").status_code
    assert status == 404


def test_the_dates_stand_there_until_the_last_day_of_a_treatment(dose, let, client, ana, ben, noon):
    secret = actions.open_feed(carer=let(ana, ben, "calendar"), now=noon)
    for days, stands in ((30, True), (0, False)):
        Course.objects.update(ended_on=timezone.now().date() + timedelta(days=days))
        assert (f"DTSTART:{dose.due_on:%Y%m%d}" in client.get(f"/calendar/circle/{secret}.ics").text) is stands


def test_the_calendar_of_a_carer_knows_only_days_and_hours(dose, let, client, ana, ben, noon):
    secret = actions.open_feed(carer=let(ana, ben, "calendar"), now=noon)
    answer = client.get(f"/calendar/circle/{secret}.ics")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "SUMMARY:Appointment" in text and f"DTSTART:{dose.due_on:%Y%m%d}T090000Z" in text
    for word in ("Ocrevus", "ocrelizumab", "Harbor", "Third floor", "LOCATION", "Ana", "Ben", "dose"):
        assert word not in text


def test_a_yes_to_keeping_health_details_taken_back_shuts_the_circle(dose, let, ana, ben, noon):
    let(ana, ben)
    Consent.objects.filter(member=ana).update(withdrawn_at=noon)
    assert browser_of(ben).get(PAGE).status_code == 404


def test_strangers_members_of_the_circle_and_the_member_find_no_page(let, ana, ben, noor, noon):
    assert browser_of(noor).get(PAGE).status_code == 404
    assert browser_of(ana).get(PAGE).status_code == 404
    assert browser_of(ben).get(PAGE).status_code == 404
    let(ana, ben, nothing=True)
    assert browser_of(ben).get(PAGE).status_code == 200
    assert Carer.objects.count() == 1


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_cost_the_same_for_one_as_for_many(
    dose, let, make_member, ana, ben, number, django_assert_max_num_queries
):
    now = timezone.now()
    carer = let(ana, ben)
    for place in range(number):
        task = actions.add_task(member=ana, title=f"Soup {place}", on=now.date(), now=now)
        actions.take_task(task=task, carer=carer, now=now)
        if place:
            let(ana, make_member(f"m{place}"))
        actions.observe(carer=carer, text="Well.", day=now.date(), now=now)
    theirs, hers = browser_of(ben), browser_of(ana)
    theirs.get(PAGE), hers.get("/care/circle/")
    with django_assert_max_num_queries(28):
        theirs.get(PAGE)
    with django_assert_max_num_queries(16):
        hers.get("/care/circle/")
