"""What the companion reads; every function starts from one member, or from an object that is theirs."""

from myelin.companion.queries.appointments import at_hour, dose_name, medicine_and_dose, when
from myelin.companion.queries.campaigns import campaign_of, can_follow_a_cycle, windows_of
from myelin.companion.queries.charts import SPAN, Chart, Told, charts, number, told_by
from myelin.companion.queries.checklists import Checklist, Point, advice, checklist, points
from myelin.companion.queries.courses import (
    DatedDose,
    Story,
    calendar_of,
    course_of,
    courses_of,
    doses,
    facts_by_key,
    given_days,
    given_lately,
    infusion_of,
    running,
    story,
    tests,
)
from myelin.companion.queries.cycle_cards import CycleCard, cycle_cards
from myelin.companion.queries.cycles import (
    CycleRows,
    Series,
    cycle_rows,
    fingerprint,
    series_of,
)
from myelin.companion.queries.days import day_page, day_without_network, item_of, look_back_due, taps_of
from myelin.companion.queries.diary import Diary, asked, days_page, read_diary
from myelin.companion.queries.help import Help, help_of
from myelin.companion.queries.measures import measured_on, measured_words
from myelin.companion.queries.medicines import find_therapy, regimens_of
from myelin.companion.queries.overviews import SIDE, around, panes, switches, year_of
from myelin.companion.queries.phone import title_of
from myelin.companion.queries.records import record_of, records_page
from myelin.companion.queries.reminders import medicines_beside, reminder_of, reminders_page, waiting_reminders
from myelin.companion.queries.results import (
    Measured,
    TestLine,
    codes_of,
    letter_of,
    measured,
    paper_of,
    result_of,
    results_of,
    test_cards,
    test_lines,
    test_of,
)
from myelin.companion.queries.rules import step_up
from myelin.companion.queries.runway import Runway, Shown, proof_of, step_facts
from myelin.companion.queries.upcoming import RUNS, NextInfusion, coming_up, dose_behind, next_infusion, runway_of
from myelin.companion.queries.voices import voice_of, voices_of_day

__all__ = [
    "RUNS",
    "SIDE",
    "SPAN",
    "Chart",
    "Checklist",
    "CycleCard",
    "CycleRows",
    "DatedDose",
    "Diary",
    "Help",
    "Measured",
    "NextInfusion",
    "Point",
    "Runway",
    "Series",
    "Shown",
    "Story",
    "TestLine",
    "Told",
    "advice",
    "around",
    "asked",
    "at_hour",
    "calendar_of",
    "campaign_of",
    "can_follow_a_cycle",
    "charts",
    "checklist",
    "codes_of",
    "coming_up",
    "course_of",
    "courses_of",
    "cycle_cards",
    "cycle_rows",
    "day_page",
    "day_without_network",
    "days_page",
    "dose_behind",
    "dose_name",
    "doses",
    "facts_by_key",
    "find_therapy",
    "fingerprint",
    "given_days",
    "given_lately",
    "help_of",
    "infusion_of",
    "item_of",
    "letter_of",
    "look_back_due",
    "measured",
    "measured_on",
    "measured_words",
    "medicine_and_dose",
    "medicines_beside",
    "next_infusion",
    "number",
    "panes",
    "paper_of",
    "points",
    "proof_of",
    "read_diary",
    "record_of",
    "records_page",
    "regimens_of",
    "reminder_of",
    "reminders_page",
    "result_of",
    "results_of",
    "running",
    "runway_of",
    "series_of",
    "step_facts",
    "step_up",
    "story",
    "switches",
    "taps_of",
    "test_cards",
    "test_lines",
    "test_of",
    "tests",
    "title_of",
    "told_by",
    "voice_of",
    "voices_of_day",
    "waiting_reminders",
    "when",
    "windows_of",
    "year_of",
]
