"""How a feed reads: a line where what is new ends, and people of the same stage first for who was told lately."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from myelin.base.pages import write_cursor
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


def walk(client, path="/updates/?show=all"):
    """The posts of all pages in the order in which they are read, and the line between them."""
    words, seen = re.compile(r">((?:Noor|Ben)[a-z0-9 ]*)<|(That is everything since)"), []
    while path:
        text = client.get(path).text.split("<main")[1]
        seen += [post or line for post, line in words.findall(text)]
        link = re.search(r'href="([?][^"]*after=[^"]+)"', text)
        path = f"/updates/{unescape(link[1])}" if link else ""
    return [word for word in seen if word not in {"Noor", "Ben"}]


def test_they_stand_first_through_all_pages_and_the_line_stays_where_what_is_new_ends(
    member_client, told_lately, ben, noor
):
    for number in range(20):
        actions.post_update(author=ben, text=f"Ben new {number}", now=NOW - timedelta(minutes=number + 1))
    for number in range(17):
        actions.post_update(author=noor, text=f"Noor new {number}", now=NOW - timedelta(hours=25 + number))
    for number in range(3):
        actions.post_update(author=ben, text=f"Ben old {number}", now=NOW - (5 + number) * DAY)
        actions.post_update(author=noor, text=f"Noor old {number}", now=NOW - (9 + number) * DAY)
    actions.post_update(author=noor, text="Noor long ago", now=NOW - 40 * DAY)
    new = ["Noor says", *(f"Noor new {n}" for n in range(17)), "Ben says", *(f"Ben new {n}" for n in range(20))]
    old = [*(f"Noor old {n}" for n in range(3)), *(f"Ben old {n}" for n in range(3)), "Noor long ago"]
    assert walk(came(member_client(told_lately), 4 * DAY)) == [*new, "That is everything since", *old]


@pytest.mark.parametrize("number", [0, 20])
def test_it_costs_a_statement_for_each_part_that_a_page_reaches_into(
    member_client, told_lately, noor, number, django_assert_num_queries
):
    for place in range(number):
        actions.post_update(author=noor, text=f"Noor {place}", now=NOW - timedelta(minutes=place))
    client = came(member_client(told_lately), 4 * DAY)
    plain = {"who asks": 1, "the stage": 1, "the feed": 1}
    client.get("/updates/?show=all&order=newest")
    with django_assert_num_queries(sum(plain.values())):
        client.get("/updates/?show=all&order=newest")
    parts = 4 if number == 0 else 1
    with django_assert_num_queries(sum(plain.values()) - 1 + parts):
        client.get("/updates/?show=all")


def test_a_place_that_never_was_one_is_said_kindly(member_client, told_lately):
    for place in (write_cursor(NOW, 1, 9), write_cursor(NOW, 1), "x"):
        assert member_client(told_lately).get(f"/updates/?after={place}").status_code == 400


def test_all_members_go_on_to_the_next_page_for_who_follows_nobody(member_client, told_lately, ben):
    for number in range(20):
        actions.post_update(author=ben, text=f"Ben {number}", now=NOW - timedelta(minutes=number + 1))
    Profile.objects.filter(member=told_lately).update(told_year=None)
    told_lately.following.all().delete()
    client = member_client(told_lately)
    link = re.search(r'href="([?]after=[^"]+)"', client.get("/").text)[1]
    assert ">Ben 19<" in client.get(f"/{link}").text


def test_who_was_told_long_ago_meets_the_newest_first(member_client, told_lately):
    Profile.objects.filter(member=told_lately).update(told_year=NOW.year - 5)
    assert order(member_client(told_lately)) == "Ben"
