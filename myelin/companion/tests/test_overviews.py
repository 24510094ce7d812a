"""The diary at one look: small charts on one scale, a calendar of days, and both sides of a switch of medicine."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.companion import actions, queries
from myelin.companion.queries.overviews import FEWEST_ASIDE, Side

TODAY = date(2026, 6, 15)


def told(slug, scores, *, name="Fatigue"):
    """Days that end today, the last score last; None is a day without an entry."""
    first = TODAY - timedelta(days=len(scores) - 1)
    days = [(first + timedelta(days=n), score) for n, score in enumerate(scores) if score is not None]
    return queries.Told(slug, name, ("None", "Worst"), days)


def text_of(page):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_small_charts_share_days_and_scale():
    short, long = told("sleep", [5] * 7, name="Sleep"), told("fatigue", [5] * 70)
    shown = queries.panes([short, long], [TODAY], today=TODAY)
    assert shown.first == TODAY - timedelta(days=69)
    first_points = [int(re.search(r"M(\d+)", (pane.lines + pane.dots)[0])[1]) for pane in shown.panes]
    assert first_points[0] > 900 and first_points[1] < 100
    assert shown.panes[0].words == "Mostly 5"
    assert shown.marks == "M1000 0V300"


def test_one_alone_needs_no_small_charts():
    assert queries.panes([told("fatigue", [5] * 70), told("sleep", [5] * 4)], [], today=TODAY) is None


def test_a_day_of_nought_has_a_bar_and_a_day_without_entry_has_none():
    year = queries.year_of(told("fatigue", [0, None, 9]), today=TODAY)
    assert [path.count("M") for path in year.levels] == [1, 0, 0, 1]
    # June is the last of twelve rows; the 13th and the 15th.
    assert year.levels[0].startswith("M12.1 119.5") and year.levels[3].startswith("M14.1 119.5")
    assert year.sentence == "You noted 2 days. 1 was a 7 or more."
    assert year.rows == [("June 2026", 2, "4.5", 1)]


def test_each_day_of_a_year_has_its_own_place():
    year = queries.year_of(told("fatigue", [n % 11 for n in range(340)]), today=TODAY)
    places = re.findall(r"M[\d.]+ [\d.]+", "".join(year.levels))
    assert len(places) == len(set(places)) == 340


def test_nothing_noted_draws_no_calendar():
    assert queries.year_of(told("fatigue", [None]), today=TODAY) is None


def test_both_sides_of_a_switch(shipped, treat, ana):
    before = treat(ana, "natalizumab", TODAY - timedelta(days=400))
    after = treat(ana, "ocrelizumab", TODAY - timedelta(days=20))
    (pair,) = queries.switches(queries.courses_of(ana), since=TODAY - timedelta(days=365), today=TODAY)
    assert pair == (before, after)
    many, few = told("fatigue", [7] * 40 + [3] * 21), told("sleep", [3] * (21 + FEWEST_ASIDE - 1), name="Sleep")
    found = queries.around(*pair, [many, few])
    ((_told, was, now),) = found.rows
    assert (was, now) == (Side(40, 7, 7, 7), Side(21, 3, 3, 3))
    assert found.few == ["Sleep"]


def test_days_further_than_half_a_year_off_tell_nothing_of_a_switch(shipped, treat, ana):
    before = treat(ana, "natalizumab", TODAY - timedelta(days=900))
    after = treat(ana, "ocrelizumab", TODAY - timedelta(days=400))
    found = queries.around(before, after, [told("fatigue", [4] * 200)])
    assert found.rows == [] and found.few == ["Fatigue"]


def test_the_same_medicine_again_is_no_switch(shipped, treat, ana):
    treat(ana, "ocrelizumab", TODAY - timedelta(days=400))
    treat(ana, "ocrelizumab", TODAY - timedelta(days=20))
    assert queries.switches(queries.courses_of(ana), since=TODAY - timedelta(days=365), today=TODAY) == []


def test_a_switch_to_come_has_no_after_yet(shipped, treat, ana):
    treat(ana, "natalizumab", TODAY - timedelta(days=400))
    treat(ana, "ocrelizumab", TODAY + timedelta(days=20))
    assert queries.switches(queries.courses_of(ana), since=TODAY - timedelta(days=365), today=TODAY) == []


@pytest.fixture
def a_year_of_days(shipped, treat, ana, noon):
    treat(ana, "natalizumab", timezone.localdate() - timedelta(days=500))
    treat(ana, "ocrelizumab", timezone.localdate() - timedelta(days=100))
    today = timezone.localdate()
    for back in range(150):
        day = today - timedelta(days=back)
        actions.save_day(
            member=ana, day=day, today=today, now=noon, energy=6 if back <= 100 else 3, symptoms={"fatigue": 4}
        )


def test_the_page_says_all_of_it_in_words_and_never_why(a_year_of_days, member_client, ana):
    page = text_of(member_client(ana).get("/care/charts/").text)
    for words in (
        "All at one look",
        "Energy, day by day",
        "Before and after",
        "Mostly 3 49 days",
        "It tells what you noted, not why",
    ):
        assert words in page
    assert not re.search(r"\b(because of|thanks to|works|helped|caused)\b", page.partition("Before and after")[2])
    assert "Fatigue, day by day" in text_of(member_client(ana).get("/care/charts/?of=fatigue").text)


def cost(client):
    client.get("/care/charts/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/care/charts/").status_code == 200
    return len(asked)


def test_it_costs_the_same_for_a_day_as_for_a_year(a_year_of_days, member_client, ana, ben, treat, noon):
    today = timezone.localdate()
    actions.save_day(member=ben, day=today, today=today, now=noon, energy=6, symptoms={"fatigue": 4})
    treat(ben, "natalizumab", timezone.localdate() - timedelta(days=500))
    treat(ben, "ocrelizumab", timezone.localdate() - timedelta(days=100))
    assert cost(member_client(ana)) == cost(member_client(ben))


def test_who_wants_no_charts_gets_none_of_these(a_year_of_days, member_client, ana):
    client = member_client(ana)
    client.post("/care/charts/hidden/")
    assert client.get("/care/charts/").status_code == 303
