"""The clock that reminders, quiet hours and dates go by: asked on joining, changed in the settings, said where it counts."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from myelin.members import zones
from myelin.members.models import Member

JOINED = {"role": "ms", "account": "on"}
LOOK = {"language": "en", "theme": "auto"}
OLD = ["Etc/GMT-14", "US/Indiana-Starke", "HST"]
SCRIPT = "members/zone"


def offered(own="UTC"):
    """Names of zones with their words."""
    pairs = [rows if isinstance(rows, list) else [(label, rows)] for label, rows in zones.choices(own)[:-1]]
    return {name: words for rows in pairs for name, words in rows} | {zones.choices(own)[-1][0]: None}


def chosen(page):
    """What stands in the list of zones."""
    return re.findall(r'<option value="([^"]+)" selected>', page)


def test_every_zone_that_is_offered_can_be_loaded():
    names = offered()
    assert len(names) > 400
    assert {name: ZoneInfo(name).key for name in names} == {name: name for name in names}


def test_zones_are_sorted_by_area_and_called_by_their_place():
    *areas, last = zones.choices("UTC")
    assert [str(label) for label, _zones in areas][:3] == ["Africa", "America", "Antarctica"]
    assert last == ("UTC", "UTC")
    for _label, rows in areas:
        assert rows and rows == sorted(rows)
    names = offered()
    assert names["America/Los_Angeles"] == "Los Angeles"
    assert names["America/Argentina/Buenos_Aires"] == "Argentina, Buenos Aires"
    assert not names.keys() & {*OLD, "Etc/UTC", "GMT", "US/Pacific", "Canada/Eastern"}


@pytest.mark.parametrize("old", OLD)
def test_an_old_name_that_a_member_has_stays_chosen(member_client, make_member, old):
    member = make_member("dele", time_zone=old)
    browser = member_client(member)
    for path in ("/settings/look/", "/join/role/"):
        assert chosen(browser.get(path).text) == [old]
    assert browser.post("/settings/look/", {**LOOK, "time_zone": old}).status_code == 303
    assert browser.post("/join/role/", {**JOINED, "time_zone": old}).status_code == 303
    other = make_member("femi")
    assert member_client(other).post("/settings/look/", {**LOOK, "time_zone": old}).status_code == 422


def test_joining_asks_for_it_and_keeps_it(member_client, make_member):
    member = make_member("dele", welcomed_at=None)
    browser = member_client(member)
    page = browser.get("/join/role/").text
    assert "Your reminders and quiet hours go by it." in page
    assert chosen(page) == ["UTC"] and SCRIPT in page
    assert browser.post("/join/role/", {**JOINED, "time_zone": "Asia/Tokyo"}).status_code == 303
    member.refresh_from_db()
    assert member.time_zone == "Asia/Tokyo"
    page = browser.get("/join/role/").text
    assert chosen(page) == ["Asia/Tokyo"] and SCRIPT not in page, "chosen already"


def test_a_page_that_comes_back_keeps_what_was_chosen(member_client, make_member):
    browser = member_client(make_member("dele", welcomed_at=None))
    answer = browser.post("/join/role/", {"role": "ms", "time_zone": "Asia/Tokyo"})
    assert answer.status_code == 422
    assert chosen(answer.text) == ["Asia/Tokyo"] and SCRIPT not in answer.text
    answer = browser.post("/join/role/", {**JOINED, "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422 and "Please choose one of what stands here." in answer.text
    assert Member.objects.get().time_zone == "UTC"


def test_consents_alone_leave_it_as_it_is(member_client, make_member):
    member = make_member("dele", time_zone="Asia/Tokyo")
    browser = member_client(member)
    assert "time_zone" not in browser.get("/settings/consents/").text
    assert browser.post("/settings/consents/", {"account": "on"}).status_code == 303
    member.refresh_from_db()
    assert member.time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("path", ["/care/reminders/", "/settings/notifications/"])
def test_it_is_said_where_it_counts_with_the_way_to_another(member_client, make_member, path):
    page = member_client(make_member("dele", time_zone="America/Los_Angeles")).get(path).text
    assert "Your clock: Los Angeles." in page
    assert '<a class="solo" href="/settings/look/#id_time_zone">Change it</a>' in page
    assert 'id="id_time_zone"' in member_client(Member.objects.get()).get("/settings/look/").text
