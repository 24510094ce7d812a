"""How a feed reads: a line where what is new ends, and people of the same stage first for who was told lately."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.members.models import Audience, Member, Profile, Role
from myelin.updates import actions

NOW = timezone.now()
DAY = timedelta(days=1)
BEFORE = "What stands below was here before."


def came(client, ago):
    """Somebody was here `ago`, and not since."""
    session = client.session
    session["seen_at"] = (NOW - ago).timestamp()
    session.save()
    return client


@pytest.mark.parametrize("page", ["/", "/updates/", "/updates/?show=all"])
def test_a_line_says_where_what_is_new_ends(member_client, ana, ben, page):
    for words, ago in (("Long ago", 9 * DAY), ("Lately", 2 * DAY), ("Today", timedelta(0))):
        actions.post_update(author=ben, text=words, now=NOW - ago)
    shown = came(member_client(ana), 4 * DAY).get(page).text
    day = (NOW - 4 * DAY).strftime("%A")
    places = [shown.index(f">{words}<") for words in ("Today", "Lately")]
    line = shown.index(f"That is everything since {day}.")
    assert places[0] < places[1] < line < shown.index(">Long ago<")
    assert BEFORE in shown


def test_it_stays_for_the_whole_visit_and_moves_with_the_next(member_client, ana, ben):
    actions.post_update(author=ben, text="Before", now=NOW - 3 * DAY)
    actions.post_update(author=ben, text="After", now=NOW)
    client = came(member_client(ana), DAY)
    assert "That is everything since yesterday." in client.get("/updates/").text
    assert "That is everything since yesterday." in client.get("/updates/").text
    moved = came(client, timedelta(hours=5)).get("/updates/").text
    assert "That is everything since" in moved
    assert "since yesterday." not in moved or NOW.hour < 5


def test_where_nothing_is_new_there_is_no_line(member_client, ana, ben):
    actions.post_update(author=ben, text="Before", now=NOW - 9 * DAY)
    assert "That is everything since" not in came(member_client(ana), DAY).get("/updates/").text


def test_who_comes_for_the_first_time_reads_no_line(member_client, ana, ben):
    actions.post_update(author=ben, text="Before", now=NOW)
    assert "That is everything since" not in member_client(ana).get("/updates/").text


def test_on_a_later_page_it_stands_where_it_belongs(member_client, ana, ben):
    for number in range(25):
        actions.post_update(author=ben, text=f"New {number}", now=NOW - timedelta(minutes=number))
    actions.post_update(author=ben, text="Old", now=NOW - 9 * DAY)
    client = came(member_client(ana), 2 * DAY)
    first = client.get("/updates/")
    assert "That is everything since" not in first.text
    second = client.get(f"/updates/{re.search(r'[?]after=[^\"]+', first.text)[0]}").text
    assert second.index("New 24") < second.index("That is everything since") < second.index(">Old<")


@pytest.fixture
def told_lately(ana, ben, noor):
    """Ana is new and was told this year, as Noor was and shows; Ben was told long ago."""
    Member.objects.filter(pk=ana.pk).update(joined_at=NOW - 20 * DAY, role=Role.MS)
    Profile.objects.filter(member=ana).update(told_year=NOW.year)
    Profile.objects.filter(member=noor).update(told_year=NOW.year - 1, told_year_audience=Audience.MEMBERS)
    Profile.objects.filter(member=ben).update(told_year=NOW.year - 20, told_year_audience=Audience.MEMBERS)
    actions.post_update(author=noor, text="Noor says", now=NOW - DAY)
    actions.post_update(author=ben, text="Ben says", now=NOW)
    return Member.objects.get(pk=ana.pk)


def order(client, query=""):
    text = client.get(f"/updates/?show=all{query}").text
    return "Noor" if text.index("Noor says") < text.index("Ben says") else "Ben"


def test_people_of_the_same_stage_stand_first_and_one_may_have_it_plain(member_client, told_lately):
    client = member_client(told_lately)
    assert order(client) == "Noor"
    assert "people who were told lately stand first" in client.get("/updates/?show=all").text
    assert order(client, "&order=newest") == "Ben"


@pytest.mark.parametrize(
    "change",
    [
        {"joined_at": NOW - 91 * DAY},
        {"role": Role.CAREGIVER},
    ],
)
def test_it_ends_after_ninety_days_and_is_for_who_lives_with_it(member_client, told_lately, change):
    Member.objects.filter(pk=told_lately.pk).update(**change)
    assert order(member_client(Member.objects.get(pk=told_lately.pk))) == "Ben"


def test_a_year_that_is_not_shown_to_members_moves_nothing(member_client, told_lately, noor):
    Profile.objects.filter(member=noor).update(told_year_audience=Audience.FOLLOWERS)
    assert order(member_client(told_lately)) == "Ben"


def test_who_was_told_long_ago_meets_the_newest_first(member_client, told_lately):
    Profile.objects.filter(member=told_lately).update(told_year=NOW.year - 5)
    assert order(member_client(told_lately)) == "Ben"
