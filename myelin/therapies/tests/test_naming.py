"""What people call a dose, for every schedule of the formulary that lists days."""

from datetime import date

import pytest
from django.utils import translation

from myelin.therapies.naming import dose_words, due_name
from myelin.therapies.regimens import due_dates
from myelin.therapies.tests.formulary import SCHEDULES

ANCHOR, UNTIL = date(2027, 1, 11), date(2031, 1, 1)


@pytest.mark.parametrize(
    ("regimen", "names"),
    [
        ("ocrelizumab/regimens/0", {1: "dose 1, part 1 of 2", 2: "dose 1, part 2 of 2", 3: "dose 2", 8: "dose 7"}),
        ("ublituximab/regimens/0", {1: "dose 1", 2: "dose 2", 3: "dose 3"}),
        ("natalizumab/regimens/0", {1: "dose 1", 12: "dose 12"}),
        ("peginterferon_beta_1a/regimens/0", {1: "dose 1", 3: "dose 3"}),
        (
            "alemtuzumab/regimens/0",
            {
                1: "course 1, day 1 of 5",
                6: "course 2, day 1 of 3",
                9: "course 3, day 1 of 3",
                14: "course 4, day 3 of 3",
            },
        ),
        ("cladribine/regimens/0", {1: "course 1, part 1, day 1 of 5", 18: "course 2, part 2, day 3 of 5"}),
        ("methylprednisolone_iv/regimens/0", {2: "day 2 of 3", 4: "day 4"}),
        ("methylprednisolone_iv/regimens/2", {7: "part 1, day 7 of 7", 9: "part 2, dose 2 of 15"}),
        ("mitoxantrone/regimens/0", {4: "dose 4"}),
    ],
)
def test_a_dose_is_named_as_people_count_it(regimen, names):
    schedule = SCHEDULES[regimen]
    ordered = [date(2029, 3, 1), date(2030, 4, 1)] if schedule.ordered_phase else []
    dues = due_dates(schedule, anchor=ANCHOR, until=UNTIL, ordered=ordered)
    told = {due.number: due_name(schedule, due) for due in dues}
    assert {number: told[number] for number in names} == names


def test_no_two_doses_of_a_schedule_share_a_name():
    for schedule in SCHEDULES.values():
        dues = due_dates(schedule, anchor=ANCHOR, until=UNTIL)
        names = [due_name(schedule, due) for due in dues]
        assert len(set(names)) == len(names)


def test_where_no_rule_is_known_only_its_number_tells_it():
    assert dose_words(None, number=4, phase="", part="") == "dose 4"
    assert dose_words(SCHEDULES["ocrelizumab/regimens/0"], number=4, phase="of another rule", part="1") == "dose 4"
    with translation.override("es"):
        assert dose_words(SCHEDULES["alemtuzumab/regimens/0"], number=7, phase="course_2", part="2") == (
            "ciclo 2, día 2 de 3"
        )
