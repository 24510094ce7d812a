"""The secret address of a calendar: discreet, for its holder alone, and closed at once."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from myelin.companion import actions
from myelin.companion.models import CalendarFeed


@pytest.fixture
def course(treat, ana):
    return treat(ana, "ocrelizumab", date(2027, 1, 11), place="Harbor Street")


def address(ana, noon, *, shows_detail=False):
    _feed, token = actions.open_calendar(member=ana, name="phone", shows_detail=shows_detail, now=noon)
    return f"/calendar/{token}.ics"


def test_it_says_appointment_and_nothing_more(course, client, ana, noon):
    answer = client.get(address(ana, noon))
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    for word in ("Ocrevus", "ocrelizumab", "Harbor", "infusion", "Myelin community", "ana"):
        assert word not in text
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"Appointment"}
    assert date(2027, 1, 11) in {event.decoded("dtstart") for event in events}


def test_it_says_what_it_is_only_when_asked(course, client, ana, noon):
    assert b"Ocrevus" in client.get(address(ana, noon, shows_detail=True)).content


def test_a_moved_day_keeps_its_id(course, client, ana, noon):
    path = address(ana, noon)
    before = {str(event["uid"]) for event in Calendar.from_ical(client.get(path).content).walk("VEVENT")}
    third = course.infusions.get(number=3)
    actions.move_infusion(infusion=third, by=ana, to=date(2027, 7, 20), now=noon)
    after = {str(event["uid"]) for event in Calendar.from_ical(client.get(path).content).walk("VEVENT")}
    assert after == before


def test_revoked_unknown_and_suspended_are_not_there(course, client, ana, noon):
    path = address(ana, noon)
    assert client.get("/calendar/never-made.ics").status_code == 404
    actions.close_calendar(feed=CalendarFeed.objects.get(), by=ana, now=noon)
    assert client.get(path).status_code == 404
    other = address(ana, noon)
    ana.suspended_at = noon
    ana.save(update_fields=["suspended_at"])
    assert client.get(other).status_code == 404


def test_the_page_shows_the_address_once_and_keeps_only_its_digest(course, member_client, ana):
    client = member_client(ana)
    page = client.post("/care/calendar/", {"name": "my phone"}, follow=True).content.decode()
    token = page.split("/calendar/")[-1].split(".ics")[0] if ".ics" in page else ""
    assert ".ics" in page
    assert ".ics" not in client.get("/care/calendar/").content.decode()
    assert not CalendarFeed.objects.filter(digest=token).exists()


def test_nobody_else_closes_it(course, member_client, ben, ana, noon):
    address(ana, noon)
    pk = CalendarFeed.objects.get().pk
    client = member_client(ben)
    assert client.post(f"/care/calendar/{pk}/revocation/").status_code == 404
    assert client.post(f"/care/calendar/{pk}/detail/").status_code == 404
    assert CalendarFeed.objects.get().revoked_at is None
