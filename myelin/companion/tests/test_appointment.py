"""The hour and the place of a dose: told once, shown wherever its day is told, and gone with its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from icalendar import Calendar

from myelin.companion import actions, queries
from myelin.companion.models import Infusion, Reminder
from myelin.notifications.models import OutgoingMail

NINE = time(9)
SAID = {"due_on": "2026-06-23", "hour": "09:00", "lasts_minutes": "240", "place": "Second floor"}


@pytest.fixture(autouse=True)
def today(monkeypatch, noon):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.fixture
def dose(treat, ana):
    """The fourth dose of ocrelizumab, on Tuesday, June 23, in New York: eight days from noon."""
    treat(
        ana, "ocrelizumab", date(2025, 6, 9), last_given_on=date(2025, 12, 23), time_zone="America/New_York",
        place="Harbor Street",
    )  # fmt: skip
    found = Infusion.objects.of(ana).to_come()[0]
    assert (found.number, found.due_on) == (4, date(2026, 6, 23))
    return found


@pytest.fixture
def booked(dose, ana, noon):
    return actions.move_infusion(
        infusion=dose, by=ana, to=dose.due_on, now=noon, hour=NINE, lasts_minutes=240, place="Second floor"
    )


def events(content):
    return {str(one["uid"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_the_form_keeps_it_and_every_page_tells_it(dose, member_client, ana):
    client = member_client(ana)
    page = client.post(f"/care/infusions/{dose.pk}/date/", SAID, follow=True).content.decode()
    assert "It is on Tuesday, June 23, 2026, 9:00 AM." in page and "Second floor" in page
    assert 'value="09:00"' in page and 'value="240"' in page, "the form brings back what was said"
    for path, words in (
        ("/", "Tuesday, June 23, 9:00 AM"), ("/care/", "Tuesday, June 23, 2026, 9:00 AM"),
        (f"/care/courses/{dose.course_id}/", "Tuesday, June 23, 2026, 9:00 AM"),
        (f"/care/infusions/{dose.pk}/runway/", "Dose 3, 600 mg"),
        (f"/care/infusions/{dose.pk}/day/", "Tuesday, June 23, 9:00 AM"),
    ):  # fmt: skip
        page = client.get(path).content.decode()
        assert words in page, path
        assert "9:00" not in page.split("</title>")[0]
    assert "Your clinic set this day." in client.get("/care/").text
    page = client.get("/").content.decode()
    assert "6 things still block it" in page, "the day is agreed on"
    assert "Dose 3, 600 mg" in page
    call = queries.runway_of(
        Infusion.objects.of(ana).for_page().with_span().get(pk=dose.pk), ana, today=dose.due_on
    ).call
    assert call is not None and "a dose on Tuesday, June 23, 9:00 AM." in call.sentence
    with translation.override("es"):
        assert queries.when(Infusion.objects.get(pk=dose.pk), "j/n/Y") == "23/6/2026 a las 09:00"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"hour": "noon"}, "A time looks like 08:30."),
        ({"hour": ""}, "Please tell the time, too, if you tell how long it takes."),
        ({"lasts_minutes": "0"}, "Please give a number that is not below 1."),
        # On March 14, 2027, the clocks of New York go from two to three.
        ({"due_on": "2027-03-14", "hour": "02:30"}, "2:30 AM does not come there"),
    ],
)
def test_what_cannot_be_is_refused_kindly_and_nothing_is_lost(dose, member_client, ana, said, words):
    answer = member_client(ana).post(f"/care/infusions/{dose.pk}/date/", SAID | said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page and "Second floor" in page
    dose.refresh_from_db()
    assert (dose.hour, dose.own_place, dose.moved_to) == (None, "", None)


def test_an_hour_that_comes_twice_counts_the_first_time(dose, ana, noon):
    # On November 1, 2026, the clocks of New York go from two back to one.
    moved = actions.move_infusion(infusion=dose, by=ana, to=date(2026, 11, 1), now=noon, hour=time(1, 30))
    assert moved.starts_at is not None and moved.starts_at.astimezone(UTC) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_an_hour_belongs_to_its_day(booked, ana, noon):
    following = booked.course.infusions.get(number=5)
    actions.move_infusion(infusion=following, by=ana, to=None, now=noon)
    Infusion.objects.filter(pk=following.pk).update(hour=NINE)
    moved = actions.move_infusion(infusion=booked, by=ana, to=booked.due_on + timedelta(days=7), now=noon)
    following.refresh_from_db()
    assert (moved.hour, moved.lasts_minutes, following.hour) == (None, None, None), "nobody said it for these days"
    assert moved.place == "Second floor"
    told = actions.move_infusion(infusion=moved, by=ana, to=moved.due_on, now=noon, hour=NINE, place="Harbor Street")
    assert (told.hour, told.own_place, told.place) == (NINE, "", "Harbor Street")
    assert actions.move_infusion(infusion=told, by=ana, to=None, now=noon).hour is None
    given = actions.move_infusion(infusion=told, by=ana, to=date(2026, 6, 15), now=noon, hour=NINE)
    done = actions.complete_infusion(infusion=given, by=ana, given_on=date(2026, 6, 14), now=noon)
    assert done.hour is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Infusion.objects.filter(pk=done.pk).update(lasts_minutes=30)


@pytest.mark.parametrize("days", [0, 1])
def test_taken_back_it_has_its_appointment_again(dose, member_client, ana, noon, days):
    # A day before the rule's own, so that the plan knows two days for it.
    to, given_on = noon.date(), (noon - timedelta(days=days)).date()
    actions.move_infusion(infusion=dose, by=ana, to=to, now=noon, hour=NINE, lasts_minutes=240, place="Second floor")
    done = actions.complete_infusion(infusion=dose, by=ana, given_on=given_on, now=noon)
    assert done.hour == (None if days else NINE), "nobody said an hour for another day"
    page = member_client(ana).post(f"/care/infusions/{dose.pk}/completion/undo/", follow=True).text
    assert "The plan is as before." in page and "Monday, June 15, 2026, 9:00 AM" in page
    dose.refresh_from_db()
    assert (dose.due_on, dose.hour, dose.lasts_minutes, dose.place) == (to, NINE, 240, "Second floor")


def test_a_dose_held_back_by_a_late_one_has_its_hour_again_with_its_day(treat, ana, noon):
    course = treat(ana, "ocrelizumab", date(2025, 6, 9), last_given_on=date(2025, 12, 23))
    late, after = course.infusions.get(number=4), course.infusions.get(number=5)
    actions.move_infusion(infusion=late, by=ana, to=date(2026, 6, 1), now=noon)
    actions.move_infusion(infusion=after, by=ana, to=date(2026, 11, 9), now=noon, hour=NINE, lasts_minutes=60)
    done = actions.complete_infusion(infusion=late, by=ana, given_on=noon.date(), now=noon)
    after.refresh_from_db()
    assert after.hour is None and after.due_on > date(2026, 11, 9)
    actions.take_completion_back(infusion=done, by=ana, now=noon)
    after.refresh_from_db()
    assert (after.due_on, after.hour, after.lasts_minutes) == (date(2026, 11, 9), NINE, 60)


def test_a_dose_given_on_its_day_keeps_its_hour_and_the_next_one_has_none(dose, ana, noon):
    today = actions.move_infusion(infusion=dose, by=ana, to=noon.date(), now=noon, hour=NINE, lasts_minutes=60)
    done = actions.complete_infusion(infusion=today, by=ana, given_on=noon.date(), now=noon)
    assert (done.hour, done.course.infusions.get(number=5).hour) == (NINE, None)


def test_the_calendar_has_the_moment_and_its_title_stays_discreet(booked, client, ana, noon):
    _feed, token = actions.open_calendar(member=ana, name="phone", shows_detail=False, now=noon)
    answer = client.get(f"/calendar/{token}.ics")
    assert b"Second floor" not in answer.content and b"York" not in answer.content
    event = events(answer.content)[f"appointment-{booked.pk}@myelin"]
    assert str(event["summary"]) == "Appointment"
    assert event.decoded("dtstart") == datetime(2026, 6, 23, 13, tzinfo=UTC)
    assert event.decoded("duration") == timedelta(hours=4)
    others = [one.decoded("dtstart") for uid, one in events(answer.content).items() if str(booked.pk) not in uid]
    assert others and not any(isinstance(day, datetime) for day in others), "the whole day while no hour is known"
    _feed, open_token = actions.open_calendar(member=ana, name="desk", shows_detail=True, now=noon)
    assert b"LOCATION:Second floor" in client.get(f"/calendar/{open_token}.ics").content


def test_each_day_of_a_course_has_an_hour_a_length_and_a_place_of_its_own(treat, member_client, ana, noon):
    course = treat(ana, "alemtuzumab", date(2026, 6, 22), time_zone="America/New_York", place="Harbor Street")
    first, second, third = Infusion.objects.of(ana).to_come()[:3]
    client = member_client(ana)
    for dose, hour, minutes, place in ((first, "08:00", "480", "Third floor"), (second, "10:30", "", "")):
        said = {"due_on": dose.due_on.isoformat(), "hour": hour, "lasts_minutes": minutes, "place": place}
        assert client.post(f"/care/infusions/{dose.pk}/date/", said).status_code == 303
    told = [(row.due_on.day, row.hour, row.lasts_minutes, row.place) for row in course.infusions.order_by("number")[:3]]
    assert told == [
        (22, time(8), 480, "Third floor"),
        (23, time(10, 30), None, "Harbor Street"),
        (24, None, None, "Harbor Street"),
    ]
    page = client.get(f"/care/courses/{course.pk}/").text
    assert "June 23, 2026, 10:30 AM" in page and "course 1, day 2 of 5" in page
    assert "Infusion day" not in client.get(f"/care/infusions/{third.pk}/").text
    assert "Course 1, day 1 of 5" in client.get("/").text


def test_programs_read_and_set_it(dose, member_client, ana):
    client, path = member_client(ana), f"/api/v1/infusions/{dose.pk}/date"

    def put(**said):
        answer = client.put(path, said, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return tuple(answer.json()[name] for name in ("due_on", "hour", "lasts_minutes", "place"))

    assert put(due_on="2026-06-23", hour="09:00", lasts_minutes=240, place="Second floor") == (
        "2026-06-23", "09:00:00", 240, "Second floor",
    )  # fmt: skip
    assert put(due_on="2026-06-23")[1:] == ("09:00:00", 240, "Second floor"), "what is left out stays on its day"
    assert put(due_on="2026-06-30")[1:] == (None, None, "Second floor")
    rows = client.get(f"/api/v1/courses/{dose.course_id}/infusions").json()
    assert [row["place"] for row in rows if row["number"] in {4, 5}] == ["Second floor", "Harbor Street"]
    refused = client.put(path, {"due_on": "2027-03-14", "hour": "02:30"}, content_type="application/json")
    assert refused.status_code == 422


def test_a_reminder_that_waits_tells_on_its_page_when_it_is_and_nowhere_else(booked, member_client, ana, noon):
    wish = actions.Wish(kind=Reminder.Kind.DOSE, times=[NINE], days_before=[7], by_mail=True)
    actions.set_reminder(member=ana, wish=wish, now=noon)
    assert actions.ring_due(now=noon + timedelta(days=1)) == 1
    page = member_client(ana).get("/care/reminders/").text
    assert "Tuesday, June 23, 9:00 AM. Second floor" in page
    (mail,) = OutgoingMail.objects.all()
    assert not any(word in mail.subject + mail.text for word in ("9:00", "June 23", "Second floor"))
