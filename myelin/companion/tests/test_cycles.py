"""The cycle page: what it says, what it keeps, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.companion import actions, personal_data, queries
from myelin.companion.cycles import Reading, State
from myelin.companion.models import CycleLook, DiaryEntry, Infusion, Watch
from myelin.companion.queries import cycle_words
from myelin.members import actions as members
from myelin.members.models import Purpose
from myelin.pack.models import Symptom

TODAY = date(2026, 6, 15)
SWING = (-1, 0, 1, 0, 1, -1, 0)


@pytest.fixture
def follow(shipped, noon):
    """Let somebody follow symptoms, the first of them watched since long ago."""

    def chosen(member, *slugs):
        symptoms = list(Symptom.objects.named(slugs))
        actions.follow_symptoms(member=member, symptoms=symptoms, now=noon)
        first = Symptom.objects.get(slug=slugs[0])
        Watch.objects.create(member=member, symptom=first, named_on=TODAY - timedelta(days=900))

    return chosen


def live(treat, member, noon, *, complete, gap=2.0, slugs=("fatigue",), keep=lambda _day: True):
    """So many complete cycles of 28 days up to a week ago, with a full and quiet diary."""
    last = TODAY - timedelta(days=7)
    first = last - timedelta(days=28 * complete)
    course = treat(member, "natalizumab", first, last_given_on=last)
    rows = []
    for number in range(28 * complete + 8):
        day = first + timedelta(days=number)
        if keep(number):
            late = number < 28 * complete and number % 28 >= 21
            scores = {slug: round(4 + SWING[number % 7] + (gap if late else 0)) for slug in slugs}
            rows.append(DiaryEntry(member=member, day=day, values={"symptoms": scores}, saved_at=noon))
    DiaryEntry.objects.bulk_create(rows)
    return course


def page_of(client, query=""):
    answer = client.get(f"/care/cycles/{query}")
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_a_gap_is_said_with_its_size_its_range_and_how_many_cycles(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    page = page_of(member_client(ana))
    assert "was about 2 points higher in the last 7 days before an infusion than in mid-cycle" in page
    assert "5 cycles, 105 entries" in page and "This does not say why." in page
    assert "All your cycles on top of each other" in page and "Cycle that began" in page
    assert page.count('class="lc"') == 5 + 2, "five cycles, two in the key"
    for word in ("significant", "proof", "wearing off", "normal"):
        assert word not in page.split("<main")[1].split("</main>")[0]


def test_under_three_cycles_nothing_is_drawn(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=1)
    page = page_of(member_client(ana))
    assert "2 more complete cycles with entries before and between infusions" in page
    assert "1 of 3 ready." in page
    assert "All your cycles" not in page and not CycleLook.objects.exists()


def test_between_two_looks_the_last_sentence_stays_with_its_day(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=7)
    page = page_of(member_client(ana))
    look = CycleLook.objects.get()
    assert look.cycles == 5 and "5 cycles" in page
    assert f"As of {look.looked_on:%B} {look.looked_on.day}, {look.looked_on.year}:" in page
    assert "Looked at again after dose 9." in page


def test_opening_again_never_looks_again_and_an_edit_is_the_same_look(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    client = member_client(ana)
    page_of(client)
    first = CycleLook.objects.get()
    with CaptureQueriesContext(connection) as asked:
        page_of(client)
    assert not [one for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))]
    day = TODAY - timedelta(days=60)
    actions.save_day(member=ana, day=day, today=TODAY, now=noon, symptoms={"fatigue": 9})
    page_of(client)
    again = CycleLook.objects.get()
    assert again.pk == first.pk and again.values["fingerprint"] != first.values["fingerprint"]
    assert again.values["share"] == first.values["share"]
    actions.save_day(member=ana, day=TODAY, today=TODAY, now=noon, symptoms={"fatigue": 9})
    page_of(client)
    assert CycleLook.objects.get().values == again.values, "today lies outside the cycles of that look"


def test_the_watched_one_has_the_whole_share_from_the_next_cycle_on(treat, follow, member_client, ana, noon):
    chosen = ("fatigue", "brain_fog", "memory")
    follow(ana, *chosen)
    live(treat, ana, noon, complete=3, slugs=chosen)
    second = Symptom.objects.get(slug=chosen[1])
    actions.watch_symptom(member=ana, symptom=second, today=TODAY)
    page_of(member_client(ana))
    shares = {look.symptom.slug: look.values["share"] for look in CycleLook.objects.select_related("symptom")}
    assert shares == {chosen[0]: 1, chosen[1]: 0.5, chosen[2]: 0.5}, "named after the data, it does not count yet"


def test_only_a_followed_symptom_can_be_watched(follow, member_client, ana):
    follow(ana, "fatigue")
    other = Symptom.objects.current().exclude(slug="fatigue")[0]
    with pytest.raises(actions.NotFollowed):
        actions.watch_symptom(member=ana, symptom=other, today=TODAY)
    client = member_client(ana)
    assert client.post("/care/cycles/watch/", {"symptom": other.slug}).status_code == 422
    assert client.post("/care/cycles/watch/", {"symptom": "fatigue"}).status_code == 303
    assert Watch.objects.of(ana).count() == 2
    assert "fatigue" not in client.get("/care/cycles/watch/").request["PATH_INFO"]


def test_a_switch_begins_a_new_series(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    treat(ana, "ocrelizumab", TODAY - timedelta(days=2), last_given_on=TODAY - timedelta(days=2))
    assert "3 more complete cycles" in page_of(member_client(ana))
    series = queries.series_of(ana)
    assert series is not None and series.course.therapy.slug == "ocrelizumab" and not series.cycles


def test_another_dose_begins_a_new_series(treat, ana):
    course = treat(ana, "ocrelizumab", date(2024, 6, 3), last_given_on=date(2026, 5, 30))
    series = queries.series_of(ana)
    assert series is not None and series.first == 3, "the two half doses of the start are not counted"
    assert series.given[0] == Infusion.objects.get(course=course, number=3).given_on


def test_no_charts_means_nothing_anywhere(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    client = member_client(ana)
    assert client.post("/care/charts/hidden/").status_code == 303
    page = page_of(client)
    assert "You asked us to show no charts" in page and "points" not in page
    assert not CycleLook.objects.exists()
    for path in ("/care/", "/care/charts/"):
        assert "In short:" not in client.get(path).content.decode()
    client.post("/care/diary/2026-06-10/", {"mood": "okay"})
    assert DiaryEntry.objects.of(ana).filter(day=date(2026, 6, 10)).exists(), "the diary goes on"
    client.post("/care/charts/hidden/undo/")
    assert "was about 2 points higher" in page_of(client)
    client.post("/care/charts/hidden/")
    assert personal_data.export_for(ana)["looks_at_cycles"] == []


def test_without_a_yes_nothing_new_is_looked_at(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    page_of(member_client(ana))
    assert not CycleLook.objects.exists()


def test_six_symptoms_cost_as_many_statements_as_one(treat, follow, member_client, ana, noon):
    slugs = list(Symptom.objects.current().values_list("slug", flat=True)[:6])
    live(treat, ana, noon, complete=5, slugs=slugs)
    client = member_client(ana)

    def cost(*chosen):
        follow(ana, *chosen)
        page_of(client)
        with CaptureQueriesContext(connection) as asked:
            page_of(client)
        Watch.objects.of(ana).delete()
        return len(asked)

    assert cost(slugs[0]) == cost(*slugs)


def test_nobody_else_reads_it(treat, follow, member_client, ana, ben, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    page_of(member_client(ana))
    assert "Choose what to note first" in page_of(member_client(ben))


def test_what_was_found_is_unreadable_in_the_database_and_goes_with_the_member(treat, follow, member_client, ana, noon):
    follow(ana, "fatigue")
    live(treat, ana, noon, complete=5)
    page_of(member_client(ana))
    with connection.cursor() as cursor:
        cursor.execute("SELECT l::text FROM companion_cyclelook l")
        (row,) = cursor.fetchone()
    assert "higher" not in row and "estimate" not in row
    told = personal_data.export_for(ana)
    assert told["looks_at_cycles"][0]["reading"]["state"] == "higher" and told["watched_symptoms"]
    personal_data.erase_for(ana, now=noon)
    assert not CycleLook.objects.exists() and not Watch.objects.exists()


# The wording of each state.

BASE = Reading(State.HIGHER, cycles=5, entries=80, late_days=7, estimate=2.26, low=0.2, high=4.1)


def test_higher():
    assert cycle_words.sentence(BASE, "Tiredness") == (
        "In your own entries Tiredness was about 2.5 points higher in the last 7 days before an infusion than in "
        "mid-cycle (between a little above 0 and 4; 5 cycles, 80 entries). This does not say why."
    )


def test_lower_and_long():
    reading = replace(BASE, state=State.LOWER, estimate=-2, low=-3, high=-0.9, late_days=28, is_long=True)
    assert cycle_words.sentence(reading, "Tiredness") == (
        "In your own entries Tiredness was about 2 points lower in the last 28 days before an infusion than in "
        "mid-cycle (between 1 and 3; 5 cycles, 80 entries). This does not say why. "
        "Your infusions fall in the same months each year."
    )


def test_no_difference_cannot_tell_and_uneven():
    seen = replace(BASE, state=State.NONE_SEEN, low=-0.6, high=1.1)
    assert cycle_words.sentence(seen, "x") == (
        "No difference seen in your own entries. One of 2 points or more would very likely have shown; "
        "a smaller one may exist (−0.5 to 1)."
    )
    open_ = replace(BASE, state=State.CANNOT_TELL, low=-1.0, high=3.2, skew=0.4, more_late=True)
    assert cycle_words.sentence(open_, "x") == (
        "Cannot tell yet: the difference could be anywhere from −1 to 3. "
        "You wrote more often before infusions, so the range is wider."
    )
    assert "in mid-cycle, so the range is wider" in cycle_words.sentence(replace(open_, more_late=False), "x")


def test_season_too_few_and_refused():
    season = replace(BASE, state=State.SEASON, months=(6, 12), is_long=True)
    assert cycle_words.sentence(season, "x").startswith(
        "Your June and December differ; with infusions at the same time each year, season and cycle cannot be told apart yet."
    )
    few = replace(BASE, state=State.TOO_FEW, missing=1)
    assert cycle_words.sentence(few, "x") == (
        "1 more complete cycle with entries before and between infusions, then this can be looked at."
    )
    assert cycle_words.sentence(replace(BASE, state=State.REFUSED), "x") == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.1, "a little above 0"), (-0.2, "a little below 0"), (0.0, "0"), (0.26, "0.5"), (1.24, "1"), (-1.3, "−1.5")],
)
def test_sizes_are_rounded_to_half_points_and_never_across_zero(value, words):
    assert cycle_words.rounded(value) == words
