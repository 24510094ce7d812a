"""A visit and its page: made, written, hidden from, removed; what the page says and what it costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils.formats import date_format

from myelin.companion import actions as care
from myelin.companion.models import Infusion, Record
from myelin.members import actions as members
from myelin.members.models import Purpose
from myelin.visits import actions, queries
from myelin.visits.models import Visit
from myelin.visits.tests.conftest import keep_days, note


def test_a_page_is_made_on_the_page(member_client, ana, at_noon):
    client = member_client(ana)
    sent = client.post("/care/visits/", {"on": "2026-06-20", "with_whom": "Dr. Lind"})
    made = Visit.objects.of(ana).get()
    assert (sent.status_code, sent["Location"]) == (303, f"/care/visits/{made.pk}/words/")
    assert (made.on, made.since, made.with_whom) == (date(2026, 6, 20), date(2025, 6, 20), "Dr. Lind")


def test_it_begins_at_the_last_visit(member_client, ana, at_noon):
    actions.make_visit(member=ana, on=date(2026, 2, 1), with_whom="", since=date(2025, 8, 1), now=at_noon)
    actions.make_visit(member=ana, on=date(2026, 1, 1), with_whom="", since=date(2025, 8, 1), now=at_noon)
    member_client(ana).post("/care/visits/", {"on": "2026-06-20"})
    assert Visit.objects.of(ana).order_by("-on")[0].since == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a day."),
        ({"on": "2026-06-20", "since": "2026-06-21"}, "Could the two be swapped?"),
        ({"on": "2026-06-20", "since": "2020-06-21"}, "One page can tell of three years."),
        ({"on": "2066-06-20"}, "This day is very far away."),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_is_lost(member_client, ana, at_noon, sent, sentence):
    answer = member_client(ana).post("/care/visits/", {"with_whom": "Dr. Lind", **sent})
    assert answer.status_code == 422
    assert sentence in answer.text and 'value="Dr. Lind"' in answer.text
    assert not Visit.objects.exists()


def test_without_a_yes_nothing_is_kept(member_client, ana, at_noon):
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=at_noon)
    answer = member_client(ana).post("/care/visits/", {"on": "2026-06-20"})
    assert answer.status_code == 409 and "Give my yes" in answer.text
    assert not Visit.objects.exists()


def test_the_database_knows_that_it_tells_of_days_before(ana, noon):
    with pytest.raises(IntegrityError, match="visit_tells_of_days_before_it"):
        Visit.objects.create(member=ana, on=date(2026, 1, 1), since=date(2026, 1, 2), made_at=noon)


def test_three_questions_and_a_note_are_written(member_client, visit, ana, at_noon):
    client = member_client(ana)
    told = {
        "on": "2026-06-22",
        "since": "2026-01-01",
        "question_1": "Is it the medicine?",
        "question_3": "Work?",
        "note": "Hi",
    }
    sent = client.post(f"/care/visits/{visit.pk}/words/", told)
    assert (sent.status_code, sent["Location"]) == (303, f"/care/visits/{visit.pk}/")
    page = client.get(sent["Location"]).text
    assert "Is it the medicine?" in page and "Work?" in page and "In my own words" in page
    assert Visit.objects.get().questions == ["Is it the medicine?", "Work?"]


def test_the_page_tells_the_year_and_each_number_leads_to_its_entries(member_client, visit, a_year, ana):
    page = member_client(ana).get(f"/care/visits/{visit.pk}/").text
    for words in (
        "For Dr. Lind, June 22, 2026", "Left eye; steroids given", "worse: 6 of 10 in the middle (122 days); before 3 (122 days)", "122 of 183 days noted",
        "itchy", "one pause, 6 min", "Vitamin D", "1 new lesion", "Leukocytes 5.1 10*9/L", "Next: ",
    ):  # fmt: skip
        assert words in page, words
    assert "not noted before" in page, "the second symptom is new"
    for way in (f"/care/visits/{visit.pk}/entries/", "/care/records/", "/care/results/", "/care/infusions/"):
        assert f'href="{way}' in page, way


def test_a_dose_whose_day_has_passed_is_not_next(member_client, visit, a_year, ana, monkeypatch, noon):
    coming = Infusion.objects.of(ana).to_come()[0]
    later = noon + (coming.due_on - noon.date()) + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    page = member_client(ana).get(f"/care/visits/{visit.pk}/").text
    assert "Next: " not in page
    assert f"Was due on {date_format(coming.due_on, 'DATE_FORMAT')}, and is not noted" in page


def test_the_days_behind_the_numbers_are_listed(member_client, visit, a_year, ana):
    page = member_client(ana).get(f"/care/visits/{visit.pk}/entries/").text
    assert "/care/diary/2026-06-15/" in page and "Older days" in page


def test_of_a_diary_that_wants_no_charts_the_page_says_nothing_until_it_is_asked(
    member_client, visit, written, a_year, ana, noon
):
    care.hide_charts(member=ana, now=noon)
    client = member_client(ana)
    page = client.get(f"/care/visits/{visit.pk}/").text
    assert "What changed in my diary" not in page and "<svg viewBox" not in page.split("<article")[1]
    assert "Use my diary on this page" in client.get(f"/care/visits/{visit.pk}/words/").text
    written(draws=True)
    page = client.get(f"/care/visits/{visit.pk}/").text
    assert "What changed in my diary" in page and "<svg viewBox" in page.split("<article")[1]
    assert "You asked us to show no charts" in client.get("/care/cycles/").text, "elsewhere they stay hidden"


def offered(page: str) -> dict[str, list[str]]:
    import re

    return {
        "offered": re.findall(r'name="offered" value="([^"]+)"', page),
        "shown": re.findall(r'name="shown" value="([^"]+)" checked', page),
    }


def test_what_has_no_tick_is_in_nothing_that_leaves(member_client, visit, written, a_year, ana, noon):
    written(tells_hidden=True)
    client, address = member_client(ana), f"/care/visits/{visit.pk}/"
    form = offered(client.get(f"{address}parts/").text)
    relapse = Record.objects.get(kind="relapse")
    form["shown"] = [key for key in form["shown"] if key not in {f"record/{relapse.pk}", "tests", "symptom/fatigue"}]
    assert client.post(f"{address}parts/", form).status_code == 303
    page = client.get(address).text
    for words in ("Left eye", "Leukocytes", "Relapses", "Tests and MRIs"):
        assert words not in page, words
    assert "I chose to leave something out of 3 parts." in page
    visit.refresh_from_db()
    today = noon.date()
    keys = queries.shown_brief(queries.material_of(visit, ana, today=today), ana, today=today).keys
    assert {f"record/{relapse.pk}", "symptom/fatigue", "tests"} & keys == set()
    assert {"symptom/numbness", f"course/{a_year.pk}"} <= keys
    assert not any(key.startswith(("result/", "due/")) for key in keys)


def test_what_is_noted_later_is_shown_and_what_was_hidden_stays_hidden(member_client, visit, a_year, ana, noon):
    client, address = member_client(ana), f"/care/visits/{visit.pk}/"
    form = offered(client.get(f"{address}parts/").text)
    form["shown"].remove("relapses")
    client.post(f"{address}parts/", form)
    note(ana, noon, Record.Kind.SIDE_EFFECT, 3, name="Hives")
    page = client.get(address).text
    assert "Hives" in page and "Left eye" not in page


def test_without_cycles_the_days_themselves_are_drawn(member_client, visit, pack_loaded, ana, at_noon):
    keep_days(ana, at_noon, names=("fatigue",), days=100)
    page = member_client(ana).get(f"/care/visits/{visit.pk}/").text.split("<article")[1]
    assert "Fatigue, 0 to 10" in page and "67 days noted: 6 of 10 in the middle." in page


def test_a_hidden_symptom_is_not_drawn_either(member_client, visit, a_year, ana):
    client, address = member_client(ana), f"/care/visits/{visit.pk}/"
    form = offered(client.get(f"{address}parts/").text)
    form["shown"] = [key for key in form["shown"] if key not in {"symptom/fatigue", "symptom/numbness"}]
    client.post(f"{address}parts/", form)
    names = [row.symptom.called for row in queries.material_of(visit, ana, today=date(2026, 6, 15)).diary.asked]
    page = client.get(address).text.split("<article")[1]
    assert [name for name in names if name in page] == []


def test_nobody_else_finds_it(client, member_client, visit, ben, noon):
    client.force_login(ben)
    for page in ("", "words/", "parts/", "entries/", "page.pdf", "removal/", "links/", "agreed/"):
        assert client.get(f"/care/visits/{visit.pk}/{page}").status_code == 404, page


def test_it_is_removed_after_asking(member_client, visit, ana):
    client = member_client(ana)
    assert "Remove this visit?" in client.get(f"/care/visits/{visit.pk}/removal/").text
    assert client.post(f"/care/visits/{visit.pk}/removal/")["Location"] == "/care/visits/"
    assert not Visit.objects.exists()


def test_the_page_costs_the_same_for_a_few_days_as_for_many(
    member_client, visit, a_year, ana, noon, django_assert_max_num_queries
):
    client, address = member_client(ana), f"/care/visits/{visit.pk}/"
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(12):
        note(ana, noon, Record.Kind.SIDE_EFFECT, number + 1, name=f"Hives {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("number", [1, 31])
def test_the_list_costs_the_same_for_one_as_for_many(member_client, ana, noon, number, django_assert_num_queries):
    for day in range(number):
        on = noon.date() - timedelta(days=day)
        actions.make_visit(member=ana, on=on, with_whom="", since=on - timedelta(days=9), now=noon)
    client = member_client(ana)
    client.get("/care/visits/")
    with django_assert_num_queries(2):
        page = client.get("/care/visits/")
    assert ("Older visits" in page.text) == (number > 30)
