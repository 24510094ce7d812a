"""The dates that a regimen implies: the worked dates of the formulary, and what a given dose changes."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from myelin.therapies.durations import BadDuration, Duration
from myelin.therapies.regimens import BadSchedule, Due, Given, Schedule, Why, due_dates, next_due, parse_schedule
from myelin.therapies.tests.formulary import SCHEDULES

JANUARY = date(2027, 1, 11)


def days(regimen: str, *, until: date, anchor: date = JANUARY, given: tuple[Given, ...] = ()) -> list[str]:
    dues = due_dates(SCHEDULES[regimen], anchor=anchor, until=until, given=given)
    return [due.due_on.isoformat() for due in dues]


def test_ocrelizumab_counts_from_infusion_1_and_not_from_infusion_2():
    assert days("ocrelizumab/regimens/0", until=date(2028, 1, 31)) == [
        "2027-01-11",
        "2027-01-25",
        "2027-07-11",
        "2028-01-11",
    ]


def test_ublituximab_counts_weeks_exactly():
    assert days("ublituximab/regimens/0", until=date(2027, 12, 31)) == [
        "2027-01-11",
        "2027-01-25",
        "2027-06-28",
        "2027-12-13",
    ]


def test_natalizumab_comes_every_28_days():
    assert days("natalizumab/regimens/0", until=date(2027, 3, 31)) == ["2027-01-11", "2027-02-08", "2027-03-08"]


def test_alemtuzumab_is_five_days_and_three_days_a_year_later():
    dues = due_dates(SCHEDULES["alemtuzumab/regimens/0"], anchor=JANUARY, until=date(2030, 1, 1))
    assert [(due.number, due.part, due.phase, due.due_on.isoformat()) for due in dues] == [
        (1, 1, "course_1", "2027-01-11"),
        (2, 2, "course_1", "2027-01-12"),
        (3, 3, "course_1", "2027-01-13"),
        (4, 4, "course_1", "2027-01-14"),
        (5, 5, "course_1", "2027-01-15"),
        (6, 1, "course_2", "2028-01-11"),
        (7, 2, "course_2", "2028-01-12"),
        (8, 3, "course_2", "2028-01-13"),
    ]


def test_a_further_alemtuzumab_course_is_listed_only_when_ordered_and_not_too_soon():
    dues = due_dates(
        SCHEDULES["alemtuzumab/regimens/0"], anchor=JANUARY, until=date(2031, 1, 1), ordered=[date(2028, 6, 1)]
    )
    assert [due.due_on.isoformat() for due in dues[8:]] == ["2029-01-13", "2029-01-14", "2029-01-15"]
    assert {due.why for due in dues[8:]} == {Why.ORDERED}


@pytest.mark.parametrize(("regimen", "doses", "total"), [(0, 11, 132), (1, 6, 72)])
def test_mitoxantrone_stops_at_its_lifetime_ceiling(regimen: int, doses: int, total: int):
    dues = due_dates(SCHEDULES[f"mitoxantrone/regimens/{regimen}"], anchor=JANUARY, until=date(2040, 1, 1))
    assert len(dues) == doses
    assert dues[-1].total == total
    assert [due.due_on.isoformat() for due in dues[:3]] == ["2027-01-11", "2027-04-11", "2027-07-11"]


def test_what_was_received_before_counts_toward_the_ceiling():
    dues = due_dates(
        SCHEDULES["mitoxantrone/regimens/0"], anchor=JANUARY, until=date(2040, 1, 1), received_before=Decimal(100)
    )
    assert [due.total for due in dues] == [112, 124, 136]


def test_the_amount_really_given_counts_toward_the_ceiling():
    schedule = SCHEDULES["mitoxantrone/regimens/1"]
    given = [Given(1, JANUARY, amount=Decimal(24))]
    assert len(due_dates(schedule, anchor=JANUARY, until=date(2040, 1, 1), given=given)) == 5


def test_month_steps_count_from_the_anchor_and_never_drift():
    assert days("ocrelizumab_hyaluronidase/regimens/0", anchor=date(2027, 8, 31), until=date(2029, 9, 1)) == [
        "2027-08-31",
        "2028-02-29",
        "2028-08-31",
        "2029-02-28",
        "2029-08-31",
    ]


def test_doses_given_on_their_day_keep_the_count():
    on_plan = (Given(1, date(2026, 8, 31)), Given(2, date(2026, 9, 14)), Given(3, date(2027, 2, 28)))
    assert days("ocrelizumab/regimens/0", anchor=date(2026, 8, 31), until=date(2027, 9, 1), given=on_plan)[-2:] == [
        "2027-02-28",
        "2027-08-31",
    ]


def test_a_late_ocrelizumab_dose_counts_anew_from_the_day_it_was_given():
    late = (Given(1, JANUARY), Given(2, date(2027, 1, 25)), Given(3, date(2027, 8, 20)))
    assert days("ocrelizumab/regimens/0", until=date(2028, 12, 31), given=late) == [
        "2027-01-11",
        "2027-01-25",
        "2027-07-11",
        "2028-02-20",
        "2028-08-20",
    ]


def test_a_late_second_start_dose_does_not_move_the_first_full_dose():
    late = (Given(1, JANUARY), Given(2, date(2027, 2, 3)))
    assert days("ocrelizumab/regimens/0", until=date(2027, 12, 31), given=late)[2] == "2027-07-11"


def test_a_very_late_second_start_dose_holds_the_first_full_dose_back_by_the_least_gap():
    late = [Given(1, JANUARY), Given(2, date(2027, 4, 1))]
    dues = due_dates(SCHEDULES["ocrelizumab/regimens/0"], anchor=JANUARY, until=date(2028, 4, 1), given=late)
    assert [(due.due_on.isoformat(), due.why) for due in dues[2:]] == [
        ("2027-09-01", Why.GAP),
        ("2028-03-01", Why.FROM_GIVEN),
    ]
    assert dues[2].earliest_on == date(2027, 9, 1)


def test_a_late_ublituximab_dose_counts_24_weeks_from_the_day_it_was_given():
    late = (Given(1, JANUARY), Given(2, date(2027, 1, 25)), Given(3, date(2027, 7, 5)))
    assert days("ublituximab/regimens/0", until=date(2027, 12, 31), given=late)[3] == "2027-12-20"


def test_a_first_dose_on_another_day_moves_the_whole_line():
    assert days("ocrelizumab/regimens/0", until=date(2027, 8, 1), given=(Given(1, date(2027, 1, 18)),)) == [
        "2027-01-11",
        "2027-02-01",
        "2027-07-18",
    ]


def test_a_day_set_by_the_clinic_moves_what_follows_but_never_inside_the_least_gap():
    schedule = SCHEDULES["ocrelizumab/regimens/0"]
    moved = due_dates(schedule, anchor=JANUARY, until=date(2028, 3, 1), moved={3: date(2027, 8, 1)})
    assert [due.due_on.isoformat() for due in moved[2:]] == ["2027-08-01", "2028-02-01"]
    assert moved[2].why is Why.MOVED
    too_soon = due_dates(schedule, anchor=JANUARY, until=date(2027, 8, 1), moved={3: date(2027, 3, 1)})
    assert too_soon[2].due_on == date(2027, 6, 25)


def test_a_late_start_moves_the_rest_where_no_least_gap_is_named():
    late = (Given(1, JANUARY), Given(2, date(2027, 1, 31)))
    assert days("ofatumumab/regimens/0", until=date(2027, 3, 31), given=late) == [
        "2027-01-11",
        "2027-01-18",
        "2027-02-07",
        "2027-02-21",
        "2027-03-21",
    ]


def test_a_missed_day_in_a_course_moves_the_days_after_it():
    late = (Given(1, JANUARY), Given(2, date(2027, 1, 13)))
    got = days("cladribine/regimens/0", until=date(2027, 2, 20), given=late)
    assert got[:5] == ["2027-01-11", "2027-01-12", "2027-01-14", "2027-01-15", "2027-01-16"]
    assert got[5] == "2027-02-08"


def test_a_window_says_until_when_a_course_may_begin():
    dues = due_dates(SCHEDULES["cladribine/regimens/0"], anchor=JANUARY, until=date(2030, 1, 1))
    second_cycle = next(due for due in dues if due.phase == "course1_cycle2")
    assert (second_cycle.due_on, second_cycle.latest_on) == (date(2027, 2, 7), date(2027, 2, 11))
    assert len(dues) == 20


def test_days_that_the_team_may_add_are_optional():
    dues = due_dates(SCHEDULES["methylprednisolone_iv/regimens/0"], anchor=JANUARY, until=date(2027, 2, 1))
    assert [due.optional for due in dues] == [False, False, False, True, True]
    given = [Given(number, JANUARY + timedelta(days=number - 1)) for number in (1, 2, 3)]
    done = due_dates(SCHEDULES["methylprednisolone_iv/regimens/0"], anchor=JANUARY, until=date(2027, 2, 1), given=given)
    assert next_due(done) is None


def test_each_date_names_its_rule_and_its_fact():
    dues = due_dates(SCHEDULES["ocrelizumab/regimens/0"], anchor=JANUARY, until=date(2027, 12, 31))
    assert [due.why for due in dues] == [Why.FIRST, Why.PLAN, Why.PLAN]
    assert (dues[2].counted_from, str(dues[2].step)) == (JANUARY, "P6M")
    assert dues[2].facts == ("ocrelizumab/regimens/0",)
    assert str(dues[2].dose) == "600 mg"
    assert [due.part for due in dues] == ["start_1", "start_2", "maintenance"]


@pytest.mark.parametrize(
    "regimen",
    [
        "fingolimod/regimens/0",
        "dimethyl_fumarate/regimens/0",
        "ponesimod/regimens/0",
        "interferon_beta_1a/regimens/1",
        "interferon_beta_1b/regimens/0",
        "teriflunomide/regimens/0",
    ],
)
def test_what_is_taken_every_day_or_two_has_no_list_of_dates(regimen: str):
    assert SCHEDULES[regimen].is_daily
    assert due_dates(SCHEDULES[regimen], anchor=JANUARY, until=date(2037, 1, 11)) == []


def test_no_date_however_far_makes_the_line_endless():
    assert len(due_dates(SCHEDULES["natalizumab/regimens/0"], anchor=JANUARY, until=date.max)) < 1000


@pytest.mark.parametrize("text", ["", "P", "6M", "P6X", "PT", "P-1D", "P1.5M", "PT5M"])
def test_a_text_that_is_no_duration_is_refused(text: str):
    with pytest.raises(BadDuration):
        Duration.parse(text)


def broken(**changes: object) -> dict[str, object]:
    phase = {"name": "only", "dose": {"amount": 1, "unit": "mg"}, "offset": "P0D", "every": "P1M", "count": None}
    return {"anchor": "day_1", "phases": [phase | changes], "min_gap": None, "lifetime_cap": None}


@pytest.mark.parametrize(
    "changes",
    [
        {"every": None},
        {"every": "P0D"},
        {"every": "monthly"},
        {"count": 0},
        {"count": True},
        {"offset": None},
        {"offset_from": "nowhere_last"},
        {"dose": {"amount": -1, "unit": "mg"}},
        {"dose": {"amount": "NaN", "unit": "mg"}},
        {"name": 3},
    ],
)
def test_a_broken_schedule_is_refused_and_named(changes: dict[str, object]):
    with pytest.raises(BadSchedule, match="demomab/regimens/0"):
        parse_schedule(broken(**changes), fact="demomab/regimens/0")  # type: ignore[arg-type]  # wrong on purpose


@st.composite
def courses(draw: st.DrawFn) -> tuple[Schedule, date, list[Due]]:
    """Any regimen, any anchor, with a run of doses given early, late or on their day, and one moved by the clinic."""
    schedule = draw(st.sampled_from(sorted(SCHEDULES.values(), key=lambda one: one.fact)))
    anchor = draw(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
    until = anchor + timedelta(days=3653)
    given: list[Given] = []
    for slip in draw(st.lists(st.integers(-20, 200), max_size=6)):
        due = next_due(due_dates(schedule, anchor=anchor, until=until, given=given))
        if due is None:
            break
        given.append(Given(due.number, due.due_on + timedelta(days=slip)))
    moved = {len(given) + draw(st.integers(1, 3)): anchor + timedelta(days=draw(st.integers(0, 800)))}
    return schedule, anchor, due_dates(schedule, anchor=anchor, until=until, given=given, moved=moved)


@settings(max_examples=300, deadline=None)
@given_any(courses())
def test_no_dose_is_ever_due_inside_the_least_gap_or_before_the_one_before(course: tuple[Schedule, date, list[Due]]):
    schedule, _anchor, dues = course
    for before, due in pairwise(dues):
        assert due.number == before.number + 1
        if due.given_on is not None:
            continue
        assert due.due_on > before.on
        if schedule.min_gap is not None and schedule.phase(due.phase).every is not None:
            assert due.due_on >= schedule.min_gap.after(before.on)


@settings(max_examples=100, deadline=None)
@given_any(st.sampled_from(sorted(SCHEDULES)), st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_doses_given_on_their_days_never_change_the_line(regimen: str, anchor: date):
    plain = due_dates(SCHEDULES[regimen], anchor=anchor, until=anchor + timedelta(days=3653))
    given = [Given(due.number, due.due_on) for due in plain[:30]]
    told = due_dates(SCHEDULES[regimen], anchor=anchor, until=anchor + timedelta(days=3653), given=given)
    assert [due.due_on for due in told] == [due.due_on for due in plain]
