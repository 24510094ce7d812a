"""Which test is due when: what the sources say, and nothing dated that they do not date."""

from datetime import date, timedelta

import yaml
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from myelin.therapies import tests_due
from myelin.therapies.regimens import Due, Given, due_dates
from myelin.therapies.tests.formulary import FORMULARY, SCHEDULES
from myelin.therapies.tests_due import TestDue, TestRule, When

JANUARY = date(2027, 1, 11)


def told(rule: TestRule, regimen: str, *, until: date, given: tuple[Given, ...] = (), **more: date) -> list[TestDue]:
    doses: list[Due] = due_dates(SCHEDULES[regimen], anchor=JANUARY, until=until, given=given)
    return tests_due.tests_due([rule], anchor=JANUARY, doses=doses, until=until, **more)


def rule(when: When, interval: str = "", until: str = "") -> TestRule:
    return TestRule("patience", when, "demomab/tests/0", interval, until)


def test_before_the_first_dose_means_the_day_before_it():
    (row,) = told(rule(When.BEFORE_FIRST), "ocrelizumab/regimens/0", until=date(2028, 1, 1))
    assert (row.due_on, row.dose, row.facts) == (date(2027, 1, 10), 1, ("demomab/tests/0",))


def test_before_the_first_dose_follows_the_day_it_was_really_given():
    given = (Given(1, date(2027, 1, 18)),)
    (row,) = told(rule(When.BEFORE_FIRST), "ocrelizumab/regimens/0", until=date(2028, 1, 1), given=given)
    assert row.due_on == date(2027, 1, 17)


def test_before_each_dose_there_is_one_for_every_dose_with_both_facts():
    rows = told(rule(When.BEFORE_EACH), "ocrelizumab/regimens/0", until=date(2027, 8, 1))
    assert [row.due_on for row in rows] == [date(2027, 1, 10), date(2027, 1, 24), date(2027, 7, 10)]
    assert rows[0].facts == ("demomab/tests/0", "ocrelizumab/regimens/0")


def test_alemtuzumab_is_followed_monthly_until_48_months_after_the_last_infusion_given():
    given = tuple(Given(number, JANUARY + timedelta(days=number - 1)) for number in range(1, 6))
    far = date(2040, 1, 1)
    rows = told(rule(When.WHILE_ON, "P1M", "P48M after last dose"), "alemtuzumab/regimens/0", until=far, given=given)
    assert rows[0].due_on == date(2027, 2, 11)
    assert rows[-1].due_on == date(2031, 1, 11)
    assert rows[-1].ends_on == date(2031, 1, 15)
    assert len(rows) == 48


def test_month_steps_of_tests_never_drift():
    rows = tests_due.tests_due(
        [rule(When.WHILE_ON, "P1M")], anchor=date(2026, 8, 31), doses=[], until=date(2027, 3, 31), ended_on=None
    )
    assert [row.due_on for row in rows if row.due_on] == [
        date(2026, 9, 30),
        date(2026, 10, 31),
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]


def test_a_list_of_points_counts_from_the_first_dose_of_each_course():
    rows = told(rule(When.WHILE_ON, "P2M,P6M"), "cladribine/regimens/0", until=date(2029, 1, 1))
    assert [row.due_on for row in rows] == [
        date(2027, 3, 11),
        date(2027, 7, 11),
        date(2028, 2, 9),
        date(2028, 6, 9),
    ]


def test_a_range_is_dated_by_its_longer_step():
    rows = told(rule(When.WHILE_ON, "P3M-P6M"), "natalizumab/regimens/0", until=date(2028, 1, 11))
    assert [(row.earliest_on, row.due_on) for row in rows] == [
        (date(2027, 4, 11), date(2027, 7, 11)),
        (date(2027, 10, 11), date(2028, 1, 11)),
    ]


def test_a_plain_span_ends_that_long_after_the_start():
    rows = tests_due.tests_due([rule(When.WHILE_ON, "P1M", "P6M")], anchor=JANUARY, doses=[], until=date(2030, 1, 1))
    assert len(rows) == 6


def test_tests_while_on_it_end_with_the_treatment():
    rows = told(rule(When.WHILE_ON, "P6M"), "natalizumab/regimens/0", until=date(2030, 1, 1), ended_on=date(2028, 2, 1))
    assert [row.due_on for row in rows] == [date(2027, 7, 11), date(2028, 1, 11)]


def test_what_the_source_does_not_date_has_no_date():
    for interval in ("", "periodic"):
        (row,) = told(rule(When.WHILE_ON, interval), "natalizumab/regimens/0", until=date(2030, 1, 1))
        assert row.due_on is None


def test_after_the_last_dose_is_dated_once_the_treatment_has_ended():
    yearly = rule(When.AFTER_LAST, "P1Y", "lifelong / as advised")
    (open_still,) = told(yearly, "mitoxantrone/regimens/0", until=date(2027, 12, 31))
    assert open_still.due_on is None
    given = (Given(1, JANUARY),)
    rows = told(yearly, "mitoxantrone/regimens/0", until=date(2030, 1, 1), given=given, ended_on=date(2027, 3, 1))
    assert [row.due_on for row in rows] == [date(2028, 1, 11), date(2029, 1, 11)]


def test_doses_after_the_end_of_the_treatment_ask_for_nothing():
    rows = told(rule(When.BEFORE_EACH), "natalizumab/regimens/0", until=date(2028, 1, 1), ended_on=date(2027, 2, 10))
    assert [row.due_on for row in rows] == [date(2027, 1, 10), date(2027, 2, 7)]


def test_a_treatment_that_goes_on_has_no_tests_after_the_last_dose():
    given = (Given(1, JANUARY),)
    (row,) = told(rule(When.AFTER_LAST, "", "P6M"), "natalizumab/regimens/0", until=JANUARY, given=given)
    assert (row.due_on, row.ends_on) == (None, None)


def test_a_treatment_with_no_dose_left_has_its_tests_dated():
    given = (Given(1, JANUARY),)
    doses = due_dates(SCHEDULES["mitoxantrone/regimens/0"], anchor=JANUARY, until=date(2027, 2, 1), given=given)
    yearly = rule(When.AFTER_LAST, "P1Y")
    rows = tests_due.tests_due([yearly], anchor=JANUARY, doses=doses, until=date(2029, 2, 1), is_complete=True)
    assert [row.due_on for row in rows] == [date(2028, 1, 11), date(2029, 1, 11)]


def test_a_watch_after_the_last_dose_says_until_when():
    given = (Given(1, JANUARY),)
    (row,) = told(
        rule(When.AFTER_LAST, "", "P6M"),
        "natalizumab/regimens/0",
        until=date(2030, 1, 1),
        given=given,
        ended_on=date(2027, 2, 1),
    )
    assert (row.due_on, row.ends_on) == (None, date(2027, 7, 11))


def all_rules() -> list[tuple[str, TestRule]]:
    found = []
    for path in sorted(FORMULARY.glob("*.yaml")):
        document = yaml.safe_load(path.read_text(encoding="utf8"))
        if f"{path.stem}/regimens/0" not in SCHEDULES:
            continue
        for when in When:
            for place, row in enumerate(document["tests"][when]):
                key = f"{path.stem}/tests/{when}/{place}"
                rule = TestRule(row["test_id"], when, key, row.get("interval") or "", row.get("until") or "")
                found.append((path.stem, rule))
    return found


@settings(max_examples=200, deadline=None)
@given_any(st.sampled_from(all_rules()), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 3700))
def test_every_rule_of_the_formulary_is_told_in_order_and_in_its_span(
    asked: tuple[str, TestRule], anchor: date, length: int
):
    medicine, one = asked
    until = anchor + timedelta(days=length)
    doses = due_dates(SCHEDULES[f"{medicine}/regimens/0"], anchor=anchor, until=until)
    rows = tests_due.tests_due([one], anchor=anchor, doses=doses, until=until)
    days = [row.due_on for row in rows if row.due_on]
    assert days == sorted(days)
    assert all(day <= until for day in days)
    assert all(one.fact in row.facts for row in rows)
