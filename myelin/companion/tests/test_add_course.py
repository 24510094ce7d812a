"""Adding a treatment: the dates that follow, the second tap, and what is refused."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from myelin.companion import actions, plans
from myelin.companion.models import Course, Infusion
from myelin.therapies.models import Therapy

START = date(2027, 1, 11)
WORKED = {
    "ocrelizumab": ["2027-01-11", "2027-01-25", "2027-07-11", "2028-01-11"],
    "ublituximab": ["2027-01-11", "2027-01-25", "2027-06-28", "2027-12-13"],
    "natalizumab": ["2027-01-11", "2027-02-08", "2027-03-08"],
    "alemtuzumab": [f"2027-01-{day}" for day in range(11, 16)] + [f"2028-01-{day}" for day in range(11, 14)],
}
FORM = {"medicine": "ocrelizumab", "started_on": "2026-01-12", "time_zone": "Europe/Madrid", "save": "1"}


def post(client, **more):
    body = {"medicine": "ocrelizumab", "started_on": "2027-01-11", "jurisdiction": "US", "time_zone": "UTC", **more}
    return client.post("/api/v1/courses", body, content_type="application/json")


@pytest.mark.parametrize("medicine", WORKED)
def test_the_worked_dates_come_through_the_api(shipped, member_client, ana, medicine):
    client = member_client(ana)
    added = post(client, medicine=medicine)
    assert added.status_code == 201
    rows = client.get(f"/api/v1/courses/{added.json()['id']}/infusions?until=2028-02-01").json()
    assert [row["due_on"] for row in rows][: len(WORKED[medicine])] == WORKED[medicine]
    assert rows[0]["given_on"] is None and rows[0]["facts"][0]["sources"]


def test_mitoxantrone_stops_at_the_ceiling_of_each_place(treat, ana):
    assert treat(ana, "mitoxantrone", START, jurisdiction="EU").infusions.count() == 6
    last = plans.dates(treat(ana, "mitoxantrone", START), [], until=date(2040, 1, 1))
    assert len(last) == 11


def test_month_steps_never_drift(treat, ana):
    course = treat(ana, "ocrelizumab", date(2026, 8, 31))
    days = list(course.infusions.order_by("number").values_list("due_on", flat=True))
    assert days[2:4] == [date(2027, 2, 28), date(2027, 8, 31)]


def test_brand_names_and_hyphens_are_understood(shipped, member_client, ana):
    client = member_client(ana)
    for name in ("Ocrevus", "OCRELIZUMAB", "ocrelizumab-hyaluronidase"):
        assert post(client, medicine=name).status_code == 201
    assert post(client, medicine="nothing like it").status_code == 422


def test_every_medicine_can_be_added_and_daily_ones_have_no_list(shipped, member_client, ana):
    client = member_client(ana)
    for therapy in Therapy.objects.current():
        assert post(client, medicine=therapy.slug).status_code == 201, therapy.slug
    daily = Course.objects.get(member=ana, therapy__slug="fingolimod")
    assert not daily.infusions.exists()
    assert b"taken day by day" in client.get(f"/care/courses/{daily.pk}/").content


def test_jurisdictions_are_never_merged(shipped, member_client, ana):
    answer = post(member_client(ana), jurisdiction="EU")
    assert (answer.status_code, answer.json()["has_dates"]) == (201, False)
    assert not Infusion.objects.exists()


def test_the_page_saves_once_however_often_it_is_tapped(shipped, member_client, ana):
    client, key = member_client(ana), str(uuid4())
    first = client.post("/care/add/", {**FORM, "once": key})
    second = client.post("/care/add/", {**FORM, "once": key})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Course.objects.of(ana).count() == 1


def test_looking_at_the_dates_saves_nothing(shipped, member_client, ana):
    form = {**FORM, "preview": "1"}
    del form["save"]
    answer = member_client(ana).post("/care/add/", form)
    assert answer.status_code == 200
    assert b"January 26, 2026" in answer.content and b"Not yet reviewed by a clinician here" in answer.content
    assert 'tabindex="-1" autofocus' in answer.text
    assert not Course.objects.exists()


def test_with_something_to_fix_one_lands_there_and_not_at_the_dates(shipped, member_client, ana):
    answer = member_client(ana).post("/care/add/", {**FORM, "medicine": "mitoxantrone", "preview": "1"})
    assert answer.status_code == 422 and "How do you get it?" in answer.text
    assert 'role="alert" tabindex="-1" autofocus' in answer.text and answer.text.count("autofocus") == 1
    # A fragment would win over it.
    assert "formaction" not in answer.text
    assert "It is written like Europe/Madrid." in answer.text


def test_several_ways_are_asked_for_in_the_words_of_the_label(shipped, member_client, ana):
    answer = member_client(ana).post("/care/add/", {**FORM, "medicine": "interferon_beta_1a"})
    assert answer.status_code == 422
    assert b"given in more than one way" in answer.content and b"Rebif" in answer.content


def test_what_was_typed_stays_when_something_is_wrong(shipped, member_client, ana):
    answer = member_client(ana).post("/care/add/", {**FORM, "time_zone": "Mars/North", "place": "Harbor Street"})
    assert answer.status_code == 422
    assert b"We do not know this time zone." in answer.content and b"Harbor Street" in answer.content
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ({"started_on": date(1850, 1, 1)}, actions.FarAway),
        ({"started_on": date(9999, 12, 31)}, actions.FarAway),
        ({"started_on": date(2026, 1, 12), "last_given_on": date(2026, 6, 16)}, actions.NotYetGiven),
        ({"started_on": date(2026, 1, 12), "last_given_on": date(2026, 1, 1)}, actions.BeforeTheFirst),
        ({"started_on": date(2026, 1, 12), "time_zone": "../etc"}, actions.UnknownZone),
        ({"started_on": date(2026, 1, 12), "jurisdiction": "Moon"}, actions.UnknownPlace),
    ],
)
def test_days_and_places_that_cannot_be_are_refused(treat, ana, days, refusal):
    with pytest.raises(refusal):
        treat(ana, "ocrelizumab", **days)
    assert not Course.objects.exists()


def test_the_last_dose_tells_the_ones_before_it(treat, ana):
    course = treat(ana, "ocrelizumab", date(2025, 1, 13), last_given_on=date(2026, 1, 20))
    given = list(course.infusions.given().values_list("number", "given_on"))
    assert given[0] == (4, date(2026, 1, 20)) and given[-1] == (1, date(2025, 1, 13))
    assert course.infusions.get(number=5).due_on == date(2026, 7, 20)
