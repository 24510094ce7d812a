"""Out of one account, into an empty one, out again: equal. And what came in once does not come in twice."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.companion import actions as care
from myelin.companion.models import Course, DiaryEntry, Infusion, Record, Result, Step
from myelin.exchange import actions
from myelin.exchange.fhir.bundle import bundle
from myelin.exchange.models import Found, Standing
from myelin.exchange.tests.files import read


def written(member, now):
    return b"".join(bundle(member, now=now))


def normal(content):
    """A bundle without the names of its entries, which are the member's own: each is called by its place."""
    whole = json.loads(content)
    text = json.dumps(whole["entry"], indent=1, sort_keys=True)
    for place, entry in enumerate(whole["entry"]):
        text = text.replace(entry["resource"]["id"], f"#{place}")
    return text.split("\n")


def taken(member, content, now):
    reading = read(member, content, now)
    actions.take(reading=reading, by=member, now=now)
    return reading


def not_taken(reading):
    rows = Found.objects.filter(reading=reading, standing=Standing.LEFT)
    return [(row.kind, row.said) for row in rows]


def test_all_of_it_comes_back_equal(ana, ben, full, noon):
    full(ana)
    content = written(ana, noon)
    reading = taken(ben, content, noon)
    assert not_taken(reading) == []
    assert normal(written(ben, noon)) == normal(content)


def test_a_treatment_beside_the_rule_comes_back_equal(ana, ben, treat, noon):
    """An own interval, ordered parts, another amount than planned, a lifetime total, an end."""
    natalizumab = treat(ana, "natalizumab", date(2025, 6, 2), last_given_on=date(2025, 8, 25))
    care.set_interval(course=natalizumab, by=ana, days=42, now=noon)
    coming = natalizumab.infusions.filter(given_on=None).order_by("number")[0]
    care.complete_infusion(
        infusion=coming, by=ana, given_on=coming.due_on, now=noon, note="Went well", amount=Decimal("150")
    )
    old = treat(ana, "mitoxantrone", date(2019, 1, 7), last_given_on=date(2019, 10, 7), jurisdiction="EU")
    care.set_received_before(course=old, by=ana, amount=Decimal("12"), now=noon)
    care.end_course(course=old, by=ana, ended_on=date(2019, 12, 1), now=noon)
    lemtrada = treat(ana, "alemtuzumab", date(2022, 3, 7), last_given_on=date(2023, 3, 9))
    care.order_part(course=lemtrada, by=ana, starts_on=date(2024, 4, 8), now=noon)
    content = written(ana, noon)
    reading = taken(ben, content, noon)
    assert not_taken(reading) == []
    assert normal(written(ben, noon)) == normal(content)


def counts(member):
    models = (Course, DiaryEntry, Record, Result, Step, Infusion)
    return [model.objects.of(member).count() for model in models]


def test_the_same_file_twice_changes_nothing(ana, ben, full, noon):
    full(ana)
    content = written(ana, noon)
    taken(ben, content, noon)
    before, told = counts(ben), normal(written(ben, noon))
    reading = read(ben, content, noon)
    standings = set(Found.objects.filter(reading=reading).values_list("standing", flat=True))
    assert standings == {Standing.HERE, Standing.WITH}
    actions.take(reading=reading, by=ben, now=noon)
    assert counts(ben) == before and normal(written(ben, noon)) == told


def test_ones_own_file_changes_nothing(ana, full, noon):
    full(ana)
    told = written(ana, noon)
    reading = taken(ana, told, noon)
    assert not Found.objects.filter(reading=reading, standing__in=["new", "asks", "taken", "left"]).exists()
    assert written(ana, noon) == told


def test_taking_twice_is_safe(ana, ben, full, noon):
    full(ana)
    reading = taken(ben, written(ana, noon), noon)
    before = counts(ben)
    actions.take(reading=reading, by=ben, now=noon)
    assert counts(ben) == before


def test_two_looks_at_one_file_take_it_once(ana, ben, full, noon):
    full(ana)
    content = written(ana, noon)
    first, second = (read(ben, content, noon) for _ in range(2))
    actions.take(reading=first, by=ben, now=noon)
    before = counts(ben)
    actions.take(reading=second, by=ben, now=noon)
    assert counts(ben) == before


def test_ones_own_words_are_replaced_only_when_ticked(ana, ben, full, noon):
    full(ana)
    today = noon.date()
    care.save_day(member=ben, day=today, today=today, now=noon, mood="rough", note="Mine")
    reading = taken(ben, written(ana, noon), noon)
    assert DiaryEntry.objects.of(ben).get(day=today).note == "Mine"
    row = Found.objects.get(reading=reading, standing=Standing.ASKS)
    actions.choose(reading=reading, by=ben, shown={row.pk}, chosen={row.pk})
    actions.take(reading=reading, by=ben, now=noon)
    assert DiaryEntry.objects.of(ben).get(day=today).mood == "okay"


def test_what_was_taken_and_removed_asks_before_it_comes_again(ana, ben, full, noon):
    full(ana)
    content = written(ana, noon)
    taken(ben, content, noon)
    care.remove_record(record=Record.objects.of(ben).get(kind="relapse"), by=ben)
    reading = read(ben, content, noon)
    row = Found.objects.get(reading=reading, standing=Standing.ASKS)
    assert (row.kind, row.chosen, row.said["why"]) == ("record", False, "before")


def test_a_treatment_that_was_not_ticked_leaves_its_doses_out_and_says_so(ana, ben, treat, noon):
    treat(ana, "ocrelizumab", date(2025, 1, 13), last_given_on=date(2026, 1, 20))
    reading = read(ben, written(ana, noon), noon)
    course = Found.objects.get(reading=reading, kind="course")
    actions.choose(reading=reading, by=ben, shown={course.pk}, chosen=set())
    actions.take(reading=reading, by=ben, now=noon)
    assert not Course.objects.of(ben).exists()
    doses = Found.objects.filter(reading=reading, kind="dose")
    assert {row.standing for row in doses} == {Standing.LEFT}
    assert all("was not taken" in row.said["refused"] for row in doses)


def test_days_that_a_clock_has_not_reached_are_left(ana, ben, shipped, noon):
    today = noon.date()
    care.save_day(member=ana, day=today, today=today, now=noon, mood="good")
    earlier = noon - timedelta(days=3)
    reading = read(ben, written(ana, noon), earlier)
    assert [row.said["why"] for row in Found.objects.filter(reading=reading, standing=Standing.LEFT)] == ["ahead"]


def test_ten_years_of_doses_cost_as_many_statements_a_dose_as_one_year(make_member, treat, noon):
    def cost(name, began):
        writer, reader = make_member(f"{name}-writes"), make_member(f"{name}-reads")
        treat(writer, "natalizumab", began, last_given_on=date(2026, 6, 1))
        content = written(writer, noon)
        with CaptureQueriesContext(connection) as asked:
            reading = taken(reader, content, noon)
        assert not_taken(reading) == []
        doses = Infusion.objects.of(reader).given().count()
        assert doses == Infusion.objects.of(writer).given().count()
        return len(asked), doses

    few, many = cost("few", date(2025, 6, 13)), cost("many", date(2016, 6, 13))
    assert many[1] > 125
    assert many[0] / many[1] <= few[0] / few[1]


def test_one_dose_that_cannot_be_holds_up_no_other(ana, ben, treat, noon):
    treat(ana, "ocrelizumab", date(2025, 1, 13), last_given_on=date(2026, 1, 20))
    whole = json.loads(written(ana, noon))
    given = [one["resource"] for one in whole["entry"] if one["resource"]["resourceType"] == "MedicationAdministration"]
    given[1]["effectiveDateTime"] = "2025-01-01"
    reading = taken(ben, json.dumps(whole).encode(), noon)
    ((kind, said),) = not_taken(reading)
    assert kind == "dose" and said["on"] == "2025-01-01" and "day by day" in said["refused"]
    assert Infusion.objects.of(ben).given().count() == len(given) - 1
