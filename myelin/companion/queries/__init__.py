"""What the companion reads; every function starts from one member, or from an object that is theirs."""

from myelin.companion.queries.charts import SPAN, Chart, charts
from myelin.companion.queries.checklists import Checklist, Point, advice, checklist, points
from myelin.companion.queries.courses import DatedDose, Story, doses, facts_by_key, story, tests
from myelin.companion.queries.cycle_cards import CycleCard, cycle_cards
from myelin.companion.queries.cycles import (
    CycleRows,
    Series,
    cycle_rows,
    fingerprint,
    scores_of,
    series_of,
)
from myelin.companion.queries.diary import Diary, asked, days_page, read_diary
from myelin.companion.queries.medicines import find_therapy, regimens_of
from myelin.companion.queries.rules import step_up
from myelin.companion.queries.upcoming import NextInfusion, next_infusion, next_infusion_card

__all__ = [
    "SPAN",
    "Chart",
    "Checklist",
    "CycleCard",
    "CycleRows",
    "DatedDose",
    "Diary",
    "NextInfusion",
    "Point",
    "Series",
    "Story",
    "advice",
    "asked",
    "charts",
    "checklist",
    "cycle_cards",
    "cycle_rows",
    "days_page",
    "doses",
    "facts_by_key",
    "find_therapy",
    "fingerprint",
    "next_infusion",
    "next_infusion_card",
    "points",
    "read_diary",
    "regimens_of",
    "scores_of",
    "series_of",
    "step_up",
    "story",
    "tests",
]
