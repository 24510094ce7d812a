"""Health details are kept with a yes, and only while it stands."""

from __future__ import annotations

import json
from datetime import date

import pytest

from myelin.companion import actions
from myelin.companion.models import Course, DiaryEntry, Infusion
from myelin.members import actions as members
from myelin.members.models import Purpose

BODY = {"medicine": "ocrelizumab", "started_on": "2026-06-10", "jurisdiction": "US", "time_zone": "UTC"}
SENTENCE = "We keep health details only with your yes"


def withdraw(member, noon):
    members.give_or_withdraw(member=member, purpose=Purpose.ACCOUNT, agrees=False, now=noon)


def test_without_a_yes_the_diary_says_so_keeps_the_words_and_shows_the_way(shipped, member_client, ana, noon):
    withdraw(ana, noon)
    client = member_client(ana)
    answer = client.post("/care/diary/2026-06-10/", {"mood": "okay", "note": "Typed here"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert SENTENCE in page
    assert "Typed here" in page
    assert 'href="/settings/consents/"' in page
    assert not DiaryEntry.objects.exists()
    client.post("/settings/consents/", {"account": "on"})
    assert client.post("/care/diary/2026-06-10/", {"mood": "okay"}).status_code == 303


def test_without_a_yes_the_api_says_so(shipped, member_client, ana, noon):
    withdraw(ana, noon)
    answer = member_client(ana).post("/api/v1/courses", json.dumps(BODY), content_type="application/json")
    assert answer.status_code == 409
    assert SENTENCE in answer.json()["detail"]
    assert not Course.objects.exists()


def test_taking_the_yes_back_stops_every_writing_and_leaves_the_way_out(treat, ana, noon):
    course = treat(ana, "ocrelizumab", date(2026, 6, 10))
    first = course.infusions.order_by("number")[0]
    withdraw(ana, noon)
    for write in (
        lambda: actions.complete_infusion(infusion=first, by=ana, given_on=noon.date(), now=noon),
        lambda: actions.move_infusion(infusion=first, by=ana, to=date(2026, 7, 1), now=noon),
        lambda: actions.tick(infusion=first, by=ana, keys={"x"}, offered={"x"}, now=noon),
        lambda: actions.save_day(member=ana, day=noon.date(), today=noon.date(), now=noon, mood="okay"),
        lambda: actions.follow_symptoms(member=ana, symptoms=[], now=noon),
    ):
        with pytest.raises(members.NotAgreed):
            write()
    actions.remove_course(course=course, by=ana, now=noon)
    assert not Infusion.objects.exists(), "what is there can still be taken away"


def test_taking_the_yes_back_silences_the_calendar_and_the_night(treat, client, ana, noon):
    treat(ana, "ocrelizumab", date(2026, 6, 10))
    _feed, token = actions.open_calendar(member=ana, name="phone", shows_detail=False, now=noon)
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    withdraw(ana, noon)
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert actions.fill_plans(now=noon.replace(year=2028)) == 0
